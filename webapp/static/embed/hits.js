/** Stories and photos as options of a list. */

import { make, makeStyled } from "./dom.js";
import HIT_STYLE from "./hit.css" with { type: "text" };

/**
 * @typedef {object} Choice What can be chosen in the list.
 * @property {"story" | "photo" | "all" | "meant"} kind
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
  text.append(make("div", { part: "title", dir: "auto" }, ...marked(hit.caption ?? hit.title_runs)));
  const [snippet] = hit.caption ? [] : hit.snippets;
  if (snippet) text.append(make("div", { part: "snippet", dir: "auto" }, ...marked(snippet.runs)));
  const about = [
    hit.date && wording.day(hit.date, hit.date_precision),
    hit.categories[0],
    hit.lacking[0] && wording.say("lacking", { words: hit.lacking.join(", ") }),
  ];
  text.append(make("div", { part: "meta", lang: wording.locale }, about.filter(Boolean).join(" · ")));
  return option({ "data-kind": hit.kind }, ...thumb(hit, base), text);
}

/** @param {(Node | string)[]} text */
export function plainOption(text) {
  return option({ "data-kind": "more" }, make("div", { part: "more" }, ...text));
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
  const image = make("img", { part: "thumb", alt: "", loading: "lazy", src: base + hit.image.thumb });
  image.addEventListener("error", () => image.remove());
  return [image];
}
