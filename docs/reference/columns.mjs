// A decoder for application/vnd.coldshelf.columns, version 1, without dependencies.
// The format is described in ../encoding.md; what this refuses is no such payload.
//
//   import {decode} from './columns.mjs';
//   const {gateway, units, readings, sightings, summaries} = decode(bytes);   // a Uint8Array
//
// Run by itself it prints a payload as JSON: node columns.mjs FILE

const MAX_ITEMS = 65536;
const MAX_MILLIS = 253402300799999;
const MAX_NUMBER = Number.MAX_SAFE_INTEGER;
const MAX_COUNT = 2 ** 52 - 1;
const MAX_SCALED = 2 ** 51;
const MAX_GRID = 2 ** 52;
const MAX_SHARED = 127;
const MAX_TAG_BITS = 65535;
const UNITS = ['', 'Cel', '%RH', 'kg', 'count', 'V', 'A', 'W', 'Pa', 'lx', '/', 's', 'm', '%EL', 'VAs'];
const QUALITIES = [
  'good', 'uncertain-unstable', 'uncertain-accuracy', 'bad', 'bad-no-communication',
  'bad-sensor-failure', 'bad-out-of-range', 'bad-overload', 'bad-encoding', 'bad-configuration',
];
const FIRST_BAD = 3;
const POWERS = Array.from({length: 23}, (_, scale) => Number(`1e${scale}`));

const refuse = (why) => { throw new Error(`columns: ${why}`); };
const within = (n, least, most) => (n >= least && n <= most ? n : refuse(`${n} is not in ${least}..${most}`));
const millis = (n) => within(n, -MAX_MILLIS, MAX_MILLIS);
const unzigzag = (n) => (n % 2 === 0 ? n / 2 : -(n + 1) / 2);
const text = (bytes) => new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(bytes);

function crc32c(bytes) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let i = 0; i < 8; i++) crc = (crc >>> 1) ^ (crc & 1 ? 0x82f63b78 : 0);
  }
  return ~crc >>> 0;
}

class Head {
  constructor(bytes) { this.bytes = bytes; this.at = 1; }
  take(length) {
    if (length > this.bytes.length - this.at) refuse('the head ends too early');
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }
  octet() { return this.take(1)[0]; }
  number(most = MAX_NUMBER) {
    let number = 0;
    for (let power = 1; power < 2 ** 56; power *= 128) {
      const octet = this.octet();
      number += (octet & 0x7f) * power;
      if (octet < 0x80) return within(number, 0, most);
    }
    return refuse('a number of more than 53 bits');
  }
  signed() { return unzigzag(this.number()); }
  length(bytesEach) { return this.number(Math.floor((this.bytes.length - this.at) / bytesEach)); }
  text() { return text(this.take(this.length(1))); }
  raw() {
    const bytes = this.take(8);
    return new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0);
  }
  real() { return real(this.raw()); }
}

function real(bits) {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, bits);
  const value = view.getFloat64(0);
  return Number.isFinite(value) ? value : refuse('a value that is not finite');
}

class Bits {
  constructor(bytes, at) { this.bytes = bytes; this.at = at * 8; }
  bit() {
    if (this.at >= this.bytes.length * 8) refuse('the bits end too early');
    return (this.bytes[this.at >> 3] >> (7 - (this.at++ & 7))) & 1;
  }
  take(count) {
    let number = 0;
    for (let i = 0; i < count; i++) number = number * 2 + this.bit();
    return number;
  }
  takeBig(count) {
    let number = 0n;
    for (let i = 0; i < count; i++) number = number * 2n + BigInt(this.bit());
    return number;
  }
  sequence(count) {
    if (count <= 0) return [];
    const rice = this.bit() === 1;
    const parameter = this.take(5);
    return Array.from({length: count}, () => (rice ? this.rice(parameter) : this.take(parameter)));
  }
  rice(k) {
    let ones = 0;
    while (ones < 20 && this.bit() === 1) ones++;
    return ones < 20 ? ones * 2 ** k + this.take(k) : this.take(within(this.take(6), 0, 53));
  }
  end() {
    if (this.bytes.length * 8 - this.at >= 8) refuse('something stands after the last row');
    while (this.at < this.bytes.length * 8) if (this.bit()) refuse('the last byte is not filled with zeros');
  }
}

