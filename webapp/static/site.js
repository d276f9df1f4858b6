/** What scripts add to every page; a page names those of its own. Every page works without them. */
import "./shortcuts.js";
import "./visits.js";

// Not before somebody goes to the box: most pages are only read.
const box = document.querySelector("[data-suggest]");
const complete = () => import("./suggestions.js");
if (box && box === document.activeElement) complete();
else box?.addEventListener("focus", complete, { once: true });

for (const note of document.querySelectorAll(".unscripted")) note.hidden = true;
