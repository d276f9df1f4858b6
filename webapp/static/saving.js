/** On a page of results: remembers the search, and offers to save it. */
import { identity, keep, kept } from "./storage.js";

/** @param {HTMLElement} bar */
function start(bar) {
  const { name, detail, total } = bar.dataset;
  const url = new URL(bar.dataset.search, location.href);
  const isPart = url.searchParams.has("since");
  url.searchParams.delete("since");
  const address = url.pathname + url.search;
  const looked = { at: Date.now(), moment: document.documentElement.dataset.moment };
  const search = { url: address, name, detail, total: Number(total), ...looked };
  const isIt = (one) => identity(one.url) === identity(address);

  // Who looks at what is new of a search has looked at it.
  const seen = (one) => ({ ...one, ...looked, total: isPart ? one.total : search.total });
  for (const which of ["saved", "recent"]) {
    keep(which, kept(which).map((one) => (isIt(one) ? seen(one) : one)));
  }
  if (isPart) return;
  const others = (which) => kept(which).filter((one) => !isIt(one));
  const put = (which) => keep(which, [search, ...others(which)]);
  if (detail || url.searchParams.has("q")) put("recent");

  const button = bar.querySelector("button");
  const status = bar.querySelector("[role=status]");
  const isSaved = () => kept("saved").some(isIt);
  const word = () => {
    button.textContent = button.dataset[isSaved() ? "remove" : "save"];
  };
  button.addEventListener("click", () => {
    const done = isSaved() ? keep("saved", others("saved")) : put("saved");
    status.textContent = status.dataset[!done ? "failed" : isSaved() ? "saved" : "removed"];
    word();
  });
  word();
  bar.hidden = false;
}

const bar = document.querySelector("[data-search]");
if (bar) start(bar);
