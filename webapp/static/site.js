/** What scripts add to every page; a page names those of its own. Every page works without them. */
import "./shortcuts.js";
import "./suggestions.js";
import "./visits.js";

for (const note of document.querySelectorAll(".unscripted")) note.hidden = true;
