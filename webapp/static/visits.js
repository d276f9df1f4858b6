/** What is new since the last visit; one ends when no page is opened for half an hour. */
import { recall, remember } from "./storage.js";

const at = Date.now();
const known = recall("visit");
const before = at - known?.at < 30 * 60 * 1000 ? known.before : { at: known?.at, moment: known?.moment };
remember("visit", { at, moment: document.documentElement.dataset.moment, before });

const link = document.querySelector("[data-new-since]");
if (link && before?.at > 0) {
  const { day, fill, showNews } = await import("./news.js");
  showNews(link.href, before.moment, link, fill(link.dataset.newSince, { date: day(before.at) }));
}
