// The bridge's HTTP API: requests with time limits, the token, and the stream of alerts.

import { forThisTab, recall, remember } from './memory.js';
import { learnClock } from './time.js';

const BASE = new URL('api/v1/', document.baseURI);
const TOKEN = 'coldshelf.token';

/** An answer that takes longer is no answer: what is on the page would be old by then. */
const TIMEOUT_MILLIS = 5_000;

/** The bridge wants a token, or another one. */
export class Unauthorized extends Error {}

/** The bridge has answered, and the answer is no. */
export class Refused extends Error {}

export class Bridge {
  #token = recall(forThisTab, TOKEN);

  useToken(token) {
    this.#token = token;
    remember(forThisTab, TOKEN, token);
  }

  get hasToken() {
    return this.#token !== '';
  }

  async list(path, query = {}) {
    const answer = await this.#request(path, query, { signal: AbortSignal.timeout(TIMEOUT_MILLIS) });
    return (await answer.json()).items;
  }

  async post(path, body) {
    const answer = await this.#request(path, {}, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MILLIS),
    });
    return answer.headers.get('Content-Type')?.includes('json') ? answer.json() : null;
  }

  /**
   * Server-sent events by fetch, since EventSource cannot send a token. Returns when the bridge
   * ends the stream; throws when it breaks.
   */
  async stream(path, opened, received) {
    const answer = await this.#request(path, {}, { headers: { Accept: 'text/event-stream' } });
    opened();
    const lines = new EventLines(received);
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        return;
      }
      lines.take(value);
    }
  }

  async #request(path, query, init) {
    const url = new URL(path, BASE);
    url.search = new URLSearchParams(query);
    const headers = new Headers(init.headers);
    headers.set('Accept', headers.get('Accept') ?? 'application/json');
    if (this.#token) {
      headers.set('Authorization', `Bearer ${this.#token}`);
    }
    const answer = await fetch(url, { ...init, headers, cache: 'no-store' });
    learnClock(answer.headers.get('Date'));
    if (answer.status === 401) {
      throw new Unauthorized();
    }
    if (!answer.ok) {
      throw new Refused(await problem(answer));
    }
    return answer;
  }
}

/** The stream's grammar (HTML, 9.2.6), as far as one event type with data needs it. */
export class EventLines {
  #received;
  #rest = '';
  #type = '';
  #data = [];

  constructor(received) {
    this.#received = received;
  }

  /** Takes text as it comes, cut anywhere. */
  take(text) {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop();
    lines.forEach((line) => this.#line(line.replace(/\r$/, '')));
  }

  #line(line) {
    if (line === '') {
      if (this.#data.length > 0) {
        this.#received(this.#type || 'message', this.#data.join('\n'));
      }
      this.#type = '';
      this.#data = [];
      return;
    }
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') {
      this.#type = value;
    } else if (field === 'data') {
      this.#data.push(value);
    }
  }
}

/** The sentence in an RFC 9457 problem, or at least the status. */
async function problem(answer) {
  try {
    const body = await answer.json();
    return body.detail ?? body.title ?? `HTTP ${answer.status}`;
  } catch {
    return `HTTP ${answer.status}`;
  }
}
