/** Answers as choices under headings, and what is said of them. */

import { addressOf, hitOption, marked, plainOption } from "./hits.js";
import { group } from "./listbox.js";

/**
 * @typedef {import("./asking.js").Answer} Answer
 * @typedef {import("./asking.js").Failure} Failure
 * @typedef {import("./hits.js").Choice} Choice
 * @typedef {"stories" | "photos"} Kind
 *
 * @typedef {object} Asked
 * @property {string} q
 * @property {string} base Address of the archive.
 * @property {Kind[]} kinds What was asked for.
 * @property {boolean} isPublic True if hits lead to the public site.
 * @property {import("./texts.js").Wording} wording
 */

/**
 * @param {Asked} asked
 * @param {(Answer | Failure)[]} answers One for each kind.
 */
export function layOut(asked, answers) {
  const { kinds, wording, q } = asked;
  const all = kinds.map((kind, at) => ({ kind, ...answers[at] }));
  const meant = corrections(asked, answers);
  const groups = all
    .map((answer) => ({ kind: answer.kind, choices: choicesOf(asked, answer) }))
    .filter(({ choices }) => choices.length);
  const notes = [
    groups.length ? "" : wording.say("nothing", { q }),
    all.some(({ incomplete }) => incomplete) ? wording.say("incomplete") : "",
  ].filter(Boolean);
  const counts = all
    .map(({ kind, total }) => total && `${wording.say(kind)}: ${wording.number(total)}`)
    .filter(Boolean);
  const built = answers.find((answer) => answer.built)?.built;
  return {
    choices: [...meant, ...groups.flatMap(({ choices }) => choices)],
    elements: [
      ...meant.map(({ option }) => option),
      ...groups.map(({ kind, choices }) => group(wording.say(kind), choices)),
    ],
    message: notes.join(" "),
    said: [counts.join(", "), ...notes, ...meant.map((c) => c.label)].filter(Boolean).join(" – "),
    fresh: built ? wording.say("fresh", { when: wording.moment(built) }) : "",
  };
}

/** @param {Asked} asked @param {Answer | Failure} answer @returns {Choice[]} */
function choicesOf({ base, isPublic, wording, q }, answer) {
  if ("reason" in answer) {
    return [{ kind: "again", option: plainOption([wording.say("retry")]), q }];
  }
  const { hits, total, links } = answer;
  const choices = hits.map((hit) => ({
    kind: hit.kind,
    id: hit.id,
    option: hitOption(hit, base, wording),
    url: (isPublic && publicUrl(hit.public_url)) ||
      addressOf(`${hit.url}?${new URLSearchParams({ q })}`, base),
  }));
  if (total <= hits.length) return choices;
  const option = plainOption([wording.say("all", { n: total })]);
  const page = new URL(addressOf(links.page, base));
  page.searchParams.delete("size");
  return [...choices, { kind: "all", option, url: page.href }];
}

/**
 * What was probably meant, of the first that knows.
 * @param {Asked} asked
 * @param {(Answer | Failure)[]} answers
 * @returns {Choice[]}
 */
function corrections({ wording }, answers) {
  const meant = answers.find((answer) => answer.did_you_mean)?.did_you_mean;
  if (!meant) return [];
  // The text is worded around a mark, so that what was changed in the query can be marked.
  const [before, after] = wording.say("meant", { q: "\0" }).split("\0");
  const option = plainOption([before, ...marked(meant.runs), after ?? ""]);
  return [{ kind: "meant", option, q: meant.q, label: wording.say("meant", { q: meant.q }) }];
}

/** An address of the public site, on this page's host where it names none. @param {string | null} url */
function publicUrl(url) {
  const address = url && new URL(url, document.baseURI);
  return address && /^http/.test(address.protocol) ? address.href : "";
}
