/** What this browser remembers of searches. Nothing of it is sent anywhere. */

/**
 * @typedef {object} Search
 * @property {string} url
 * @property {"stories" | "photos"} kind What is searched.
 * @property {string} name
 * @property {string} detail Its filters, in words.
 * @property {number} total Found when last looked at.
 * @property {number} at When that was, in milliseconds.
 * @property {string} moment How new the index was, for `since=`.
 */

const ROOT = new URL("..", import.meta.url).pathname; // sites of one host keep apart
const MOST = { saved: 50, recent: 20 };

/** What is kept under a name; null if nothing can be read there. */
export function recall(name) {
  try {
    return JSON.parse(localStorage.getItem(`backfile:${ROOT}:${name}`));
  } catch {
    return null;
  }
}

/** Keeps a value under a name; says whether the browser does. */
export function remember(name, value) {
  try {
    localStorage.setItem(`backfile:${ROOT}:${name}`, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

/** @param {"saved" | "recent"} which @returns {Search[]} Newest first. */
export function kept(which) {
  const known = recall(which);
  return (Array.isArray(known) ? known : []).map(read).filter(Boolean);
}

/** @param {"saved" | "recent"} which @param {Search[]} list */
export const keep = (which, list) => remember(which, list.slice(0, MOST[which]));

/** The same for addresses of one search, however it is shown. */
export function identity(url) {
  const { pathname, searchParams } = new URL(url, location.origin);
  for (const name of ["page", "size", "sort", "histogram"]) searchParams.delete(name);
  searchParams.sort();
  return `${pathname}?${searchParams}`;
}

/** @returns {Search | null} Null for anything else, whoever wrote it there. */
function read(one) {
  try {
    const { origin, pathname, search } = new URL(one.url, location.origin);
    if (origin !== location.origin || ![`${ROOT}search`, `${ROOT}photos`].includes(pathname)) return null;
    const known = { name: "", detail: "", total: 0, at: 0, moment: "" };
    for (const key in known) if (typeof one[key] === typeof known[key]) known[key] = one[key];
    const kind = pathname === `${ROOT}photos` ? "photos" : "stories";
    return { ...known, kind, url: pathname + search };
  } catch {
    return null;
  }
}
