// Times for people: local, short, with the exact time on hover.

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A phone's clock may be wrong by minutes; ages are counted by the bridge's clock. */
let ahead = 0;

/** Takes the `Date` header of an answer. It has whole seconds, so small differences mean nothing. */
export function learnClock(header) {
  const bridge = Date.parse(header ?? '');
  if (!Number.isNaN(bridge)) {
    const difference = bridge - Date.now();
    ahead = Math.abs(difference) < 3 * SECOND ? 0 : difference;
  }
}

export const now = () => Date.now() + ahead;

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
const shortClock = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const clockAndDay = new Intl.DateTimeFormat(undefined, {
  day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit',
});
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' });

const isToday = (millis) => new Date(millis).toDateString() === new Date().toDateString();

/** The time of day; with the day where it is not today's. */
export const clockTime = (millis) => (isToday(millis) ? clock : clockAndDay).format(millis);

/** The same to the minute. */
export const minuteTime = (millis) => (isToday(millis) ? shortClock : clockAndDay).format(millis);

/** The time of day to the minute, whatever the day: for an axis. */
export const axisTime = (millis) => shortClock.format(millis);

/** `42 s`, `3 min`, `2 h 5 min`, `3 d`. */
export function duration(millis) {
  const span = Math.max(0, millis);
  if (span < MINUTE) {
    return `${Math.floor(span / SECOND)} s`;
  }
  if (span < HOUR) {
    return `${Math.floor(span / MINUTE)} min`;
  }
  if (span < DAY) {
    const minutes = Math.floor((span % HOUR) / MINUTE);
    return `${Math.floor(span / HOUR)} h${minutes ? ` ${minutes} min` : ''}`;
  }
  return `${Math.floor(span / DAY)} d`;
}

const WORDINGS = {
  since: (millis) => `since ${minuteTime(millis)}, ${duration(now() - millis)}`,
  ago: (millis) => (now() - millis < 2 * SECOND ? 'just now' : `${duration(now() - millis)} ago`),
};

/** Shows a time in a `<time>` element and keeps its wording current. */
export function setTime(element, iso, wording = 'ago') {
  const millis = Date.parse(iso ?? '');
  element.hidden = Number.isNaN(millis);
  if (element.hidden) {
    return;
  }
  if (element.dateTime !== iso) {
    element.dateTime = iso;
    element.title = exact.format(millis);
  }
  element.dataset.wording = wording;
  say(element);
}

function say(element) {
  const text = WORDINGS[element.dataset.wording](Date.parse(element.dateTime));
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** Once a second: every age on the page grows. */
export function refreshTimes() {
  document.querySelectorAll('time[data-wording]').forEach(say);
}
