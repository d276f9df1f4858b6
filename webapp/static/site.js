/** What scripts add to the pages. Every page works without them. */
import "./matches.js";
import "./saving.js";
import "./searches.js";
import "./shortcuts.js";
import "./suggestions.js";
import "./visits.js";

for (const note of document.querySelectorAll(".unscripted")) note.hidden = true;
