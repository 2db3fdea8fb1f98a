// The compartments: what each probe says now, the limits, and the chart of how it came to that.

import { Chart, LINES } from './chart.js';
import { h, icon, setIcon, setOptional, setText } from './dom.js';
import { Series, WINDOWS, align } from './series.js';
import { clockTime, duration, now } from './time.js';
import { limitValue, quantity } from './words.js';

/** A value older than this carries its age; the slowest common probes speak every ten seconds. */
const RECENT_MILLIS = 30_000;

const STATES = {
  ok: { icon: 'ok', title: 'In range' },
  breach: { icon: 'critical', title: 'Breach' },
  fault: { icon: 'warning', title: 'Sensor fault' },
  unknown: { icon: 'unknown', title: 'Unknown' },
};

/** Only charts that someone can see ask for readings. */
const seen = new WeakSet();
const watch = new IntersectionObserver((entries) => entries.forEach((entry) =>
  entry.isIntersecting ? seen.add(entry.target) : seen.delete(entry.target)), { rootMargin: '200px' });

export class Compartment {
  element;
  #bridge;
  #offlineSince;
  #window;
  #compartment;
  #shape = '';
  #probes = [];
  #chart = null;
  #name = h('h3');
  #title = h('p', { class: 'product' });
  #badge = icon('unknown');
  #word = h('span');
  #values = h('ul', { class: 'probes' });
  #limits = h('p', { class: 'limits' });
  #frame = h('div', { class: 'chart', role: 'img' });
  #hover = h('p', { class: 'hover', 'aria-hidden': 'true' });
  #offline = h('p', { class: 'offline-note' });

  constructor(bridge, offlineSince, window) {
    this.#bridge = bridge;
    this.#offlineSince = offlineSince;
    this.#window = window;
    this.element = h('article', { class: 'card compartment' },
      h('header', {}, h('div', {}, this.#name, this.#title),
        h('p', { class: 'state' }, this.#badge, this.#word)),
      this.#values,
      h('div', { class: 'chart-frame' }, this.#frame, this.#hover),
      this.#limits,
      this.#offline);
    watch.observe(this.element);
  }

  update(compartment) {
    this.#compartment = compartment;
    const state = STATES[compartment.state] ? compartment.state : 'unknown';
    this.element.dataset.state = state;
    setText(this.#name, compartment.name);
    setOptional(this.#title, titleOf(compartment));
    setIcon(this.#badge, STATES[state].icon);
    setText(this.#word, STATES[state].title);
    setText(this.#limits, (compartment.limits ?? []).map(limitText).join(' · '));
    const shape = JSON.stringify([compartment.probes.map((probe) => probe.point), compartment.limits]);
    if (shape !== this.#shape) {
      this.#shape = shape;
      this.#restart();
    }
    compartment.probes.forEach((probe, at) => this.#showValue(this.#probes[at], probe));
    const since = this.#offlineSince(compartment);
    this.element.classList.toggle('old', Boolean(since));
    setOptional(this.#offline, since && 'Gateway offline, last known values');
  }

  /** Another window, or other colours: the chart is made anew. */
  redraw(window) {
    const other = window !== this.#window;
    this.#window = window;
    if (other) {
      this.#restart();
    } else {
      this.#restartChart();
      this.#plot();
    }
  }

  async refreshChart() {
    if (!seen.has(this.element) || !this.#compartment) {
      return;
    }
    const { probes } = this.#compartment;
    const series = this.#probes.map((probe) => probe.series);
    await Promise.allSettled(
      series.map((each, at) => each.refresh(probes[at].last?.time ?? 'none', now())));
    if (series[0] === this.#probes[0]?.series) {
      this.#plot();
    }
  }

  remove() {
    watch.unobserve(this.element);
    this.#chart?.remove();
  }

  #restart() {
    const { gateway, probes } = this.#compartment;
    this.#probes = probes.map((probe, at) => probeRow(at,
      new Series(this.#bridge, gateway, probe.point, this.#window), probes.length > 1));
    this.#values.replaceChildren(...this.#probes.map((probe) => probe.element));
    probes.forEach((probe, at) => this.#showValue(this.#probes[at], probe));
    this.#restartChart();
  }

  #restartChart() {
    this.#chart?.remove();
    const { probes, limits } = this.#compartment;
    this.#chart = new Chart(this.#frame, probes.map((probe) => probe.title ?? probe.point),
      limits ?? [], WINDOWS[this.#window].millis, (at) => this.#showHover(at));
  }

  #showValue(row, { title, point, unit, last }) {
    const known = typeof last?.value === 'number';
    setText(row.title, title ?? point);
    row.title.title = point;
    setText(row.value, known ? quantity(last.value, unit) : '—');
    const age = last ? now() - Date.parse(last.time) : 0;
    const bad = last && !known ? (last.quality ?? 'bad').replace('bad-', '').replaceAll('-', ' ') : '';
    const doubt = known && last.quality?.startsWith('uncertain') ? 'uncertain' : '';
    const old = last && age > RECENT_MILLIS ? `${duration(age)} old` : '';
    setOptional(row.note, last ? [bad || doubt, old].filter(Boolean).join(', ') : 'no reading yet');
    row.element.classList.toggle('old', Boolean(old));
  }

  #plot() {
    const lists = this.#probes.map((probe) => probe.series.withGaps());
    const latest = Math.max(now(), ...lists.map((rows) => rows.at(-1)?.time ?? 0));
    this.data = align(lists);
    this.#chart.show(this.data, latest);
    this.#frame.setAttribute('aria-label', this.#describe());
  }

  #describe() {
    const spans = this.#probes.map((probe) => {
      const values = probe.series.rows.map((row) => row.value).filter((value) => value !== null);
      return values.length === 0 ? `${probe.title.textContent}: no values`
        : `${probe.title.textContent}: from ${quantity(Math.min(...values), 'Cel')} `
          + `to ${quantity(Math.max(...values), 'Cel')}`;
    });
    return `Temperature in ${this.#compartment.name}, ${WINDOWS[this.#window].label}. `
      + `${spans.join('; ')}. ${this.#limits.textContent}`;
  }

  #showHover(at) {
    const time = at === null ? undefined : this.data?.[0][at];
    if (time === undefined) {
      setText(this.#hover, '');
      return;
    }
    const values = this.#probes.map((probe, column) => {
      const value = this.data[column + 1][at];
      return typeof value === 'number' ? quantity(value, 'Cel') : null;
    }).filter(Boolean);
    setText(this.#hover, values.length ? `${clockTime(time * 1000)}  ${values.join('  ')}` : '');
  }
}

/** A title that repeats the name, as that of limits written beside it does, says nothing new. */
function titleOf({ name, title, class: productClass }) {
  const said = title ?? productClass ?? '';
  return said.includes(name) ? '' : said;
}

function probeRow(at, series, several) {
  const title = h('span', { class: 'probe-title' });
  const value = h('span', { class: 'value' });
  const note = h('span', { class: 'probe-note' });
  const key = several ? h('i', { class: `key line-${at % LINES}`, 'aria-hidden': 'true' }) : null;
  return {
    series, title, value, note,
    element: h('li', {}, value, h('span', { class: 'probe-name' }, key, title), note),
  };
}

function limitText({ side, celsius, graceSeconds }) {
  const [limit, past] = side === 'above' ? ['At most', 'warmer'] : ['At least', 'colder'];
  const grace = graceSeconds ? `, ${past} for no longer than ${duration(graceSeconds * 1000)}` : '';
  return `${limit} ${limitValue(celsius)}${grace}`;
}
