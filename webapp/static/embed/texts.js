/** What people read in the box, in the languages built in, and how numbers and dates are written. */

const ENGLISH = {
  results: "Search results",
  stories: "Stories",
  photos: "Photos",
  all: "Show all {n}",
  searching: "Searching …",
  nothing: "Nothing found for “{q}”.",
  meant: "Did you mean “{q}”?",
  incomplete: "Cut short: there may be more.",
  offline: "You are offline.",
  busy: "Too many searches. Next try in {n} s.",
  down: "The archive cannot be reached.",
  refused: "This search is not possible.",
  retry: "Try again",
  close: "Close",
  fresh: "As of {when}",
};

/** @typedef {Record<keyof typeof ENGLISH, string>} Texts */

/** @type {Texts} */
const GERMAN = {
  results: "Suchergebnisse",
  stories: "Artikel",
  photos: "Fotos",
  all: "Alle {n} zeigen",
  searching: "Suche läuft …",
  nothing: "Nichts gefunden für „{q}“.",
  meant: "Meinten Sie „{q}“?",
  incomplete: "Abgebrochen: Es kann mehr geben.",
  offline: "Sie sind offline.",
  busy: "Zu viele Suchen. Nächster Versuch in {n} s.",
  down: "Das Archiv ist nicht zu erreichen.",
  refused: "Diese Suche ist nicht möglich.",
  retry: "Erneut versuchen",
  close: "Schließen",
  fresh: "Stand: {when}",
};

/** The texts, dates and numbers of one language. */
export class Wording {
  /** @type {Texts} */ #texts;

  /**
   * @param {string} lang BCP 47 tag; texts there are none for are English.
   * @param {Partial<Texts>} own Texts that the page has of its own.
   */
  constructor(lang, own) {
    /** How numbers and dates are written. */
    this.locale = localeOf(lang);
    const isGerman = this.locale.startsWith("de");
    this.#texts = { ...(isGerman ? GERMAN : ENGLISH), ...own };
    /** The language of the texts. */
    this.lang = isGerman ? "de" : "en";
  }

  /**
   * @param {keyof Texts} name
   * @param {Record<string, string | number>} values What stands in braces.
   */
  say(name, values = {}) {
    return this.#texts[name].replace(
      /\{(\w+)\}/g,
      (_, key) => this.number(values[key] ?? ""),
    );
  }

  /** @param {string | number} value Texts stay as they are. */
  number(value) {
    return value.toLocaleString(this.locale);
  }

  /**
   * @param {string} day As YYYY-MM-DD.
   * @param {string} precision In which unit it is known.
   */
  day(day, precision) {
    const parts = ["year", "month", "day"].indexOf(precision) + 1;
    if (!parts) return "";
    return new Date(day).toLocaleDateString(this.locale, {
      timeZone: "UTC",
      year: "numeric",
      month: parts > 1 ? "short" : undefined,
      day: parts > 2 ? "numeric" : undefined,
    });
  }

  /** @param {number} moment As of Date.now(). */
  moment(moment) {
    return new Date(moment).toLocaleString(this.locale, {
      dateStyle: "medium",
      timeStyle: "short",
    });
  }
}

/** @param {string} lang */
function localeOf(lang) {
  try {
    return lang === "en" ? "en-GB" : new Intl.NumberFormat(lang).resolvedOptions().locale;
  } catch {
    return "en-GB"; // what was given is no language
  }
}
