// What lies on the shelves now: one mark per item, or a bar where there are too many to tell apart.

import { h, icon, setIcon, setOptional, setText } from './dom.js';
import { setTime } from './time.js';

const MOST_PIPS = 40;

const STATES = {
  ok: { icon: 'ok', title: 'Stocked' },
  low: { icon: 'warning', title: 'Low' },
  empty: { icon: 'critical', title: 'Empty' },
  unknown: { icon: 'unknown', title: 'Unknown' },
};

export function shelfView(offlineSince) {
  const name = h('h3');
  const product = h('p', { class: 'product' });
  const badge = icon('unknown');
  const word = h('span');
  const stock = h('span', { class: 'stock' });
  const of = h('span', { class: 'of' });
  const gauge = h('div', { class: 'gauge', role: 'img' });
  const low = h('span', { class: 'low-at' });
  const counted = h('time');
  const offline = h('p', { class: 'offline-note' });
  const element = h('article', { class: 'card shelf' },
    h('header', {}, h('div', {}, name, product), h('p', { class: 'state' }, badge, word)),
    h('p', { class: 'amount' }, stock, of),
    gauge,
    h('p', { class: 'foot' }, low, counted),
    offline);

  function update(shelf) {
    const state = STATES[shelf.state] ? shelf.state : 'unknown';
    const known = typeof shelf.stock === 'number' && state !== 'unknown';
    element.dataset.state = state;
    setText(name, shelf.name);
    setText(product, shelf.product?.name ?? '');
    product.title = shelf.product?.gtin ? `GTIN ${shelf.product.gtin}` : '';
    setIcon(badge, STATES[state].icon);
    setText(word, STATES[state].title);
    setText(stock, known ? String(Math.round(shelf.stock)) : '?');
    setText(of, shelf.capacity ? ` of ${shelf.capacity}` : '');
    setText(low, shelf.lowAt ? `low at ${shelf.lowAt}` : '');
    setTime(counted, shelf.stockAt, 'ago');
    drawGauge(gauge, shelf, known);
    const since = offlineSince(shelf);
    element.classList.toggle('old', Boolean(since));
    setOptional(offline, since && `Gateway offline, last known count`);
  }
  return { element, update };
}

function drawGauge(gauge, { capacity, lowAt, stock, name }, known) {
  const places = Math.max(1, capacity ?? 1);
  gauge.setAttribute('aria-label', known ? `${name}: ${stock} of ${capacity}` : `${name}: not known`);
  gauge.dataset.known = known;
  gauge.style.setProperty('--low', Math.min(1, (lowAt ?? 0) / places));
  gauge.classList.toggle('bar', places > MOST_PIPS);
  const pips = places > MOST_PIPS ? 1 : places;
  while (gauge.children.length > pips) {
    gauge.lastElementChild.remove();
  }
  while (gauge.children.length < pips) {
    gauge.append(h('i'));
  }
  if (places > MOST_PIPS) {
    gauge.firstElementChild.style.setProperty('--full', known ? Math.min(1, stock / places) : 0);
  } else {
    [...gauge.children].forEach((pip, at) => {
      pip.classList.toggle('full', known && at < stock);
    });
  }
}
