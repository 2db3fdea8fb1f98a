// A chart of temperatures: a line per probe, the limits, and the side of them that is wrong.

import { color } from './theme.js';
import { axisTime, clockTime, now } from './time.js';

const HEIGHT = 200;

/** A young installation has seconds of data: the axis begins with them and grows to its window. */
const SHORTEST_SPAN_SECONDS = 60;

/** A limit further from the data than this many kelvins would flatten the line: it is left outside. */
const LIMIT_REACH = 12;
const LEAST_RANGE = 2;

const DASHES = [[], [7, 4], [2, 3]];
export const LINES = 4;

let library;
const loaded = () => (library ??= import(new URL('webjars/uplot/uPlot.esm.js', document.baseURI))
  .then((module) => module.default));

export class Chart {
  #frame;
  #limits;
  #window;
  #hovered;
  #plot = null;
  #data = null;
  #end = now() / 1000;
  #gone = false;
  #resize = new ResizeObserver(() => this.#fit());

  /** `hovered(index | null)` is told where the pointer is. */
  constructor(frame, names, limits, windowMillis, hovered) {
    this.#frame = frame;
    this.#limits = limits;
    this.#window = windowMillis / 1000;
    this.#hovered = hovered;
    loaded().then((UPlot) => this.#gone || this.#draw(UPlot, names), () => {
      frame.textContent = 'The chart could not be loaded. The values above are live.';
    });
  }

  show(data, endMillis) {
    this.#data = data;
    this.#end = endMillis / 1000;
    this.#plot?.setData(data);
  }

  remove() {
    this.#gone = true;
    this.#resize.disconnect();
    this.#plot?.destroy();
    this.#frame.replaceChildren();
  }

  #draw(UPlot, names) {
    const ink = color('muted');
    const grid = { stroke: color('grid'), width: 1 };
    const axis = {
      stroke: ink, grid, ticks: { show: false },
      font: `12px ${getComputedStyle(document.body).fontFamily}`,
    };
    const shades = { wrong: color('breach-zone'), line: color('critical'), label: color('critical') };
    this.#plot = new UPlot({
      width: this.#frame.clientWidth,
      height: HEIGHT,
      padding: [10, 26, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { setScale: false, x: false, y: false }, points: { size: 7 } },
      scales: {
        x: { time: true, range: () => this.#span() },
        y: { range: (_, low, high) => this.#heights(low, high) },
      },
      axes: [
        { ...axis, size: 28, space: 76, values: (_, ticks, __, ___, step) =>
          ticks.map((tick) => (step < 60 ? clockTime : axisTime)(tick * 1000)) },
        { ...axis, size: 46, values: (_, ticks) => ticks.map((tick) => `${tick}°`.replace('-', '−')) },
      ],
      series: [{}, ...names.map((name, at) => ({
        label: name,
        stroke: color(`line-${at % LINES}`),
        width: 2,
        dash: DASHES[Math.floor(at / LINES) % DASHES.length],
        spanGaps: false,
        points: { show: names.length < 4 ? undefined : false },
      }))],
      hooks: {
        drawClear: [(plot) => drawZones(plot, this.#limits, shades)],
        draw: [(plot) => drawLimits(plot, this.#limits, shades)],
        setCursor: [(plot) => this.#hovered(plot.cursor.idx ?? null)],
      },
    }, this.#data ?? [[], ...names.map(() => [])], this.#frame);
    this.#resize.observe(this.#frame);
  }

  #fit() {
    const width = this.#frame.clientWidth;
    if (this.#plot && width > 0 && width !== this.#plot.width) {
      this.#plot.setSize({ width, height: HEIGHT });
    }
  }

  #span() {
    const first = this.#data?.[0]?.[0] ?? this.#end;
    const start = Math.max(this.#end - this.#window, Math.min(first, this.#end));
    return [start, Math.max(this.#end, start + SHORTEST_SPAN_SECONDS)];
  }

  #heights(low, high) {
    const limits = this.#limits.map((limit) => limit.celsius);
    if (low == null || high == null) {
      const known = limits.length > 0 ? limits : [0, 10];
      return [Math.min(...known) - 3, Math.max(...known) + 3];
    }
    const near = limits.filter((celsius) => celsius > low - LIMIT_REACH && celsius < high + LIMIT_REACH);
    const bottom = Math.min(low, ...near);
    const top = Math.max(high, ...near);
    const margin = Math.max(LEAST_RANGE - (top - bottom), (top - bottom) * 0.18) / 2 + 0.4;
    return [bottom - margin, top + margin];
  }
}

function drawZones(plot, limits, shades) {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.fillStyle = shades.wrong;
  for (const limit of limits) {
    const y = clamp(plot.valToPos(limit.celsius, 'y', true), bbox);
    if (limit.side === 'above') {
      ctx.fillRect(bbox.left, bbox.top, bbox.width, y - bbox.top);
    } else {
      ctx.fillRect(bbox.left, y, bbox.width, bbox.top + bbox.height - y);
    }
  }
  ctx.restore();
}

function drawLimits(plot, limits, shades) {
  const { ctx, bbox } = plot;
  const scale = devicePixelRatio;
  ctx.save();
  ctx.strokeStyle = shades.line;
  ctx.fillStyle = shades.label;
  ctx.lineWidth = scale;
  ctx.font = `600 ${11 * scale}px ${getComputedStyle(document.body).fontFamily}`;
  ctx.textAlign = 'left';
  for (const limit of limits) {
    const y = plot.valToPos(limit.celsius, 'y', true);
    if (y < bbox.top || y > bbox.top + bbox.height) {
      continue;
    }
    ctx.setLineDash([4 * scale, 4 * scale]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    const above = limit.side === 'above';
    ctx.textBaseline = above ? 'bottom' : 'top';
    const text = `${above ? 'max' : 'min'} ${limit.celsius} °C`.replace('-', '−');
    ctx.fillText(text, bbox.left + 5 * scale, y + (above ? -3 : 3) * scale);
  }
  ctx.restore();
}

const clamp = (y, bbox) => Math.min(bbox.top + bbox.height, Math.max(bbox.top, y));
