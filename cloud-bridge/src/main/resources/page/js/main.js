// The page from end to end: what is asked, how often, and who shows the answers.

import { acknowledgement } from './acknowledge.js';
import { Alerts } from './alerts.js';
import { Bridge, Unauthorized } from './api.js';
import { Compartment } from './compartments.js';
import { Connection } from './connection.js';
import { Views, h } from './dom.js';
import { gatewayView } from './gateways.js';
import { Loop } from './loop.js';
import { shelfView } from './shelves.js';
import { theme } from './theme.js';
import { refreshTimes } from './time.js';

const LIVE_MILLIS = 1_500;
const byId = (id) => document.getElementById(id);
const gatewayKey = ({ site, gateway, id }) => `${site}/${gateway ?? id}`;
const placeKey = (place) => `${gatewayKey(place)}/${place.name}`;

const bridge = new Bridge();
const offline = new Map();
const offlineSince = (place) => offline.get(gatewayKey(place));
const state = { sites: [], shelves: [], compartments: [], gateways: [] };
let site = new URLSearchParams(location.search).get('site') ?? '';
let chartWindow = '15m';

const connection = new Connection(() => live.soon());
const alerts = new Alerts(bridge, (alert) => acknowledge(alert), showCounts);
const acknowledge = acknowledgement(bridge, (alert) => (alert ? alerts.take(alert) : alerts.load()));
const shelves = new Views(byId('shelf-list'), placeKey, () => shelfView(offlineSince));
const compartments = new Views(byId('compartment-list'), placeKey,
  () => new Compartment(bridge, offlineSince, chartWindow));
const gateways = new Views(byId('gateway-list'), gatewayKey, gatewayView);

const live = new Loop(readPlaces, LIVE_MILLIS, failed);

async function readPlaces() {
  const [sites, gatewayList, shelfList, compartmentList] = await Promise.all(
    [...['sites', 'gateways', 'shelves', 'compartments'].map((path) => bridge.list(path)),
      alerts.due() ? alerts.load() : null]);
  connection.answered();
  Object.assign(state, {
    sites, gateways: gatewayList, shelves: shelfList, compartments: compartmentList,
  });
  show();
  document.documentElement.dataset.ready = '';
  // A chart without an answer keeps its line and its right edge moves on: the gap shows by itself.
  await Promise.allSettled([...compartments].map((compartment) => compartment.refreshChart()));
}

function show() {
  offline.clear();
  state.gateways.filter((gateway) => !gateway.online)
    .forEach((gateway) => offline.set(gatewayKey(gateway), gateway.since ?? 'unknown'));
  showSites();
  const here = (place) => !site || place.site === site;
  const shown = Object.fromEntries(['gateways', 'shelves', 'compartments']
    .map((kind) => [kind, state[kind].filter(here)]));
  shelves.show(shown.shelves);
  compartments.show(shown.compartments);
  gateways.show(shown.gateways);
  byId('gateway-frame').hidden = shown.gateways.length === 0;
  alerts.watching(shown.gateways.length > 0);
  explainEmpty(shown);
  showCounts();
}

function explainEmpty(shown) {
  const none = shown.gateways.length === 0;
  const say = (id, empty, title, more) => {
    byId(id).hidden = !empty;
    if (empty) {
      byId(id).replaceChildren(h('p', {}, title), h('p', { class: 'note' }, more));
    }
  };
  say('gateways-empty', none, 'No gateway has reported yet.',
    'Start one with “coldshelf agent --config gateway.yaml”. It appears here with its first message.');
  say('shelves-empty', shown.shelves.length === 0, 'No shelves yet.',
    none ? 'They appear once a gateway has reported.' : 'Add them under “shelves” in a gateway’s configuration.');
  say('compartments-empty', shown.compartments.length === 0, 'No compartments yet.',
    none ? 'They appear once a gateway has reported.' : 'Add them under “compartments” in a gateway’s configuration.');
}

function showSites() {
  byId('site-choice').hidden = state.sites.length < 2 && !site;
  const wanted = ['', ...state.sites.map((each) => each.id)];
  const select = byId('site');
  const shown = [...select.options].map((option) => option.value);
  if (wanted.join('\n') !== shown.join('\n')) {
    select.replaceChildren(h('option', { value: '' }, 'All sites'),
      ...state.sites.map((each) => h('option', { value: each.id }, each.name || each.id)));
    select.value = site;
  }
}

function showCounts() {
  const open = alerts.open().filter((alert) => alert.state === 'open').length;
  const here = (place) => !site || place.site === site;
  const counts = {
    alerts: open,
    shelves: state.shelves.filter(here).length,
    compartments: state.compartments.filter(here).length,
    gateways: state.gateways.filter(here).length,
  };
  for (const [kind, count] of Object.entries(counts)) {
    byId(`count-${kind}`).textContent = String(count);
    byId(`count-${kind}`).hidden = count === 0;
  }
  document.title = open ? `(${open}) Coldshelf` : 'Coldshelf';
}

function failed(error, waitMillis) {
  if (error instanceof Unauthorized) {
    askForToken();
  } else {
    connection.failed(error.message, waitMillis);
  }
}

function askForToken() {
  live.pause();
  const dialog = byId('token');
  if (!dialog.open) {
    byId('token-problem').textContent = bridge.hasToken ? 'The bridge does not accept this token.' : '';
    byId('token-value').value = '';
    dialog.showModal();
  }
}

function start() {
  live.resume();
  alerts.listen();
}

byId('token').addEventListener('cancel', (event) => event.preventDefault());
byId('token-form').addEventListener('submit', () => {
  bridge.useToken(byId('token-value').value.trim());
  start();
});
byId('site').addEventListener('change', (event) => {
  site = event.target.value;
  const address = new URL(location.href);
  address.search = site ? new URLSearchParams({ site }) : '';
  history.replaceState(null, '', address);
  alerts.showSite(site);
  show();
});
byId('window').addEventListener('change', (event) => {
  chartWindow = event.target.value;
  [...compartments].forEach((compartment) => compartment.redraw(chartWindow));
  live.soon();
});
theme(byId('theme'), byId('theme-word'), () =>
   [...compartments].forEach((compartment) => compartment.redraw(chartWindow)));
document.addEventListener('visibilitychange', () => document.hidden || connection.watched());
setInterval(() => {
  if (!byId('token').open) {
    connection.show();
  }
  refreshTimes();
}, 1_000);
alerts.showSite(site);
start();
