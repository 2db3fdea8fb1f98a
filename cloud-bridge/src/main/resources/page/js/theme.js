// Automatic (as the system says), dark or light; and the colours for whoever draws on a canvas.

import { forLong, remember } from './memory.js';

const KEY = 'coldshelf.theme';
const NEXT = { auto: 'dark', dark: 'light', light: 'auto' };
const root = document.documentElement;

const current = () => root.dataset.theme ?? 'auto';

/** Wires the button; calls `changed` whenever the colours on the page are other ones. */
export function theme(button, word, changed) {
  const say = () => {
    word.textContent = { auto: 'Auto', dark: 'Dark', light: 'Light' }[current()];
    button.setAttribute('aria-label', `Colours: ${current()}. Change to ${NEXT[current()]}.`);
    button.title = 'Colours: automatic, dark or light';
  };
  button.addEventListener('click', () => {
    const next = NEXT[current()];
    if (next === 'auto') {
      delete root.dataset.theme;
    } else {
      root.dataset.theme = next;
    }
    remember(forLong, KEY, next);
    say();
    changed();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', changed);
  say();
}

/** A colour of the style sheet as the canvas understands it. */
export function color(name) {
  const swatch = document.createElement('span');
  swatch.style.color = `var(--${name})`;
  document.body.append(swatch);
  const value = getComputedStyle(swatch).color;
  swatch.remove();
  return value;
}
