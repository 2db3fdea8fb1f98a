// Runs before the first paint, so that a chosen theme never flashes in the other colours.
// A classic script on purpose: modules run too late.
(function () {
  try {
    const theme = localStorage.getItem('coldshelf.theme');
    if (theme === 'dark' || theme === 'light') {
      document.documentElement.dataset.theme = theme;
    }
  } catch {
    // Storage may be forbidden; then the system's theme holds.
  }
})();
