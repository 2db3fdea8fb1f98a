// What the codes of the API are called on the page.

const KINDS = {
  'stockout': 'Shelf empty',
  'low-stock': 'Shelf running low',
  'stockout-predicted': 'Shelf empty soon',
  'overstock': 'Shelf too full',
  'misplaced-items': 'Misplaced items',
  'expired-items': 'Items past their date',
  'temperature-breach': 'Temperature breach',
  'temperature-predicted': 'Temperature breach ahead',
  'door-open': 'Door open',
  'defrost': 'Defrost',
  'power-loss': 'Power loss',
  'sensor-fault': 'Sensor fault',
  'device-offline': 'Device offline',
  'data-gap': 'Data missing',
  'gateway-offline': 'Gateway offline',
};

const ACTIONS = {
  'stockout': ['Restocked', 'Ordered', 'None left in the back room'],
  'low-stock': ['Restocked', 'Ordered'],
  'stockout-predicted': ['Restocked', 'Ordered'],
  'temperature-breach': ['Goods moved to another case', 'Door closed', 'Technician called', 'Goods discarded'],
  'temperature-predicted': ['Door closed', 'Technician called', 'Goods moved to another case'],
  'door-open': ['Door closed'],
  'power-loss': ['Power restored', 'Technician called'],
  'sensor-fault': ['Cable checked', 'Probe replaced', 'Technician called'],
  'device-offline': ['Cable checked', 'Device restarted', 'Technician called'],
  'gateway-offline': ['Network checked', 'Gateway restarted', 'Technician called'],
};

/** The reason without the place in front of it, where the place is said already. */
export function reasonText({ subject, reason = '' }) {
  return reason.startsWith(`${subject}: `) ? sentence(reason.slice(subject.length + 2)) : reason;
}

/** Units of the SenML registry (RFC 8428, 12.1) as people write them. */
const UNITS = { Cel: '°C', '%RH': '% RH', '/': '', count: '' };

const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const words = (code) => sentence(code.replaceAll('-', ' '));

export const kindTitle = (kind) => KINDS[kind] ?? words(kind);
export const severityTitle = words;
export const actionsFor = (kind) => ACTIONS[kind] ?? [];

/** A measured value with its unit; a true minus sign, and as many decimals as make sense. */
export function quantity(value, unit) {
  const decimals = unit === 'Cel' || unit === '%RH' ? 1 : Number.isInteger(value) ? 0 : 2;
  const sign = unit === undefined ? '' : UNITS[unit] ?? unit;
  const number = value.toFixed(decimals).replace('-', '−');
  return sign ? `${number}\u202f${sign}` : number;
}

/** Whether a value is worth showing as a figure: counts are in the reason's own words. */
export const isMeasured = (unit) => Boolean(UNITS[unit] ?? unit);

/** A limit is a round number more often than not: no needless decimals. */
export function limitValue(celsius) {
  return `${String(celsius).replace('-', '−')}\u202f°C`;
}

export const plural = (n, one, many = `${one}s`) => `${n} ${n === 1 ? one : many}`;
