/** `/` goes to the search box, `?` to the help. A reader may turn them off (WCAG 2.1.4). */
import { recall, remember } from "./storage.js";

const isOn = () => recall("shortcuts") !== false;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !isOn()) return;
  if (event.target.closest?.("input, select, textarea, [contenteditable]")) return;
  if (event.key === "/") {
    event.preventDefault();
    document.querySelector(".search-box")?.select();
  } else if (event.key === "?") {
    document.querySelector("a[rel~=help]")?.click();
  }
});

const choice = document.querySelector("[data-shortcuts]");
if (choice) {
  const check = choice.querySelector("input");
  check.checked = isOn();
  check.addEventListener("change", () => remember("shortcuts", check.checked));
  choice.hidden = false;
}
