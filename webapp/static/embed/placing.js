/** Where the results stand: below the form, or on small screens with it over the whole page. */

const SMALL = "(max-width: 599.98px)";
const MARGIN = 8;
const GAP = 4;
const NARROWEST = 352;
const LOWEST = 160;

/**
 * Shows the results, or puts them where they belong by now.
 * @param {HTMLElement} frame Holds the form and the panel; its parent keeps its place in the page.
 * @param {HTMLElement} panel
 */
export function place(frame, panel) {
  const isSmall = matchMedia(SMALL).matches;
  const space = /** @type {HTMLElement} */ (frame.parentElement);
  if (panel.hidden || isSmall !== frame.classList.contains("sheet")) {
    remove(frame, panel);
    panel.hidden = false;
    if (isSmall) space.style.height = `${frame.offsetHeight}px`;
    frame.classList.toggle("sheet", isSmall);
    // In the top layer nothing of the page cuts off or covers it.
    const top = isSmall ? frame : panel;
    top.popover = "manual";
    top.showPopover?.();
  }
  if (!isSmall) drop(frame, panel);
  // The keyboard on the screen leaves that free.
  else if (visualViewport) frame.style.height = `${visualViewport.height}px`;
}

/** @param {HTMLElement} frame @param {HTMLElement} panel */
export function remove(frame, panel) {
  panel.hidden = true;
  frame.classList.remove("sheet");
  for (const element of [frame, panel, /** @type {HTMLElement} */ (frame.parentElement)]) {
    element.popover = null;
    element.removeAttribute("style");
  }
}

/** Below the form, or above it where there is more room. @param {HTMLElement} frame @param {HTMLElement} panel */
function drop(frame, panel) {
  const { left, right, top, bottom, width } = frame.getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  const wide = Math.min(Math.max(width, NARROWEST), clientWidth - 2 * MARGIN);
  const wanted = getComputedStyle(frame).direction === "rtl" ? right - wide : left;
  const below = clientHeight - bottom - MARGIN;
  const isBelow = below >= Math.min(LOWEST, top);
  Object.assign(panel.style, {
    width: `${wide}px`,
    left: `${Math.min(Math.max(wanted, MARGIN), clientWidth - wide - MARGIN)}px`,
    top: isBelow ? `${bottom + GAP}px` : "",
    bottom: isBelow ? "" : `${clientHeight - top + GAP}px`,
    maxHeight: `${(isBelow ? below : top - MARGIN) - GAP}px`,
  });
}
