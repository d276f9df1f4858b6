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
  set(element, attributes);
  element.append(...children);
  return element;
}

/** @param {Element} element @param {Record<string, string | number | boolean>} attributes */
export function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
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

/** @type {Record<string, CSSStyleSheet>} */
const sheets = {};

/**
 * One style sheet for all that look the same. A host's Content-Security-Policy lets it pass.
 * @param {ShadowRoot} root
 * @param {string} css
 */
export function style(root, css) {
  if (!sheets[css]) (sheets[css] = new CSSStyleSheet()).replaceSync(css);
  root.adoptedStyleSheets = [sheets[css]];
}
