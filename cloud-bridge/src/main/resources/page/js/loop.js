// One loop: runs a task again and again, slower while it fails, not at all while nobody looks.

const LONGEST_WAIT_MILLIS = 30_000;

export class Loop {
  #task;
  #every;
  #failed;
  #paused = false;
  #failures = 0;
  #timer;
  #running = false;
  #again = false;

  /** `failed(error, waitMillis)` hears of every failure. */
  constructor(task, everyMillis, failed) {
    this.#task = task;
    this.#every = everyMillis;
    this.#failed = failed;
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden) {
        this.soon();
      }
    });
  }

  /** Runs now, or once more if it is running. */
  soon() {
    clearTimeout(this.#timer);
    if (this.#running) {
      this.#again = true;
    } else {
      this.#run();
    }
  }

  pause() {
    this.#paused = true;
    clearTimeout(this.#timer);
  }

  resume() {
    this.#paused = false;
    this.soon();
  }

  async #run() {
    if (this.#paused || document.hidden) {
      return;
    }
    this.#running = true;
    let wait = this.#every;
    try {
      await this.#task();
      this.#failures = 0;
    } catch (error) {
      wait = backOff(this.#every, this.#failures++);
      this.#failed(error, wait);
    }
    this.#running = false;
    if (this.#again) {
      this.#again = false;
      wait = 0;
    }
    this.#timer = setTimeout(() => this.#run(), wait);
  }
}

/** Doubles from one failure to the next, with some chance in it: many pages share one bridge. */
export function backOff(baseMillis, failures) {
  const wait = Math.min(LONGEST_WAIT_MILLIS, baseMillis * 2 ** Math.min(failures, 10));
  return Math.round(wait * (0.8 + 0.4 * Math.random()));
}
