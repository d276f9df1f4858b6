/** When the archive is asked: once typing pauses, for what stands there now, and not while it begs for rest. */

import { ask, failing } from "./asking.js";

const MOST_TRIES = 4;
const SLOW = 600;
const PATIENCE = 8000;
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 60_000;

/**
 * @typedef {import("./asking.js").Answer} Answer
 * @typedef {import("./asking.js").Failure} Failure
 *
 * @typedef {object} Handlers
 * @property {() => unknown} asked A search is sent.
 * @property {() => void} slow It takes its time.
 * @property {(answers: (Answer | Failure)[]) => void} answered One for each address; one
 *   at least is an answer.
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
   * @param {string[]} addresses Any of them may fail.
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
    const requests = new AbortController();
    const end = () => requests.abort();
    signal.addEventListener("abort", end);
    this.handlers.asked();
    later(SLOW, signal, () => this.failure || this.handlers.slow());
    later(PATIENCE, signal, end);
    const answers = await Promise.all(addresses.map((address) => ask(address, requests.signal)));
    if (signal.aborted) return;
    this.stop();
    const failures = answers.filter((answer) => "reason" in answer);
    const [failure] = failures.sort((one, other) => other.wait - one.wait);
    try {
      if (failures.length === answers.length) throw failure;
      this.handlers.answered(answers);
      this.#failures = 0;
      this.failure = failure?.wait ? failure : undefined;
      this.#notBefore = Date.now() + (failure?.wait ?? 0);
    } catch {
      // What cannot be shown is no answer either.
      this.#fail(failure ?? failing("down"), addresses);
    }
  }

  /** @param {Failure} failure @param {string[]} addresses */
  #fail(failure, addresses) {
    const signal = this.stop();
    this.failure = failure;
    // Twice as long after each failure, unless the archive says how long.
    const next = Math.min(FIRST_WAIT * 2 ** this.#failures++, LONGEST_WAIT);
    const wait = failure.reason === "refused" ? 0 : failure.wait || next;
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
