// What a browser remembers for the page. It may forbid that: then nothing is remembered, and all else works.

/** `storage` is a function, since touching a forbidden storage throws already. */
export function recall(storage, key) {
  try {
    return storage().getItem(key) ?? '';
  } catch {
    return '';
  }
}

export function remember(storage, key, value) {
  try {
    storage().setItem(key, value);
  } catch {
    // Forbidden or full: it holds until the page is left.
  }
}

/** Until the browser's data are cleared. */
export const forLong = () => localStorage;

/** Until the tab is closed. */
export const forThisTab = () => sessionStorage;
