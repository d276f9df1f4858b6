/** How much of a search is new, and dates as the page writes them. */

const { lang, dataset } = document.documentElement;

/**
 * @param {string} url Of the search.
 * @param {string} moment Since when.
 * @param {HTMLAnchorElement} link Shown if anything is new.
 * @param {string} text Of the link; `{counted}` is how much.
 */
export async function showNews(url, moment, link, text) {
  if (!moment) return;
  const there = new URL(url, location.origin);
  there.searchParams.set("since", moment);
  there.searchParams.set("sort", "newest");
  const asked = new URL(dataset.count, location.origin);
  asked.search = there.search;
  if (there.pathname.endsWith("/photos")) asked.searchParams.set("in", "photos");
  try {
    const { count, counted } = await (await fetch(asked)).json();
    link.href = there;
    link.textContent = fill(text, { counted });
    link.hidden = !count;
  } catch {
    // what is new is no loss
  }
}

/** @param {number} at Milliseconds. */
export const day = (at) => new Date(at).toLocaleDateString(lang === "en" ? "en-GB" : lang, { dateStyle: "long" });

/** @param {string} text With names in braces @param {Record<string, string>} values */
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
