const pages: Record<string, [path: string, name: string]> = {
  a: ['/', 'arrangement'],
  b: ['/bulletin', 'bulletin'],
  c: ['/agreement', 'agreement, clause by clause'],
  d: ['/backtest', 'backtest of a draft'],
  e: ['/statements', 'statements drafted from texts'],
  f: ['/findings', 'findings'],
  i: ['/triage', 'triage: reports that wait'],
  j: ['/journal', 'journal'],
  n: ['/reports/new', 'new report'],
  o: ['/coverage', 'coverage: what was observed'],
  r: ['/reports', 'reports'],
  s: ['/situation', 'situation'],
  t: ['/tallies', 'tallies'],
  w: ['/changes', 'what changed'],
};

/** The keyboard: pages, search, lists, help. Nothing of it when somebody types, or holds another key. */
export function listen(): void {
  let going = 0;
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return;
    if (document.querySelector('dialog[open]')) return;
    if (Date.now() - going < 1500 && event.key in pages) {
      event.preventDefault();
      location.assign(addressOf(pages[event.key][0]));
    } else if (event.key === '/') {
      const search = document.querySelector<HTMLElement>('#q') ?? document.querySelector<HTMLElement>('input[type=search]');
      if (search) event.preventDefault();
      search?.focus();
    } else if (event.key === 'j' || event.key === 'k') {
      step(event.key === 'j' ? 1 : -1);
    } else if (event.key === 'u' || event.key === 'U') {
      step(event.key === 'u' ? 1 : -1, '[data-open]');
    } else if (event.key === '?') {
      event.preventDefault();
      help();
    } else {
      press(event.key);
    }
    going = event.key === 'g' ? Date.now() : 0;
  });
}

/** A button of the item that has the focus, by its own key. */
function press(key: string): void {
  const item = document.activeElement?.closest('[data-item]');
  for (const button of item?.querySelectorAll<HTMLButtonElement>('button[data-key]') ?? [])
    if (button.dataset.key === key) {
      const hidden = button.closest<HTMLDetailsElement>('details:not([open])');
      if (hidden) hidden.open = true;
      else button.click();
    }
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select, [role=textbox]'));
}

/** The page's own link, which keeps agreement, time and entry; else the bare path. */
function addressOf(path: string): string {
  for (const link of document.querySelectorAll<HTMLAnchorElement>('nav a[href]')) if (link.pathname === path) return link.href;
  return path;
}

/** To the next item of the list, or to the next of a kind; at the end it stays where it is. */
function step(by: 1 | -1, kind = '[data-item]'): void {
  const items = [...document.querySelectorAll<HTMLElement>('[data-item]')].filter(item => item.offsetParent !== null);
  const at = items.findIndex(item => item.contains(document.activeElement));
  const ahead = by > 0 ? items.slice(at + 1) : items.slice(0, at < 0 ? items.length : at).reverse();
  const next = ahead.find(item => item.matches(kind));
  if (!next) return;
  const link = next.matches('a[href]') ? next : next.querySelector<HTMLElement>('a[href]');
  if (!link) next.tabIndex = -1;
  (link ?? next).focus();
  next.scrollIntoView({ block: 'nearest' });
}

function help(): void {
  const dialog = document.createElement('dialog');
  dialog.className = 'keys';
  dialog.setAttribute('aria-label', 'Keys');
  const title = document.createElement('h2');
  title.textContent = 'Keys';
  const list = document.createElement('dl');
  const rows: [string, string][] = [
    ['/', 'search'],
    ...Object.entries(pages).map(([key, [, name]]): [string, string] => [`g ${key}`, name]),
    ['j  k', 'down and up a list'],
    ['u  U', 'down and up what is to be looked at'],
    ['Enter', 'open'],
    ['c  e  x', 'confirm, change or reject a draft'],
    ['?', 'this help'],
  ];
  for (const [keys, does] of rows) {
    const [term, words] = [document.createElement('dt'), document.createElement('dd')];
    for (const key of keys.split(/\s+/)) {
      const box = document.createElement('kbd');
      box.textContent = key;
      term.append(box, ' ');
    }
    words.textContent = does;
    list.append(term, words);
  }
  const form = document.createElement('form');
  form.method = 'dialog';
  const close = document.createElement('button');
  close.textContent = 'Close';
  form.append(close);
  dialog.append(title, list, form);
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