class Decoder {
  constructor(bytes) {
    this.head = new Head(bytes);
    this.items = 0;
    this.names = [new Uint8Array()];
    this.cuts = {distance: 1, front: 0, replaced: 0, middle: 0};
    this.table = [...UNITS];
    this.unit = '';
    this.units = {};
    this.rows = 1;
    this.form = 0;
    this.base = 0;
    this.period = 0;
  }

  count(more) {
    this.items += more;
    return more >= 1 && this.items <= MAX_ITEMS ? more : refuse(`no rows, or more than ${MAX_ITEMS}`);
  }

  point(sameCuts) {
    const head = this.head;
    if (!sameCuts) {
      const distance = head.number(MAX_ITEMS) + 1;
      const front = within(head.octet(), 0, MAX_SHARED);
      this.cuts = {distance, front, replaced: head.number(2 ** 31 - 1), middle: head.length(1)};
    }
    const {distance, front, replaced, middle} = this.cuts;
    const like = this.names[within(this.names.length - distance, 0, this.names.length - 1)];
    const back = within(like.length - front - replaced, 0, MAX_SHARED);
    const name = [...like.subarray(0, front), ...head.take(middle), ...like.subarray(like.length - back)];
    this.names.push(Uint8Array.from(name));
    const point = text(this.names.at(-1));
    return /^[^/]+\/[^/]+$/s.test(point) ? point : refuse(`'${point}' is not of the form device/point`);
  }

  unitOf(point, same) {
    if (!same) {
      const number = this.head.number(this.table.length);
      if (number === 0) this.table.push(this.head.text());
      this.unit = number === 0 ? this.table.at(-1) : this.table[number - 1];
    }
    if (this.unit !== '') this.units[point] = this.unit;
  }

  column() {
    const head = this.head;
    const flags = head.octet();
    if (!(flags & 0x01)) this.rows = head.number(MAX_ITEMS);
    const rows = this.count(this.rows);
    const point = this.point(flags & 0x04);
    this.unitOf(point, flags & 0x02);
    const times = this.times(flags);
    const qualities = new Array(rows).fill(0);
    if (flags & 0x10) this.qualities(qualities);
    if (!(flags & 0x08)) this.form = head.octet();
    const count = qualities.filter((quality) => quality < FIRST_BAD).length;
    return {point, times, qualities, values: this.values(this.form, count), row: 0, value: 0};
  }

  times(flags) {
    const way = (flags >> 5) & 3;
    if (way === 2) return {way, distance: 1};
    if (way === 3) return {way, distance: this.head.number(MAX_ITEMS) + 1, offset: this.head.signed()};
    this.base = within(this.base + this.head.signed(), -MAX_GRID, MAX_GRID);
    if (this.rows > 1 && !(flags & 0x80)) this.period = this.head.signed();
    return {way, base: this.base, period: this.period};
  }

  qualities(qualities) {
    let done = 0;
    for (let runs = this.head.length(3); runs > 0; runs--) {
      const start = done + this.head.number(qualities.length - 1 - done);
      const number = within(this.head.octet(), 1, QUALITIES.length - 1);
      done = start + 1 + this.head.number(qualities.length - 1 - start);
      qualities.fill(number, start, done);
    }
  }

  values(form, count) {
    const raw = form === 0x80;
    if ((form & 0x1f) > 22 || (form & 0x80 && !raw)) refuse(`values in the unknown form ${form}`);
    const strangers = new Map();
    const length = form & 0x40 && count > 0 ? within(this.head.length(9), 0, count) : 0;
    for (let i = 0, next = 0; i < length; i++) {
      const place = next + this.head.number(count - 1 - next);
      strangers.set(place, this.head.real());
      next = place + 1;
    }
    let first = 0;
    if (raw && count > 0) first = this.head.raw();
    else if (count > length) first = within(this.head.signed(), -MAX_SCALED, MAX_SCALED);
    return {raw, power: POWERS[form & 0x1f], count, strangers, first};
  }

