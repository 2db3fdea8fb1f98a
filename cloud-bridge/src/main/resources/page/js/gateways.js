// The gateways: are they there, and do their data arrive?

import { h, icon, setIcon, setText } from './dom.js';
import { setTime } from './time.js';

const number = new Intl.NumberFormat();

export function gatewayView() {
  const id = h('strong');
  const site = h('span', { class: 'sub' });
  const badge = icon('unknown');
  const state = h('span');
  const since = h('time', { class: 'sub' });
  const data = h('time');
  const none = h('span', { class: 'sub' }, 'none yet');
  const readings = h('span');
  const events = h('span', { class: 'sub' });
  const alerts = h('span');
  const version = h('span');
  const cell = (label, ...content) => h('td', { 'data-label': label }, h('div', {}, ...content));
  const countCell = (label, ...content) => {
    const td = cell(label, ...content);
    td.className = 'number';
    return td;
  };
  const element = h('tr', {},
    h('th', { scope: 'row' }, id, site),
    cell('State', h('span', { class: 'state' }, badge, state), since),
    cell('Last data', data, none),
    countCell('Blocks stored', readings, events),
    countCell('Open alerts', alerts),
    cell('Version', version));

  function update(gateway) {
    element.dataset.state = gateway.online ? 'ok' : 'empty';
    setText(id, gateway.id);
    setText(site, gateway.site);
    setIcon(badge, gateway.online ? 'ok' : 'offline');
    setText(state, gateway.online ? 'Online' : 'Offline');
    setTime(since, gateway.since ?? gateway.started, 'since');
    setTime(data, gateway.lastDataAt, 'ago');
    none.hidden = !data.hidden;
    setText(readings, `${number.format(gateway.blocks?.readings ?? 0)} readings`);
    setText(events, `${number.format(gateway.blocks?.events ?? 0)} events`);
    setText(alerts, number.format(gateway.openAlerts ?? 0));
    setText(version, gateway.version || '—');
  }
  return { element, update };
}
