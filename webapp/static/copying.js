/** Buttons that copy a text of the page; without scripts it can be selected. */

/** @param {HTMLElement} bar */
function start(bar) {
  const status = bar.querySelector("[role=status]");
  bar.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const source = document.getElementById(button.dataset.copy);
    const done = await copy(source);
    status.textContent = bar.dataset[done ? "copied" : "failed"].replace("{name}", button.textContent);
  });
  bar.hidden = false;
}

/** Copies the text of an element; marks it where the browser lets nothing be copied. */
async function copy(source) {
  try {
    await navigator.clipboard.writeText(source.value ?? source.textContent);
    return true;
  } catch {
    // Pages without HTTPS have no clipboard.
    const fold = source.closest("details");
    if (fold) fold.open = true;
    if (source.select) source.select();
    else getSelection().selectAllChildren(source);
    return document.execCommand("copy");
  }
}

document.querySelectorAll(".copy-buttons").forEach(start);
