/** Shows a picture large when it is chosen; without scripts it leads to its page. */
const viewer = () => import("./large.js");

document.querySelector(".grid")?.addEventListener("click", async (event) => {
  const link = event.target.closest("[data-view]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  try {
    (await viewer()).open(link);
  } catch {
    location.assign(link.href);
  }
});
if (location.hash.startsWith("#view-")) viewer().then((large) => large.openAsked());
