/** What stands around the list: messages, how old the index is, and what a screen reader says. */

import { make, style } from "./dom.js";
import { place, remove } from "./placing.js";
import BOX_STYLE from "./box.css" with { type: "text" };

export class Panel {
  #frame = make("div", { class: "frame" });
  #message = make("p", { part: "message" });
  #fresh = make("p", { part: "freshness" });
  #status = make("p", { class: "status", role: "status" });
  #space = make("div");
  retry = make("button", { part: "retry" });
  closing = make("button", { part: "close" });
  element = make("div", { part: "panel", class: "panel" });

  /** @param {ShadowRoot} root */
  constructor(root) {
    style(root, BOX_STYLE);
    this.element.hidden = true;
    this.element.append(this.#message, this.retry, make("slot", { name: "list" }), this.#fresh);
    this.#frame.append(make("slot"), this.closing, this.element);
    this.#space.append(this.#frame, this.#status);
    root.append(this.#space);
  }

  get isOpen() {
    return !this.element.hidden;
  }

  /**
   * Nothing of the last answer stays but its height, lest the panel jumps at every letter.
   * @param {import("./texts.js").Wording} wording Of the answer to come.
   */
  wait(wording) {
    const { offsetHeight } = this.element;
    this.retry.textContent = wording.say("retry");
    this.closing.textContent = wording.say("close");
    this.#space.lang = wording.lang;
    this.show(wording.say("searching"), { said: "", isOpening: false });
    this.element.classList.add("loading");
    this.element.style.minHeight = `${offsetHeight}px`;
  }

  /**
   * @param {string} message
   * @param {{said?: string, fresh?: string, retry?: "can" | "later", isOpening?: boolean}} more
   *   `said` goes to a screen reader.
   */
  show(message, { said = message, fresh = "", retry, isOpening = true } = {}) {
    this.element.classList.remove("loading");
    this.element.style.minHeight = "";
    this.#message.textContent = message;
    this.#fresh.textContent = fresh;
    this.#status.textContent = said;
    this.retry.hidden = !retry;
    this.retry.disabled = retry === "later";
    if (isOpening) place(this.#frame, this.element);
  }

  /** Puts what is open where it belongs by now. */
  place() {
    if (this.isOpen) place(this.#frame, this.element);
  }

  hide() {
    remove(this.#frame, this.element);
    this.#status.textContent = "";
  }
}
