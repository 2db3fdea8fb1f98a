// Is what the page shows still true? Says so in the header, and in a banner once it is not.

import { clockTime, duration, now } from './time.js';

/** Polls come every 1.5 s; after this long without an answer nothing is called live any more. */
const FRESH_MILLIS = 5_000;
const LOST_MILLIS = 8_000;

const byId = (id) => document.getElementById(id);

export class Connection {
  #lastAnswer = 0;
  #reason = '';
  #retryAt = 0;
  #watchedSince = now();

  constructor(retry) {
    byId('banner-retry').addEventListener('click', retry);
  }

  answered() {
    this.#lastAnswer = now();
    this.#reason = '';
    this.show();
  }

  failed(reason, retryMillis) {
    this.#reason = reason;
    this.#retryAt = now() + retryMillis;
    this.show();
  }

  /** Someone looks again: nothing was asked in between, so nothing was lost either. */
  watched() {
    this.#watchedSince = now();
    this.show();
  }

  /** Called every second and at every change. */
  show() {
    const age = now() - (this.#lastAnswer || this.#watchedSince);
    const state = this.#state(age);
    document.documentElement.dataset.link = state;
    byId('link-text').textContent = {
      starting: 'Connecting…',
      live: 'Live',
      waiting: `Waiting, ${duration(age)}`,
      lost: 'Connection lost',
    }[state];
    byId('banner').hidden = state !== 'lost';
    if (state === 'lost') {
      this.#explain();
    }
  }

  #state(age) {
    if (age >= LOST_MILLIS && now() - this.#watchedSince >= LOST_MILLIS) {
      return 'lost';
    }
    if (this.#lastAnswer === 0) {
      return 'starting';
    }
    return age >= FRESH_MILLIS ? 'waiting' : 'live';
  }

  #explain() {
    const what = this.#lastAnswer
      ? `Connection to the bridge lost since ${clockTime(this.#lastAnswer)}.`
      : 'The bridge has not answered yet.';
    const shown = this.#lastAnswer ? 'What you see is from then. ' : '';
    const wait = Math.ceil((this.#retryAt - now()) / 1000);
    const retry = wait > 0 ? `Trying again in ${wait} s.` : 'Trying…';
    // The banner is an alert to screen readers: its first sentence must not change every second.
    if (byId('banner-what').textContent !== what) {
      byId('banner-what').textContent = what;
    }
    byId('banner-more').textContent = `${shown}${retry}`;
    byId('banner-more').title = this.#reason;
  }
}
