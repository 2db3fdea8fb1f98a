// Building and updating nodes. Data reaches the document as text only, never as markup.

const SVG = 'http://www.w3.org/2000/svg';

/** An element: `h('p', {class: 'note', onclick: f}, 'text', node, …)`. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else if (value === true) {
      element.setAttribute(name, '');
    } else if (value !== false && value != null) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

/** An icon from the sprite in the page. */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  svg.append(document.createElementNS(SVG, 'use'));
  setIcon(svg, name);
  return svg;
}

export function setIcon(svg, name) {
  const href = `#icon-${name}`;
  if (svg.firstChild.getAttribute('href') !== href) {
    svg.firstChild.setAttribute('href', href);
  }
}

/** Sets the text where it differs, so that selections and screen readers are left in peace. */
export function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** Sets the text and hides the element where there is none. */
export function setOptional(element, text) {
  setText(element, text ?? '');
  element.hidden = !text;
}

/**
 * One view per item, in the items' order. A view is `{element, update(item), remove?()}`; it is made
 * once and then updated, so that focus, selection and charts outlive every poll.
 */
export class Views {
  #container;
  #key;
  #make;
  #views = new Map();

  constructor(container, key, make) {
    this.#container = container;
    this.#key = key;
    this.#make = make;
  }

  show(items) {
    const gone = new Set(this.#views.keys());
    let place = this.#container.firstElementChild;
    for (const item of items) {
      const key = this.#key(item);
      gone.delete(key);
      let view = this.#views.get(key);
      if (!view) {
        view = this.#make(item);
        this.#views.set(key, view);
      }
      view.update(item);
      if (view.element === place) {
        place = place.nextElementSibling;
      } else {
        this.#container.insertBefore(view.element, place);
      }
    }
    for (const key of gone) {
      const view = this.#views.get(key);
      this.#views.delete(key);
      view.remove?.();
      view.element.remove();
    }
  }

  [Symbol.iterator]() {
    return this.#views.values();
  }
}
