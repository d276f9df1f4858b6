/** When the archive is asked: once typing pauses, for what stands there now, and not while it begs for rest. */

import { ask, backoff, Failure } from "./asking.js";

const MOST_TRIES = 4;
const SLOW = 600;

/**
 * @typedef {object} Handlers
 * @property {() => void} asked A search is sent.
 * @property {() => void} slow It takes its time.
 * @property {(answers: import("./asking.js").Answer[]) => void} answered
 * @property {(failure: Failure, wait: number, isNew: boolean) => void} failed It is asked again in
 *   so many milliseconds.
 */

export class Searching {
  #stopping = new AbortController();
  #failures = 0;
  #notBefore = 0;
  /** Why there was no answer to the last search. @type {Failure | undefined} */ failure;

  /** @param {Handlers} handlers */
  constructor(handlers) {
    this.handlers = handlers;
  }

  /**
   * Asks after a pause, and drops what was asked before.
   * @param {string[]} addresses All of them have to answer.
   * @param {number} pause In milliseconds; a failure before may make it longer.
   */
  want(addresses, pause) {
    const signal = this.stop();
    const rest = this.#notBefore - Date.now();
    if (this.failure && rest > pause) this.handlers.failed(this.failure, rest, false);
    later(Math.max(pause, rest), signal, () => this.#ask(addresses, signal));
  }

  /** Asks at once, unless the archive has said when to come back. @param {string[]} addresses */
  again(addresses) {
    if (this.failure?.reason !== "busy") this.#notBefore = 0;
    this.want(addresses, 0);
  }

  /** Gives up what is asked or going to be. */
  stop() {
    this.#stopping.abort();
    this.#stopping = new AbortController();
    return this.#stopping.signal;
  }

  /** @param {string[]} addresses @param {AbortSignal} signal */
  async #ask(addresses, signal) {
    this.handlers.asked();
    later(SLOW, signal, this.handlers.slow);
    try {
      const answers = await Promise.all(addresses.map((address) => ask(address, signal)));
      if (signal.aborted) return;
      this.stop();
      this.handlers.answered(answers);
      this.#failures = this.#notBefore = 0;
      this.failure = undefined;
    } catch (error) {
      if (!signal.aborted || !(error instanceof Failure)) this.#fail(error, addresses);
    }
  }

  /** @param {unknown} error @param {string[]} addresses */
  #fail(error, addresses) {
    const signal = this.stop();
    // What cannot be shown is no answer either.
    const failure = error instanceof Failure ? error : new Failure("down");
    this.failure = failure;
    const wait = failure.reason === "refused" ? 0 : backoff(this.#failures++, failure.wait);
    this.#notBefore = Date.now() + wait;
    this.handlers.failed(failure, wait, true);
    if (wait && this.#failures <= MOST_TRIES) {
      later(wait, signal, () => this.#ask(addresses, signal));
    }
  }
}

/** @param {number} wait @param {AbortSignal} signal @param {() => void} act */
function later(wait, signal, act) {
  setTimeout(() => signal.aborted || act(), wait);
}
