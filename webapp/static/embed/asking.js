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
 *
 * @typedef {object} Failure Why there is no answer.
 * @property {Reason} reason
 * @property {number} status The HTTP status; 0 where there was no answer.
 * @property {number} wait Milliseconds that the archive asks to wait; 0 if it does not say.
 * @property {true} incomplete
 * @property {undefined} [total]
 * @property {undefined} [did_you_mean]
 * @property {undefined} [built]
 */

const DAY = 86_400_000;

/**
 * @param {string} address
 * @param {AbortSignal} signal Gives the question up.
 * @returns {Promise<Answer | Failure>}
 */
export async function ask(address, signal) {
  let status = 0;
  try {
    const response = await fetch(address, { signal });
    const { headers } = response;
    status = response.status;
    if (!response.ok) return failing(reasonOf(status), status, waitOf(headers));
    return read(await response.json(), headers);
  } catch {
    return failing(status || navigator.onLine ? "down" : "offline", status);
  }
}

/** @param {Reason} reason @returns {Failure} */
export function failing(reason, status = 0, wait = 0) {
  return { reason, status, wait, incomplete: true };
}

/** @param {number} status @returns {Reason} */
function reasonOf(status) {
  if (status === 429) return "busy";
  return status >= 500 ? "down" : "refused";
}

/** Retry-After is in seconds, or a date. @param {Headers} headers */
function waitOf(headers) {
  const given = headers.get("Retry-After") ?? "";
  const wait = Number(given) * 1000 || Date.parse(given) - Date.now();
  return Math.min(Math.max(wait || 0, 0), DAY);
}

/** @param {any} body @param {Headers} headers @returns {Answer} */
function read(body, headers) {
  if (!(body.total >= 0)) throw new TypeError();
  return { ...body, built: Date.parse(headers.get("Last-Modified") ?? "") };
}
