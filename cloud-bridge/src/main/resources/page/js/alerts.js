// The open alerts: what, where, since when, what to do. The newest state of each, by its id.

import { Unauthorized } from './api.js';
import { Views, h, icon, setIcon, setOptional, setText } from './dom.js';
import { backOff } from './loop.js';
import { setTime } from './time.js';
import { isMeasured, kindTitle, plural, quantity, reasonText, severityTitle } from './words.js';

const RANK = { critical: 0, warning: 1, info: 2 };
const LISTED = 200;
const CLOSED_LISTED = 20;
const RECONNECT_MILLIS = 1_000;

/** The stream brings every change at once; the list is still read now and then, to be sure. */
const REREAD_MILLIS = 10_000;

const byId = (id) => document.getElementById(id);

export class Alerts {
  #bridge;
  #alerts = new Map();
  #closed = [];
  #site = '';
  #loadedAt = 0;
  #meanwhile = [];
  #listening = false;
  #streaming = false;
  #watched = false;
  #changed;
  #open;
  #recent;

  /** `acknowledge(alert)` opens the dialog; `changed()` is called when the number open may differ. */
  constructor(bridge, acknowledge, changed) {
    this.#bridge = bridge;
    this.#changed = changed;
    const key = (alert) => alert.id;
    this.#open = new Views(byId('alert-list'), key, () => alertView(acknowledge));
    this.#recent = new Views(byId('closed-list'), key, () => alertView(acknowledge));
    byId('closed').addEventListener('toggle', () => this.#loadClosed());
  }

  /** Alerts that are not closed, worst first, then newest. */
  open() {
    return [...this.#alerts.values()].filter((alert) => this.#shows(alert)).sort(byUrgency);
  }

  showSite(site) {
    this.#site = site;
    this.#show();
  }

  /** Without a gateway, no alerts mean nothing: the empty list must not look like good news. */
  watching(anyGateway) {
    this.#watched = anyGateway;
    this.#explainEmpty();
  }

  /** Whether the list should be read again: always, while nothing streams. */
  due() {
    return !this.#streaming || Date.now() - this.#loadedAt > REREAD_MILLIS;
  }

  /** Asks for the whole list. */
  async load() {
    this.#meanwhile = [];
    const [open, acknowledged] = await Promise.all([
      this.#bridge.list('alerts', { state: 'open', limit: LISTED }),
      this.#bridge.list('alerts', { state: 'acknowledged', limit: LISTED }),
    ]);
    const before = this.#alerts;
    this.#alerts = new Map([...open, ...acknowledged].map((alert) => [alert.id, alert]));
    if (this.#loadedAt > 0) {
      this.#alerts.forEach((alert) => this.#announceIfNew(alert, before));
    }
    this.#loadedAt = Date.now();
    // What the stream brought while the list was on its way is newer than the list.
    this.#meanwhile.splice(0).forEach((alert) => this.#set(alert));
    this.#show();
  }

  /** One alert in its newest state, from the stream or from an acknowledgement. */
  take(alert) {
    this.#meanwhile.push(alert);
    const before = new Map(this.#alerts);
    this.#set(alert);
    this.#announceIfNew(alert, before);
    if (alert.state === 'closed' && before.has(alert.id)) {
      announce(`Closed: ${kindTitle(alert.kind)}, ${alert.subject}`, false);
    }
    this.#show();
  }

  /** Listens for ever; a stream that is lost is opened again. One listener at a time. */
  async listen() {
    if (this.#listening) {
      return;
    }
    this.#listening = true;
    let failures = 0;
    while (this.#listening) {
      try {
        await this.#bridge.stream('alerts/stream', () => {
          failures = 0;
          this.#streaming = true;
          this.#loadedAt = Math.min(this.#loadedAt, 1); // changes may have been missed: read again
        }, (type, data) => type === 'alert' && this.take(JSON.parse(data)));
      } catch (error) {
        failures++;
        this.#listening = !(error instanceof Unauthorized);
      }
      this.#streaming = false;
      await new Promise((resume) => setTimeout(resume, backOff(RECONNECT_MILLIS, failures)));
    }
  }

  #set(alert) {
    if (alert.state === 'closed') {
      this.#alerts.delete(alert.id);
      this.#closed = [alert, ...this.#closed.filter((other) => other.id !== alert.id)];
      this.#closed.length = Math.min(this.#closed.length, CLOSED_LISTED);
    } else {
      this.#alerts.set(alert.id, alert);
    }
  }

