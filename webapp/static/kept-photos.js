/** The photos that this browser keeps selected, by their keys. Nothing of it is sent anywhere. */
import { recall, remember } from "./storage.js";

export const MOST = 500;
const NAME = "selection";

/** @returns {string[]} */
export function keptPhotos() {
  const known = recall(NAME);
  const keys = (Array.isArray(known) ? known : []).filter((key) => /^[a-z2-7]{10}$/.test(key));
  return [...new Set(keys)].slice(0, MOST);
}

/** Says whether the browser does. */
export const keepPhotos = (keys) => remember(NAME, [...keys].slice(0, MOST));

/** The page of a selection. */
export const addressOf = (page, keys) => (keys.length ? `${page}?photo=${keys.join(".")}` : page);
