/** From match to match in the text of a story; without scripts a link leads to the first. */

/** @param {HTMLElement} bar @param {HTMLElement[]} marks */
function start(bar, marks) {
  const place = bar.querySelector("[role=status]");
  let at = marks.findIndex((mark) => `#${mark.id}` === location.hash);

  /** @param {number} by */
  const step = (by) => {
    if (marks[at]) marks[at].ariaCurrent = null;
    at = (Math.max(at, by < 0 ? 0 : -1) + by + marks.length) % marks.length;
    marks[at].ariaCurrent = "true";
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    marks[at].scrollIntoView({ block: "center", behavior: still ? "instant" : "smooth" });
    place.textContent = bar.dataset.matches.replace("{number}", at + 1).replace("{total}", marks.length);
  };

  for (const link of document.querySelectorAll(".next-match, [data-matches] a")) link.remove();
  for (const button of bar.querySelectorAll("button")) {
    button.hidden = false;
    button.addEventListener("click", () => step(Number(button.value)));
  }
  if (at >= 0) step(0);
}

const bar = document.querySelector("[data-matches]");
const marks = document.querySelectorAll("mark[id^=match-]");
if (bar && marks.length) start(bar, [...marks]);
