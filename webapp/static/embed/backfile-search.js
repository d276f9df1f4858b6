/** <backfile-search>: a form that shows what an archive has while somebody types. */

import { set } from "./dom.js";
import { Listbox } from "./listbox.js";
import { Panel } from "./panel.js";
import { layOut } from "./results.js";
import { Searching } from "./searching.js";
import { Wording } from "./texts.js";

/**
 * @typedef {import("./asking.js").Answer} Answer
 * @typedef {import("./asking.js").Failure} Failure
 * @typedef {import("./hits.js").Choice} Choice
 * @typedef {import("./results.js").Kind} Kind
 */

const TAG = "backfile-search";
const TYPING = 150;
const SIZE = "4";
/** @type {Record<string, 1 | -1>} */ const STEPS = { ArrowDown: 1, ArrowUp: -1 };

// On a server, where there are no elements, this can be imported and does nothing.
const Base = /** @type {typeof HTMLElement} */ (globalThis.HTMLElement ?? class {});
let boxes = 0;

export class BackfileSearch extends Base {
  /**
   * Texts of the page's own; those left out stay as they are. They may be set before this arrives.
   * @type {Partial<import("./texts.js").Texts>}
   */
  texts = /** @type {any} */ (this).texts ?? {};

  #list = new Listbox(`${TAG}-${++boxes}`);
  #wording = new Wording("en", {});
  #connected = new AbortController();
  #waiting = new MutationObserver(() => this.#upgrade());
  #q = "";
  /** @type {1 | -1 | 0} */ #move = 0;
  #panel = new Panel(this.attachShadow({ mode: "open" }));
  #searching = new Searching({
    asked: () => this.#tell("search"),
    slow: () => this.#panel.show(this.#wording.say("searching")),
    answered: (answers) => this.#answered(answers),
    failed: (failure, wait, isNew) => this.#failed(failure, wait, isNew),
  });

  connectedCallback() {
    this.#connected = new AbortController();
    // The form may arrive after the element.
    this.#waiting.observe(this, { childList: true, subtree: true });
    this.#upgrade();
  }

  disconnectedCallback() {
    this.#hide();
    this.#waiting.disconnect();
    this.#connected.abort();
    this.#list.element.remove();
  }

  /** Makes the form's field a combobox, once it is there. */
  #upgrade() {
    const input = /** @type {HTMLInputElement | null} */ (this.querySelector("input[name=q]"));
    if (!input?.form) return;
    this.#waiting.disconnect();
    this.append(this.#list.element);
    this.#list.attach(input);
    input.placeholder = this.#given("placeholder") || input.placeholder;
    this.#listen(input);
  }

  /** @param {HTMLInputElement} input */
  #listen(input) {
    const { signal } = this.#connected;
    /** @type {(target: EventTarget | null, names: string, act: (event: any) => unknown) => void} */
    const on = (target, names, act) => {
      for (const name of names.split(" ")) {
        target?.addEventListener(name, act, { signal, capture: name === "scroll" });
      }
    };
    // While signs are being put together, what stands there is not yet what is meant.
    on(input, "input compositionend", (event) => event.isComposing || this.#typed());
    on(input, "keydown", (event) => this.#pressed(event));
    on(input.form, "submit", () => this.#hide());
    on(this, "focusout", (event) => this.#left(event.relatedTarget));
    // The field keeps the focus while something is chosen.
    on(this.#panel.element, "mousedown", (event) => event.preventDefault());
    on(this.#list.element, "click auxclick", (event) => this.#clicked(event));
    on(this.#panel.retry, "click", () => this.#again());
    on(this.#panel.closing, "click", () => this.#hide());
    on(document, "keydown", (event) => this.#called(event));
    on(window, "online", () => this.#panel.isOpen && this.#searching.failure && this.#again());
    const place = () => this.#panel.place();
    on(window, "resize scroll", place);
    on(globalThis.visualViewport, "resize", place);
    // A field that is never completed is not filled again either when somebody comes back.
    on(input, "focus input", () => (input.autocomplete = "off"));
    on(window, "pagehide", () => (input.autocomplete = ""));
  }

  /** The value of an attribute; empty where it is not there. @param {string} name */
  #given(name) {
    return this.getAttribute(name) ?? "";
  }

  get #base() {
    const { origin, pathname } = new URL(this.#given("src") || "/", document.baseURI);
    return origin + pathname.replace(/\/+$/, "");
  }

  get #kinds() {
    const kinds = this.#given("scope").match(/^(?:stories|photos)$/) ?? ["stories", "photos"];
    return /** @type {Kind[]} */ (kinds);
  }

  #addresses() {
    const size = this.#given("size") || SIZE;
    const category = this.#given("category");
    return this.#kinds.map((kind) => {
      // What is typed may end in the middle of a word.
      const parameters = new URLSearchParams({
        q: this.#q,
        in: kind,
        size,
        facets: "",
        typing: "on",
      });
      if (category) parameters.set("category", category);
      return `${this.#base}/api/v1/search?${parameters}`;
    });
  }

  /** @param {string} name @param {object} more */
  #tell(name, more = {}, cancelable = false) {
    const detail = { q: this.#q, ...more };
    const init = { detail, bubbles: true, cancelable };
    return this.dispatchEvent(new CustomEvent(`backfile:${name}`, init));
  }

  get #typedText() {
    return this.#list.input.value.trim();
  }

  #typed() {
    const q = this.#typedText;
    if (q === this.#q && this.#panel.isOpen) return;
    this.#q = q;
    if (q) this.#search(TYPING);
    else this.#hide();
  }

  /** @param {number} pause */
  #search(pause) {
    const lang = this.closest("[lang]")?.getAttribute("lang");
    this.#wording = new Wording(lang || navigator.language, this.texts);
    this.#panel.wait(this.#wording);
    this.#list.clear();
    this.#searching.want(this.#addresses(), pause);
  }

  #again() {
    this.#list.input.focus();
    this.#searching.again(this.#addresses());
  }

  /** @param {Failure} failure @param {number} wait @param {boolean} isNew */
  #failed({ reason, status }, wait, isNew) {
    if (isNew) this.#tell("error", { reason, status, wait });
    const text = this.#wording.say(reason, { n: Math.ceil(wait / 1000) });
    const retry = reason === "busy" ? "later" : "can";
    this.#list.clear();
    this.#panel.show(text, reason === "refused" ? {} : { retry });
  }

  /** @param {(Answer | Failure)[]} answers One for each kind. */
  #answered(answers) {
    const kinds = this.#kinds;
    const { choices, elements, message, said, fresh } = layOut({
      q: this.#q,
      base: this.#base,
      kinds,
      isPublic: this.#given("links") === "public",
      wording: this.#wording,
    }, answers);
    set(this.#list.element, { "aria-label": this.#wording.say("results") });
    this.#list.fill(choices, elements);
    this.#panel.show(message, { fresh, said });
    if (this.#move) this.#list.move(this.#move);
    this.#move = 0;
    const totals = Object.fromEntries(kinds.map((kind, at) => [kind, answers[at].total]));
    this.#tell("results", { ...totals, incomplete: answers.some((answer) => answer.incomplete) });
  }

  #hide() {
    this.#searching.stop();
    this.#list.clear();
    this.#panel.hide();
    this.#move = 0;
  }

  /** Where the focus goes to. @param {EventTarget | null} to */
  #left(to) {
    // Where another window has the focus, this one will get it back.
    if (!to && !document.hasFocus()) return;
    // A message with a button stays while the focus goes through the box to it.
    const isInside = to instanceof Node && this.contains(to);
    if (!isInside || this.#list.choices.length) this.#hide();
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const list = this.#list;
    const { key } = event;
    const by = STEPS[key];
    if (by) this.#step(by, event.altKey);
    else if (key === "Enter" && list.active) this.#choose(list.active);
    else if (key === "Escape" && (this.#panel.isOpen || this.#typedText)) this.#escape();
    else {
      if (key === "Tab" && list.choices.length) this.#hide();
      if (/^(Home|End|Arrow)/.test(key)) list.activate(-1);
      return;
    }
    event.preventDefault();
  }

  /** @param {1 | -1} by @param {boolean} isAlone True to open or close only. */
  #step(by, isAlone) {
    const isShown = !!this.#list.choices.length;
    if (isAlone && by < 0) this.#hide();
    else if (isShown && !isAlone) this.#list.move(by);
    else if (!isShown && this.#typedText) {
      this.#q = this.#typedText;
      this.#search(0);
      this.#move = isAlone ? 0 : by;
    }
  }

  /** Closes what is open; then empties the field. */
  #escape() {
    const { input } = this.#list;
    if (this.#panel.isOpen) return this.#hide();
    input.value = "";
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const choice = this.#list.of(event);
    if (choice && event.button < 2) {
      this.#choose(choice, event.button || event.ctrlKey || event.metaKey);
    }
  }

  /** @param {Choice} choice @param {unknown} isNewTab */
  #choose({ kind, id, url, q }, isNewTab = false) {
    if (q) {
      this.#list.input.value = this.#q = q;
      return this.#search(0);
    }
    const isWanted = this.#tell("select", { kind, id, url }, true);
    this.#hide();
    if (!isWanted || !url) return;
    if (isNewTab) open(url, "_blank", "noopener");
    else location.assign(url);
  }

  /** The key that leads to the field, if the page has chosen one. @param {KeyboardEvent} event */
  #called(event) {
    const [key, held] = this.#given("shortcut").toLowerCase().split("+").reverse();
    if (!key || event.key.toLowerCase() !== key || event.defaultPrevented || event.altKey) return;
    if ((event.ctrlKey || event.metaKey) !== !!held) return;
    const [target] = event.composedPath();
    if (!held && target instanceof Element && target.matches(":read-write")) return;
    event.preventDefault();
    this.#list.input.focus();
    this.#list.input.select();
  }
}

if (globalThis.customElements && !customElements.get(TAG)) {
  customElements.define(TAG, BackfileSearch);
}