  sightings() {
    const head = this.head;
    const rows = head.number(MAX_ITEMS);
    if (rows === 0) return {rows};
    this.count(rows);
    const places = Array.from({length: head.length(4)}, () => this.point(false));
    const tags = [];
    let last = new Uint8Array();
    let bits = 96;
    for (let n = head.length(1); n > 0; n--) {
      const first = head.octet();
      if (first & 0x80) bits = head.number(MAX_TAG_BITS);
      const shared = within(first & 0x7f, 0, Math.min(last.length, Math.ceil(bits / 8)));
      last = Uint8Array.from([...last.subarray(0, shared), ...head.take(Math.ceil(bits / 8) - shared)]);
      if (bits % 8) last[last.length - 1] &= 0xff << (8 - (bits % 8));
      tags.push({epc: Array.from(last, (b) => b.toString(16).padStart(2, '0')).join('').toUpperCase(), bits});
    }
    return {rows, places, tags, first: this.base + head.signed()};
  }

  summaries() {
    const head = this.head;
    const point = this.point(false);
    this.unitOf(point, false);
    const rows = this.count(head.number(MAX_ITEMS));
    const first = this.base + head.signed();
    const period = head.signed();
    const lasting = head.number(2 * MAX_MILLIS);
    const count = head.number(MAX_COUNT);
    const values = [0, 1, 2].map(() => this.values(head.octet(), rows));
    return {point, rows, first, period, lasting, count, values};
  }
}

function readTimes(columns, number, bits) {
  const {times: how, qualities} = columns[number];
  const rows = qualities.length;
  if (how.way >= 2) {
    const like = columns[number - how.distance]?.times;
    if (like?.length !== rows) refuse('times like those of a column that is not there');
    if (how.way === 2) return like;
    return bits.sequence(rows).map((off, i) => millis(like[i] + how.offset + unzigzag(off)));
  }
  if (how.way === 1) {
    let expected = how.base - how.period;
    return bits.sequence(rows).map((off) => {
      expected = within(expected + how.period, -MAX_GRID, MAX_GRID);
      return millis(expected + unzigzag(off));
    });
  }
  const times = [millis(how.base)];
  for (const step of bits.sequence(rows - 1)) times.push(millis(times.at(-1) + how.period + unzigzag(step)));
  return times;
}

function readValues(how, bits) {
  if (how.raw) return readRaw(how, bits);
  const differences = bits.sequence(how.count - how.strangers.size - 1);
  let scaled = how.first;
  let fitting = 0;
  return Array.from({length: how.count}, (_, i) => {
    if (how.strangers.has(i)) return how.strangers.get(i);
    if (fitting++ > 0) scaled = within(scaled + unzigzag(differences[fitting - 2]), -MAX_SCALED, MAX_SCALED);
    return (scaled || 0) / how.power;
  });
}

function readRaw(how, bits) {
  let last = how.first;
  return Array.from({length: how.count}, (_, i) => {
    if (i > 0 && bits.bit() === 1) {
      const zeros = bits.take(6);
      const length = bits.take(6) + 1;
      if (zeros + length > 64) refuse('a value of more than 64 bits');
      last ^= bits.takeBig(length) << BigInt(64 - zeros - length);
    }
    return real(last);
  });
}

/** Always the earliest of those that come next in their columns; at the same time, the first column. */
function merge(columns) {
  const readings = [];
  for (;;) {
    let next = null;
    for (const column of columns) {
      if (column.row < column.times.length && (!next || column.times[column.row] < next.times[next.row])) next = column;
    }
    if (!next) return readings;
    const quality = next.qualities[next.row];
    const value = quality < FIRST_BAD ? next.values[next.value++] : null;
    readings.push({point: next.point, time: next.times[next.row++], value, quality: QUALITIES[quality]});
  }
}

