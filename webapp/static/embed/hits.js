/** Stories and photos as options of a list. */

import { make, makeStyled } from "./dom.js";
import HIT_STYLE from "./hit.css" with { type: "text" };

/**
 * @typedef {object} Choice What can be chosen in the list.
 * @property {"story" | "photo" | "all" | "meant" | "again"} kind
 * @property {HTMLElement} option
 * @property {string} [id] Of a story or photo.
 * @property {string} [url] Where it leads.
 * @property {string} [q] What is searched instead.
 * @property {string} [label] The same in words.
 */

/**
 * @param {import("./asking.js").Hit} hit
 * @param {string} base Address of the archive, without a slash at its end.
 * @param {import("./texts.js").Wording} wording
 */
export function hitOption(hit, base, wording) {
  const text = make("div", { part: "text", lang: hit.lang });
  /** @type {(part: string, children: (Node | string)[], more?: object) => void} */
  const line = (part, children, more) =>
    text.append(make("div", { part, dir: "auto", ...more }, ...children));
  const title = hit.caption?.length ? hit.caption : hit.title_runs;
  line("title", marked(title));
  const [snippet] = hit.snippets;
  if (snippet && title !== hit.caption) line("snippet", marked(snippet.runs));
  const day = hit.date && wording.day(hit.date, hit.date_precision);
  const about = [day, hit.categories[0]].filter(Boolean).join(" · ");
  line("meta", [about], { lang: wording.locale });
  return option({ "data-kind": hit.kind }, ...thumb(hit, base), text);
}

/** @param {(Node | string)[]} text */
export function plainOption(text) {
  return option({ "data-kind": "more" }, make("div", { part: "more" }, ...text));
}

/**
 * What the archive names, at the address that the page knows it by.
 * @param {string} url
 * @param {string} base
 */
export function addressOf(url, base) {
  const { pathname, search } = new URL(url, base);
  return new URL(pathname + search, base).href;
}

/** @param {import("./asking.js").Runs} runs */
export function marked(runs) {
  return runs.map(([text, matched]) => (matched ? make("mark", { part: "mark" }, text) : text));
}

/** @param {Record<string, string>} attributes @param {(Node | string)[]} children */
function option(attributes, ...children) {
  return makeStyled("backfile-hit", { role: "option", ...attributes }, HIT_STYLE, ...children);
}

/** @param {import("./asking.js").Hit} hit @param {string} base */
function thumb(hit, base) {
  if (!hit.image?.thumb) return [];
  // What it shows is said beside it.
  const src = addressOf(hit.image.thumb, base);
  const image = make("img", { part: "thumb", alt: "", loading: "lazy", src });
  image.addEventListener("error", () => image.remove());
  return [image];
}
