/** The list of choices, of which at most one is active. */

import { make, makeStyled, set } from "./dom.js";
import GROUP_STYLE from "./group.css" with { type: "text" };

/** @typedef {import("./hits.js").Choice} Choice */

/**
 * Choices under a heading.
 * @param {string} label
 * @param {Choice[]} choices
 */
export function group(label, choices) {
  const heading = make("div", { part: "heading", "aria-hidden": "true" }, label);
  const attributes = { role: "group", "aria-label": label };
  const element = makeStyled("backfile-group", attributes, GROUP_STYLE, heading, make("slot"));
  element.append(...choices.map(({ option }) => option));
  return element;
}

export class Listbox {
  /** @type {Choice[]} */ choices = [];
  #active = -1;

  /** Keeps the focus, and is told of what is active. */
  input = make("input");

  /** @param {string} id Of the list; those of its options begin with it. */
  constructor(id) {
    this.element = make(/** @type {"div"} */ ("backfile-list"), {
      id,
      role: "listbox",
      slot: "list",
    });
  }

  /** Makes a text field the combobox of the list. @param {HTMLInputElement} input */
  attach(input) {
    this.input = input;
    set(input, {
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-controls": this.element.id,
    });
    this.clear();
  }

  /** The active choice; undefined if there is none. */
  get active() {
    return this.choices[this.#active];
  }

  /**
   * @param {Choice[]} choices In the order in which they stand in the elements.
   * @param {HTMLElement[]} elements
   */
  fill(choices, elements) {
    this.choices = choices;
    for (const [at, { option }] of choices.entries()) option.id = `${this.element.id}-${at}`;
    this.element.replaceChildren(...elements);
    this.element.hidden = !choices.length;
    set(this.input, { "aria-expanded": !!choices.length });
    this.activate(-1);
  }

  clear() {
    this.fill([], []);
  }

  /** @param {number} at -1 for what was typed. */
  activate(at) {
    this.#active = at;
    for (const [number, { option }] of this.choices.entries()) {
      set(option, { "aria-selected": number === at });
    }
    const option = this.active?.option;
    set(this.input, { "aria-activedescendant": option?.id ?? "" });
    option?.scrollIntoView({ block: "nearest" });
  }

  /** Goes to the next or previous choice, and round at the ends. @param {1 | -1} by */
  move(by) {
    const many = this.choices.length;
    const from = this.active || by > 0 ? this.#active : 0;
    if (many) this.activate((from + by + many) % many);
  }

  /** The choice that an event happened in. @param {Event} event */
  of(event) {
    return this.choices.find(({ option }) => option === event.target);
  }
}