function readSightings(how, bits) {
  const {rows, places, tags} = how;
  if (rows === 0) return [];
  const [place, tag] = [bits.sequence(rows), bits.sequence(rows)];
  const steps = bits.sequence(rows - 1);
  const [lasting, count, absent] = [bits.sequence(rows), bits.sequence(rows), bits.sequence(rows)];
  const strength = bits.sequence(absent.filter((one) => one === 0).length);
  const known = new Map();
  let [where, which, time, last, next] = [0, -1, how.first, 0, 0];
  return Array.from({length: rows}, (_, i) => {
    where = within(where + unzigzag(place[i]), 0, places.length - 1);
    which = within(which + 1 + unzigzag(tag[i]), 0, tags.length - 1);
    time = millis(i === 0 ? time : time + unzigzag(steps[i - 1]));
    const [reader, antenna] = places[where].split('/');
    if (!/^[1-9][0-9]*$/.test(antenna) || Number(antenna) > 2 ** 31 - 1) refuse(`${places[where]} is no antenna`);
    const sighting = {
      reader, antenna: Number(antenna), ...tags[which],
      first: time, last: millis(time + lasting[i]), count: within(count[i], 0, MAX_COUNT - 1) + 1,
    };
    if (within(absent[i], 0, 1) === 0) {
      last = within((known.get(which) ?? last) + unzigzag(strength[next++]), -(2 ** 31 - 1), 2 ** 31 - 1);
      known.set(which, last);
      sighting.rssi = last;
    }
    return sighting;
  });
}

function readSummaries(how, bits) {
  const [steps, lastings, counts] = [0, 1, 2].map(() => bits.sequence(how.rows - 1));
  const [min, mean, max] = how.values.map((values) => readValues(values, bits));
  let {first, lasting, count} = how;
  return Array.from({length: how.rows}, (_, i) => {
    if (i > 0) {
      first = millis(first + how.period + unzigzag(steps[i - 1]));
      lasting += unzigzag(lastings[i - 1]);
      count += unzigzag(counts[i - 1]);
    }
    within(count, 1, MAX_COUNT);
    const slack = 1e-9 * Math.max(Math.abs(min[i]), Math.abs(max[i]));
    if (min[i] > max[i] || mean[i] < min[i] - slack || mean[i] > max[i] + slack) refuse('a mean outside of its bounds');
    return {
      point: how.point, first: millis(first), last: millis(first + within(lasting, 0, 2 * MAX_MILLIS)),
      min: min[i], mean: mean[i], max: max[i], count,
    };
  });
}

export function decode(payload) {
  const end = payload.length - 4;
  if (end < 1) refuse(`${payload.length} bytes are too short`);
  if (payload[0] !== 1) refuse(`version ${payload[0]} is not known here`);
  const bytes = payload.subarray(0, end);
  const sum = new DataView(payload.buffer, payload.byteOffset + end, 4).getUint32(0);
  if (sum !== crc32c(bytes)) refuse('damaged: the CRC-32C does not match');
  const decoder = new Decoder(bytes);
  const gateway = decoder.head.text();
  const columns = Array.from({length: decoder.head.length(1)}, () => decoder.column());
  const seen = decoder.sightings();
  const summed = Array.from({length: decoder.head.length(1)}, () => decoder.summaries());
  const bits = new Bits(bytes, decoder.head.at);
  columns.forEach((column, number) => {
    column.times = readTimes(columns, number, bits);
    column.values = readValues(column.values, bits);
  });
  const sightings = readSightings(seen, bits);
  const summaries = summed.flatMap((how) => readSummaries(how, bits));
  bits.end();
  return {gateway, units: decoder.units, readings: merge(columns), sightings, summaries};
}

if (typeof process !== 'undefined' && process.argv[2] && import.meta.url.endsWith('columns.mjs')) {
  const {readFileSync} = await import('node:fs');
  for (const file of process.argv.slice(2)) console.log(JSON.stringify(decode(readFileSync(file))));
}
