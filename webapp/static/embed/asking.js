/** Asks the archive, and tells the ways apart in which it may fail. */

/**
 * @typedef {[text: string, matched: boolean][]} Runs
 *
 * @typedef {object} Hit A story or photo, as far as the box shows it.
 * @property {"story" | "photo"} kind
 * @property {string} id
 * @property {Runs} title_runs
 * @property {Runs} [caption] Of a photo.
 * @property {string | null} date
 * @property {string} date_precision
 * @property {string[]} categories
 * @property {string} lang
 * @property {string} url
 * @property {string | null} public_url
 * @property {{runs: Runs}[]} snippets
 * @property {{thumb: string | null} | null} image
 *
 * @typedef {object} Answer
 * @property {number} total
 * @property {Hit[]} hits
 * @property {boolean} incomplete
 * @property {{q: string, runs: Runs} | null} did_you_mean
 * @property {{page: string}} links The page that shows it all.
 * @property {number} built When the index was built, as of Date.now(); NaN if that is not said.
 *
 * @typedef {"offline" | "busy" | "down" | "refused"} Reason
 */

const PATIENCE = 8000;
const LONGEST_WAIT = 60_000;
const DAY = 86_400_000;

/** Why there is no answer. */
export class Failure extends Error {
  /**
   * @param {Reason} reason
   * @param {number} status The HTTP status; 0 where there was no answer.
   * @param {number} wait Milliseconds that the archive asks to wait; 0 if it does not say.
   */
  constructor(reason, status = 0, wait = 0) {
    super(reason);
    this.reason = reason;
    this.status = status;
    this.wait = wait;
  }
}

/**
 * @param {string} address
 * @param {AbortSignal} signal Gives the search up.
 * @returns {Promise<Answer>}
 * @throws {Failure}
 */
export async function ask(address, signal) {
  const either = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]);
  const response = await fetch(address, { signal: either }).catch(() => {
    throw new Failure(navigator.onLine ? "down" : "offline");
  });
  const { status, headers } = response;
  if (!response.ok) throw new Failure(reasonOf(status), status, waitOf(headers));
  try {
    return read(await response.json(), headers);
  } catch {
    throw new Failure("down", status);
  }
}

/**
 * How long to wait after so many failures in a row, in milliseconds.
 * @param {number} failures
 * @param {number} asked What the archive asks for.
 */
export function backoff(failures, asked) {
  return asked || Math.min(1000 * 2 ** failures, LONGEST_WAIT);
}

/** @param {number} status @returns {Reason} */
function reasonOf(status) {
  if (status === 429) return "busy";
  return status >= 500 ? "down" : "refused";
}

/** Retry-After is in seconds, or a date. @param {Headers} headers */
function waitOf(headers) {
  const given = headers.get("Retry-After") ?? "";
  const wait = /^\d+$/.test(given) ? Number(given) * 1000 : Date.parse(given) - Date.now();
  return Math.min(Math.max(wait || 0, 0), DAY);
}

/** @param {any} body @param {Headers} headers @returns {Answer} */
function read(body, headers) {
  if (!(body.total >= 0)) throw new TypeError();
  return { ...body, built: Date.parse(headers.get("Last-Modified") ?? "") };
}
