/** Shows the pictures of a page large, one after the other; without scripts they lead to their pages. */

const SWIPE = 40;

/** @param {HTMLDialogElement} viewer @param {HTMLAnchorElement[]} pictures */
function start(viewer, pictures) {
  const stage = viewer.querySelector(".viewer-stage");
  const place = viewer.querySelector("[role=status]");
  const leaf = (rel) => document.querySelector(`link[rel=${rel}]`)?.href;
  let at = 0;

  /** Back closes the viewer, and its address can be passed on. @param {number} to */
  const show = (to) => {
    at = to;
    const link = pictures[at];
    const card = link.closest(".card");
    const picture = new Image();
    picture.alt = link.querySelector("img").alt;
    picture.src = link.dataset.view;
    stage.replaceChildren(picture);
    const text = viewer.querySelector(".viewer-text");
    text.replaceChildren(card.querySelector(".card-body").cloneNode(true));
    text.lang = card.lang;
    text.scrollTop = 0;
    viewer.querySelector(".viewer-page").href = link.href;
    place.textContent = place.dataset.place.replace("{number}", at + 1).replace("{total}", pictures.length);
    history.replaceState(null, "", `#view-${at + 1}`);
    if (pictures[at + 1]) new Image().src = pictures[at + 1].dataset.view;
  };

  /** @param {number} to */
  const open = (to) => {
    history.pushState(null, "", location.href);
    viewer.showModal();
    show(to);
  };

  /** Beyond the first and last picture the search goes on. @param {number} by */
  const step = (by) => {
    if (pictures[at + by]) return show(at + by);
    const page = leaf(by < 0 ? "prev" : "next");
    if (page) location.replace(`${page}#view-${by < 0 ? "last" : 1}`);
  };

  const asked = () => {
    const named = location.hash.match(/^#view-(\d+|last)$/)?.[1];
    return named === "last" ? pictures.length : Number(named ?? 0);
  };

  pictures.forEach((link, number) => {
    link.ariaHasPopup = "dialog";
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      open(number);
    });
  });
  for (const button of viewer.querySelectorAll("button[value]")) {
    button.addEventListener("click", () => step(Number(button.value)));
  }
  viewer.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by && !event.altKey && !event.ctrlKey && !event.metaKey) step(by);
  });
  let from = null;
  stage.addEventListener("pointerdown", (event) => (from = event.isPrimary ? event : null));
  stage.addEventListener("pointerup", (event) => {
    const way = from ? event.clientX - from.clientX : 0;
    if (Math.abs(way) > SWIPE && Math.abs(way) > 2 * Math.abs(event.clientY - from.clientY)) step(way < 0 ? 1 : -1);
    from = null;
  });
  viewer.addEventListener("close", () => {
    if (asked()) history.back();
    pictures[at].focus();
  });
  addEventListener("popstate", () => {
    if (!asked() && viewer.open) viewer.close();
  });
  if (pictures[asked() - 1]) {
    const to = asked() - 1;
    history.replaceState(null, "", location.pathname + location.search);
    open(to);
  }
}

const viewer = document.querySelector(".viewer");
const pictures = [...document.querySelectorAll(".grid [data-view]")];
if (viewer && pictures.length) start(viewer, pictures);
