/** The pictures of a page large, one after the other. */

const SWIPE = 40;

const viewer = document.querySelector(".viewer");
const links = [...document.querySelectorAll("[data-view]")];
const stage = viewer.querySelector(".viewer-stage");
const text = viewer.querySelector(".viewer-text");
const place = viewer.querySelector("[role=status]");
let at = 0;
let from = 0;

/** The picture that the address names; -1 for none. */
function asked() {
  const named = location.hash.match(/^#view-(\d+|last)$/)?.[1];
  return (named === "last" ? links.length : Number(named ?? 0)) - 1;
}

/** Beyond the first and last picture the search goes on. @param {number} to */
function show(to) {
  const link = links[to];
  if (!link) {
    const page = document.querySelector(`link[rel=${to < 0 ? "prev" : "next"}]`);
    if (page) location.replace(`${page.href}#view-${to < 0 ? "last" : 1}`);
    return;
  }
  at = to;
  const card = link.closest(".card");
  const picture = new Image();
  picture.alt = link.querySelector("img").alt;
  picture.src = link.dataset.view;
  picture.draggable = false;
  stage.replaceChildren(picture);
  text.replaceChildren(card.querySelector(".card-body").cloneNode(true));
  text.lang = card.lang;
  text.scrollTop = 0;
  viewer.querySelector(".viewer-page").href = link.href;
  place.textContent = place.dataset.place.replace("{number}", at + 1).replace("{total}", links.length);
  history.replaceState(null, "", `#view-${at + 1}`);
}

/** Back closes it again. @param {HTMLAnchorElement} link */
export function open(link) {
  history.pushState(null, "", location.pathname + location.search);
  viewer.showModal();
  show(links.indexOf(link));
}

/** Opens the picture that the address names. */
export function openAsked() {
  const link = links[asked()];
  if (!link) return;
  history.replaceState(null, "", location.pathname + location.search);
  open(link);
}

for (const button of viewer.querySelectorAll("button[value]")) {
  button.addEventListener("click", () => show(at + Number(button.value)));
}
viewer.addEventListener("keydown", (event) => {
  const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (by && !event.altKey && !event.ctrlKey && !event.metaKey) show(at + by);
});
stage.addEventListener("pointerdown", (event) => (from = event.clientX));
stage.addEventListener("pointerup", (event) => {
  const way = event.clientX - from;
  if (Math.abs(way) > SWIPE) show(at - Math.sign(way));
});
viewer.addEventListener("close", () => {
  if (asked() >= 0) history.back();
  links[at].focus();
});
addEventListener("popstate", () => {
  if (asked() < 0) viewer.close();
});
