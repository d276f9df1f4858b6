/** The page of saved and recent searches. */
import { day, fill, showNews } from "./news.js";
import { keep, kept } from "./storage.js";

/** @param {HTMLElement} section */
async function show(section) {
  const { list: which, fresh } = section.dataset;
  const searches = kept(which);
  const template = section.querySelector("template").content;
  const rows = searches.map((search, at) => row(template.cloneNode(true), search, `${which}-${at}`, section.dataset));
  section.querySelector("ol").replaceChildren(...rows);
  section.querySelector("[data-none]").hidden = searches.length > 0;
  section.querySelector("[value=clear]").hidden = !searches.length;
  const links = [...section.querySelectorAll("[data-new]")];
  for (const [at, { url, moment }] of searches.entries()) {
    if (links[at].isConnected) await showNews(url, moment, links[at], fresh);
  }
}

/** @param {DocumentFragment} made @param {import("./storage.js").Search} search */
function row(made, search, id, words) {
  const link = made.querySelector("a");
  Object.assign(link, { href: search.url, id, textContent: search.name });
  made.querySelector("[data-detail]").textContent = [words[search.kind], search.detail].filter(Boolean).join(" · ");
  const total = search.total.toLocaleString(document.documentElement.lang);
  made.querySelector("[data-looked]").textContent = fill(words.looked, { total, date: day(search.at) });
  for (const control of made.querySelectorAll("button, summary")) control.setAttribute("aria-describedby", id);
  for (const input of made.querySelectorAll("input")) input.value = search.name;
  return made;
}

/** @param {HTMLElement} section */
function start(section) {
  const which = section.dataset.list;
  const place = (item) => [...section.querySelectorAll("li")].indexOf(item.closest("li"));
  const change = (list) => {
    keep(which, list);
    show(section);
    section.querySelector("h2").focus(); // what had the focus is gone
  };
  section.addEventListener("click", ({ target }) => {
    if (target.value === "remove") change(kept(which).toSpliced(place(target), 1));
    else if (target.value === "clear" && confirm(target.dataset.sure)) change([]);
  });
  section.addEventListener("submit", (event) => {
    event.preventDefault();
    const name = event.target.elements.name.value.trim();
    const list = kept(which);
    Object.assign(list[place(event.target)], name && { name });
    change(list);
  });
  show(section);
  section.hidden = false;
}

document.querySelectorAll("[data-list]").forEach(start);
