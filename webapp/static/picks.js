/** Boxes that select photos, from page to page; without scripts those of one page. */
import { addressOf, keepPhotos, keptPhotos, MOST } from "./kept-photos.js";

/** @param {HTMLFormElement} form @param {HTMLInputElement[]} boxes */
function start(form, boxes) {
  const status = form.querySelector("[role=status]");
  const say = (text, number) => {
    status.textContent = text.replace("{number}", number.toLocaleString(document.documentElement.lang));
  };
  const show = () => {
    const kept = keptPhotos();
    for (const box of boxes) box.checked = kept.includes(box.value);
    form.hidden = !kept.length;
    say(form.dataset.count, kept.length);
  };
  let keeps = true;
  for (const box of boxes) {
    box.addEventListener("change", () => {
      const others = keptPhotos().filter((key) => key !== box.value);
      const isFull = box.checked && others.length >= MOST;
      keeps = keepPhotos(box.checked && !isFull ? [...others, box.value] : others);
      if (keeps) show();
      else form.hidden = false; // What is ticked here can be shown all the same.
      if (isFull) say(form.dataset.full, MOST);
    });
  }
  form.addEventListener("submit", (event) => {
    if (!keeps) return;
    event.preventDefault();
    location.href = addressOf(form.action, keptPhotos());
  });
  addEventListener("storage", show);
  addEventListener("pageshow", show);
  show();
}

const form = document.getElementById("picks");
if (form) start(form, [...document.querySelectorAll("[form=picks]")]);
