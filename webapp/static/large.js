/** The pictures of a page large, one after the other. */

const SWIPE = 40;

const viewer = document.querySelector(".viewer");
const links = [...document.querySelectorAll("[data-view]")];
const stage = viewer.querySelector(".viewer-stage");
const text = viewer.querySelector(".viewer-text");
const place = viewer.querySelector("[role=status]");
const pick = viewer.querySelector(".pick input");
const steps = [...viewer.querySelectorAll("button[value]")];
let at = 0;
let from = 0;

/** The picture that the address names; -1 for none. */
function asked() {
  const named = location.hash.match(/^#view-(\d+|last)$/)?.[1];
  return (named === "last" ? links.length : Number(named ?? 0)) - 1;
}

/** The page before or after this one; null where the search ends. @param {number} by */
const beyond = (by) => document.querySelector(`link[rel=${by < 0 ? "prev" : "next"}]`);

/** The box on the page that selects what is shown. */
const box = () => links[at].parentElement.querySelector(".pick input");

/** Beyond the first and last picture the search goes on. @param {number} to */
function show(to) {
  const link = links[to];
  if (!link) {
    const page = beyond(to);
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
  const caption = text.querySelector(".card-caption a");
  caption.href = link.href;
  if (link.dataset.caption) caption.textContent = link.dataset.caption;
  text.lang = card.lang;
  text.scrollTop = 0;
  viewer.querySelector(".viewer-page").href = link.href;
  place.textContent = place.dataset.place.replace("{number}", link.dataset.number);
  pick.checked = box().checked;
  for (const step of steps) {
    const isEnd = !links[at + Number(step.value)] && !beyond(step.value);
    step.setAttribute("aria-disabled", String(isEnd));
  }
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

for (const step of steps) step.addEventListener("click", () => show(at + Number(step.value)));
viewer.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (by) show(at + by);
  if (event.key.toLowerCase() === "s") pick.click();
});
// The box on the page knows how many there may be.
pick.addEventListener("change", () => {
  if (box().checked !== pick.checked) box().click();
  if (box().checked === pick.checked) return;
  pick.checked = box().checked;
  place.textContent = document.querySelector("#picks [role=status]").textContent;
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
