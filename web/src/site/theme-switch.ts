const order = ['system', 'light', 'dark'] as const;
type Theme = (typeof order)[number];

/** The button that goes round: as the system has it, light, dark. */
export function offerThemes(): void {
  const button = document.getElementById('theme');
  if (!button) return;
  button.dataset.keep = ''; // a newer page brings it back as it was before this ran
  const root = document.documentElement;
  const shown = (): Theme => (root.dataset.theme === 'light' || root.dataset.theme === 'dark' ? root.dataset.theme : 'system');
  const name = () => {
    button.textContent = `Theme: ${shown()}`;
    button.title = 'Colours: by the system, light, dark';
  };
  button.addEventListener('click', () => {
    const next = order[(order.indexOf(shown()) + 1) % order.length];
    if (next === 'system') delete root.dataset.theme;
    else root.dataset.theme = next;
    try {
      if (next === 'system') localStorage.removeItem('theme');
      else localStorage.setItem('theme', next);
    } catch {
      // It holds for this page then.
    }
    name();
  });
  name();
  button.hidden = false;
}
