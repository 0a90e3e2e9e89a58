// Runs before anything is drawn, so that a remembered light or dark page never flashes in the other.
(() => {
  let remembered: string | null = null;
  try {
    remembered = localStorage.getItem('theme');
  } catch {
    // A browser that keeps nothing follows the system.
  }
  if (remembered === 'light' || remembered === 'dark') document.documentElement.dataset.theme = remembered;
})();