  async #loadClosed() {
    if (!byId('closed').open) {
      return;
    }
    try {
      this.#closed = await this.#bridge.list('alerts', { state: 'closed', limit: CLOSED_LISTED });
      this.#show();
    } catch {
      byId('closed-note').textContent = 'The list could not be read. Close and open it to try again.';
    }
  }

  #announceIfNew(alert, before) {
    if (!before.has(alert.id) && alert.state === 'open' && this.#shows(alert)) {
      announce(
        `${severityTitle(alert.severity)}: ${kindTitle(alert.kind)}, ${alert.subject}. ${reasonText(alert)}`,
        alert.severity === 'critical');
    }
  }

  #shows(alert) {
    return !this.#site || alert.site === this.#site;
  }

  #show() {
    const open = this.open();
    this.#open.show(open);
    byId('alerts-empty').hidden = open.length > 0;
    this.#explainEmpty();
    const closed = this.#closed.filter((alert) => this.#shows(alert));
    this.#recent.show(closed);
    byId('closed-note').textContent = closed.length ? '' : 'No alert has been closed yet.';
    this.#changed();
  }

  #explainEmpty() {
    if (this.#loadedAt === 0 || byId('alerts-empty').hidden) {
      return;
    }
    byId('alerts-empty').replaceChildren(...(this.#watched
      ? [h('p', { class: 'good' }, icon('ok'), 'Nothing needs you right now.'),
        h('p', { class: 'note' }, 'New alerts appear here by themselves.')]
      : [h('p', {}, 'No alerts, and nothing is watched yet.'),
        h('p', { class: 'note' }, 'Alerts appear here by themselves once a gateway reports.')]));
  }
}

function byUrgency(a, b) {
  return (a.state === 'acknowledged') - (b.state === 'acknowledged')
    || (RANK[a.severity] ?? 3) - (RANK[b.severity] ?? 3)
    || Date.parse(b.openedAt) - Date.parse(a.openedAt);
}

function announce(text, now) {
  byId(now ? 'announce-now' : 'announce').textContent = text;
}

function alertView(acknowledge) {
  let shown;
  const badge = icon('info');
  const severity = h('span', { class: 'severity' });
  const title = h('h3');
  const where = h('p', { class: 'where' });
  const since = h('time');
  const reason = h('p', { class: 'reason' });
  const facts = h('p', { class: 'facts' });
  const todo = h('p', { class: 'todo' });
  const taken = h('p', { class: 'taken' });
  const items = h('ul', { class: 'items' });
  const itemsTitle = h('summary');
  const itemsFrame = h('details', {}, itemsTitle, items);
  const button = h('button', { type: 'button', onclick: () => acknowledge(shown) }, 'Acknowledge');
  const element = h('article', { class: 'alert' },
    h('header', {}, badge, h('div', {}, title, where), severity),
    reason, facts, todo, itemsFrame, taken,
    h('footer', {}, since, button));

  function update(alert) {
    shown = alert;
    element.dataset.severity = alert.severity;
    element.dataset.state = alert.state;
    setIcon(badge, ['critical', 'warning'].includes(alert.severity) ? alert.severity : 'info');
    setText(severity, severityTitle(alert.severity));
    setText(title, kindTitle(alert.kind));
    setText(where, [alert.subject, alert.site].filter(Boolean).join(' · '));
    where.title = alert.gateway ? `Gateway ${alert.gateway}` : '';
    setText(reason, reasonText(alert));
    setOptional(facts, factsOf(alert));
    setOptional(todo, alert.suggestion);
    setTime(since, alert.closedAt ?? alert.openedAt, alert.closedAt ? 'ago' : 'since');
    since.classList.toggle('ended', Boolean(alert.closedAt));
    setOptional(taken, takenBy(alert));
    itemsFrame.hidden = !alert.items?.length;
    if (!itemsFrame.hidden) {
      setText(itemsTitle, plural(alert.items.length, 'item'));
      items.replaceChildren(...alert.items.map((epc) => h('li', {}, epc)));
    }
    button.hidden = alert.state !== 'open';
    button.setAttribute('aria-label', `Acknowledge: ${kindTitle(alert.kind)}, ${alert.subject}`);
  }
  return { element, update };
}

function factsOf(alert) {
  const parts = [];
  if (isMeasured(alert.unit)) {
    const add = (word, value) =>
      typeof value === 'number' && parts.push(`${word}${quantity(value, alert.unit)}`);
    add('', alert.value);
    add('limit ', alert.limit);
    add('worst ', alert.worst);
  }
  if (alert.count > 0 && !alert.items?.length) {
    parts.push(plural(alert.count, 'item'));
  }
  return parts.join(' · ');
}

function takenBy(alert) {
  if (!alert.acknowledgedBy) {
    return '';
  }
  return [`Taken on by ${alert.acknowledgedBy}`, alert.action, alert.note].filter(Boolean).join('. ');
}
