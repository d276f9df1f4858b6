/** Suggestions while typing: an editable combobox with a list (ARIA Authoring Practices). */
import { kept } from "./storage.js";

/** @param {HTMLInputElement} box */
function complete(box) {
  const list = document.getElementById("suggestions");
  const status = list.nextElementSibling;
  let choices = [];
  let active = -1;
  let timer = 0;
  let asking = new AbortController();

  /** Forgets what was asked. */
  const stop = () => {
    clearTimeout(timer);
    asking.abort();
    asking = new AbortController();
    return asking.signal;
  };
  /** @param {number} at The choice that Enter follows; -1 for what was typed. */
  const activate = (at) => {
    active = at;
    for (const [number, item] of [...list.children].entries()) item.ariaSelected = number === at;
    list.children[at]?.scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", list.children[at]?.id ?? "");
  };
  const show = (found, said) => {
    choices = found;
    list.replaceChildren(...found.map(option));
    list.hidden = !found.length;
    box.ariaExpanded = !list.hidden;
    status.textContent = said;
    activate(-1);
  };
  const close = () => {
    stop();
    show([], "");
  };
  const ask = async (signal) => {
    const url = new URL(box.dataset.suggest, location.href);
    url.searchParams.set("q", box.value);
    try {
      const { suggestions, said } = await (await fetch(url, { signal })).json();
      if (!signal.aborted) show(suggestions, said);
    } catch {
      if (!signal.aborted) close(); // suggestions are no loss
    }
  };
  const recall = () => {
    const { recent } = box.dataset;
    const found = kept("recent").slice(0, 8).map(({ name, kind, detail, url }) => (
      { runs: [[name, false]], label: box.dataset[kind], counted: detail, url }
    ));
    show(found, `${recent}: ${found.length}`);
  };
  const follow = (at) => {
    const { url } = choices[at];
    close();
    location.assign(url);
  };
  const move = async (by) => {
    const places = choices.length + 1;
    if (places > 1) return activate(((active + 1 + by + places) % places) - 1);
    const signal = stop();
    if (box.value.trim()) await ask(signal);
    else recall();
    if (choices.length && !signal.aborted) activate(by < 0 ? choices.length - 1 : 0);
  };

  // An input of the type search may not be a combobox.
  Object.assign(box, { type: "text", role: "combobox", ariaAutoComplete: "list" });
  box.setAttribute("aria-controls", list.id);
  close();
  box.addEventListener("input", () => {
    const signal = stop();
    activate(-1);
    if (box.value.trim()) timer = setTimeout(ask, 150, signal);
    else close();
  });
  box.addEventListener("keydown", (event) => {
    const { key } = event;
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (key === "ArrowDown" || key === "ArrowUp") move(key === "ArrowDown" ? 1 : -1);
    else if (key === "Enter" && active >= 0) follow(active);
    else if (key === "Escape") {
      if (list.hidden) box.value = "";
      close();
    } else {
      if (["Home", "End", "ArrowLeft", "ArrowRight"].includes(key)) activate(-1);
      return;
    }
    event.preventDefault();
  });
  box.addEventListener("blur", close);
  box.form.addEventListener("submit", close);
  // The box keeps the focus, else the list would go before the click comes.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const at = [...list.children].findIndex((item) => item.contains(event.target));
    if (at >= 0) follow(at);
  });
}

/** @param {{runs: [string, boolean][], label: string, counted?: string}} choice */
function option({ runs, label, counted }, number) {
  const item = create("li", "", { id: `suggestion-${number}`, role: "option" });
  const text = create("span", "", { dir: "auto" });
  text.append(...runs.map(([part, matched]) => (matched ? create("mark", part) : part)));
  item.append(text, " ", create("small", [label, counted].filter(Boolean).join(" · ")));
  return item;
}

const create = (name, textContent, more) => (
  Object.assign(document.createElement(name), { textContent, ...more })
);

const box = document.querySelector("[data-suggest]");
complete(box);
// What was typed while this script was loading.
if (box === document.activeElement && box.value !== box.defaultValue) box.dispatchEvent(new Event("input"));
