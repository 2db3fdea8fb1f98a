// The readings of one point over the chart's window, kept current by asking only for what is new.

/** How far back, and how coarse: a chart has some hundred pixels, not thousands. */
export const WINDOWS = {
  '15m': { millis: 15 * 60_000, bucketSeconds: 0, label: 'last 15 minutes' },
  '1h': { millis: 3_600_000, bucketSeconds: 15, label: 'last hour' },
  '24h': { millis: 24 * 3_600_000, bucketSeconds: 300, label: 'last 24 hours' },
};

const MOST_ROWS = 5_000;

/** Silence longer than this many usual intervals is a gap, not a line. */
const GAP_INTERVALS = 3.5;
const SHORTEST_GAP_MILLIS = 4_000;

export class Series {
  #bridge;
  #path;
  #window;
  #rows = [];
  #askedFor = '';

  constructor(bridge, gateway, point, window) {
    this.#bridge = bridge;
    const [device, name] = point.split('/');
    this.#path = ['points', gateway, device, name, 'readings'].map(encodeURIComponent).join('/');
    this.#window = WINDOWS[window];
  }

  /** Rows as `{time (ms), value | null, low?, high?}` in the order of their times. */
  get rows() {
    return this.#rows;
  }

  /** Asks for what is new, when there is anything: `latest` is the time of the point's last reading. */
  async refresh(latest, nowMillis) {
    if (latest === this.#askedFor) {
      return;
    }
    const start = nowMillis - this.#window.millis;
    const last = this.#rows.at(-1);
    const from = last ? Math.max(start, last.time) : start;
    const query = { from: new Date(from).toISOString(), limit: MOST_ROWS };
    if (this.#window.bucketSeconds) {
      query.bucket = `${this.#window.bucketSeconds}s`;
    }
    const items = await this.#bridge.list(this.#path, query);
    const fresh = items.map(row).sort((a, b) => a.time - b.time);
    // The last row is asked for again: a bucket may have grown since.
    const kept = this.#rows.filter((old) => old.time >= start && old.time < (fresh[0]?.time ?? Infinity));
    this.#rows = [...kept, ...fresh];
    this.#askedFor = latest;
  }

  /** The rows with a hole wherever nothing was measured for longer than usual. */
  withGaps() {
    const longest = longestStep(this.#rows);
    const result = [];
    for (const current of this.#rows) {
      const previous = result.at(-1);
      if (previous && current.time - previous.time > longest) {
        result.push({ time: previous.time + 1, value: null });
      }
      result.push(current);
    }
    return result;
  }
}

function row(item) {
  const value = item.mean ?? item.value ?? null;
  return { time: Date.parse(item.time), value, low: item.min ?? value, high: item.max ?? value };
}

function longestStep(rows) {
  const steps = rows.slice(1).map((current, at) => current.time - rows[at].time).sort((a, b) => a - b);
  const usual = steps[Math.floor(steps.length / 2)] ?? 0;
  return Math.max(SHORTEST_GAP_MILLIS, GAP_INTERVALS * usual);
}

/** Several series on one time axis: `undefined` where a series has no row, `null` at its gaps. */
export function align(lists) {
  const times = [...new Set(lists.flatMap((rows) => rows.map((each) => each.time)))].sort((a, b) => a - b);
  const place = new Map(times.map((time, at) => [time, at]));
  const columns = lists.map((rows) => {
    const column = new Array(times.length);
    rows.forEach((each) => { column[place.get(each.time)] = each.value; });
    return column;
  });
  return [times.map((time) => time / 1000), ...columns];
}
