/** The page of a selection, beside the selection that this browser keeps. */
import { addressOf, keepPhotos, keptPhotos, MOST } from "./kept-photos.js";

const [page] = location.href.split("?");

/** @param {HTMLElement} bar */
function start(bar) {
  const [add, clear] = bar.querySelectorAll("button");
  const status = bar.querySelector("[role=status]");
  const here = add.dataset.keep.split(".");
  // As the address has them: some may have left the archive, and come back.
  const asked = new URL(location.href).searchParams.getAll("photo").join(".").split(".");
  const isOwn = () => String(asked.sort()) === String(keptPhotos().sort());
  const show = () => {
    add.hidden = isOwn();
    clear.hidden = !isOwn();
    status.textContent = isOwn() ? status.dataset.own : "";
  };
  add.addEventListener("click", () => {
    const all = [...new Set([...keptPhotos(), ...here])];
    if (all.length > MOST) status.textContent = status.dataset.full.replace("{number}", MOST);
    else if (!keepPhotos(all)) status.textContent = status.dataset.failed;
    else location.href = addressOf(page, all);
  });
  clear.addEventListener("click", () => {
    keepPhotos([]);
    location.href = page;
  });
  const form = document.querySelector(".selected");
  form.addEventListener("submit", (event) => {
    const left = [...form.querySelectorAll(":checked")].map((box) => box.value);
    if (isOwn()) keepPhotos(left);
    event.preventDefault();
    location.href = addressOf(page, left);
  });
  show();
  bar.hidden = false;
}

const bar = document.querySelector(".kept-picks");
if (bar) start(bar);
else if (keptPhotos().length && !new URL(location.href).searchParams.has("photo")) {
  location.replace(addressOf(page, keptPhotos()));
}
