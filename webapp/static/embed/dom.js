/** Makes elements. Texts are set as texts, so that nothing in them can become mark-up. */

/**
 * @template {keyof HTMLElementTagNameMap} N
 * @param {N} name
 * @param {Record<string, string | number>} attributes
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[N]}
 */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    element.setAttribute(key, String(value));
  }
  element.append(...children);
  return element;
}

/**
 * An element with a look of its own, whatever the page's style sheets say.
 * @param {string} name
 * @param {Record<string, string>} attributes
 * @param {string} css
 * @param {(Node | string)[]} children
 */
export function makeStyled(name, attributes, css, ...children) {
  const element = /** @type {HTMLElement} */ (make(/** @type {"div"} */ (name), attributes));
  const root = element.attachShadow({ mode: "open" });
  style(root, css);
  root.append(...children);
  return element;
}

/** @type {Map<string, CSSStyleSheet>} */
const sheets = new Map();

/**
 * One style sheet for all that look the same. A host's Content-Security-Policy lets it pass.
 * @param {ShadowRoot} root
 * @param {string} css
 */
export function style(root, css) {
  const sheet = sheets.get(css) ?? new CSSStyleSheet();
  if (!sheets.has(css)) sheet.replaceSync(css);
  sheets.set(css, sheet);
  root.adoptedStyleSheets = [sheet];
}
