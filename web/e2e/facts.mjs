// What is so about a page: functions that run inside of it, so each holds all that it needs.

/** Whether it fits, can be read, and says what it is. Lists are of what is wrong; empty is well. */
export function facts() {
  // A link of a drawing has no parts of an address of its own.
  const address = (link) => new URL(link.getAttribute('href'), location.href);
  const name = (element) => {
    const id = element.id ? `#${element.id}` : '';
    const kind = typeof element.className === 'string' && element.className ? `.${element.className.trim().split(/\s+/).join('.')}` : '';
    return `${element.localName}${id}${kind}`.slice(0, 80);
  };
  const shown = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const all = (selector) => [...document.querySelectorAll(selector)];

  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  const known = new Map();
  const rgba = (colour) => {
    if (!known.has(colour)) {
      pen.clearRect(0, 0, 1, 1);
      pen.fillStyle = colour;
      pen.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
      known.set(colour, [r, g, b, a / 255]);
    }
    return known.get(colour);
  };
  const over = ([r, g, b, a], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a), 1];
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((part) => (part /= 255) <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const ratio = (one, other) => {
    const [high, low] = [light(one), light(other)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };
  const dark = getComputedStyle(document.documentElement).colorScheme.includes('dark') && matchMedia('(prefers-color-scheme: dark)').matches;
  /** All colours that may lie under an element's text: several where there is a gradient. */
  const seen = new Map();
  const grounds = (element) => {
    if (!seen.has(element)) seen.set(element, measured(element));
    return seen.get(element);
  };
  const measured = (element) => {
    let layers = [];
    let opacity = 1;
    for (let at = element; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      opacity *= Number(style.opacity);
      const drawn = style.backgroundImage.match(/(rgba?|color|oklch|oklab|hsl|lab|lch)\([^()]*\)/g) ?? [];
      const here = drawn.length > 0 ? drawn : [style.backgroundColor];
      layers.push(here.map(rgba).filter((colour) => colour[3] > 0));
      if (here.every((colour) => rgba(colour)[3] === 1)) break;
    }
    let result = [dark ? [18, 18, 18, 1] : [255, 255, 255, 1]];
    for (const layer of layers.reverse()) if (layer.length > 0) result = layer.flatMap((colour) => result.map((under) => over(colour, under)));
    return { colours: result.slice(0, 16), opacity };
  };
  const faint = new Map();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const element = text.parentElement;
    if (!text.data.trim() || !shown(element) || element.closest('script,style,noscript,template,[disabled],canvas')) continue;
    const box = element.getBoundingClientRect();
    if (box.width < 2 || box.height < 2) continue; // for screen readers alone
    const style = getComputedStyle(element);
    const size = parseFloat(style.fontSize);
    const need = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
    const { colours, opacity } = grounds(element);
    const [r, g, b, a] = rgba(element instanceof SVGElement ? style.fill : style.color);
    const least = Math.min(...colours.map((ground) => ratio(over([r, g, b, a * opacity], ground), ground)));
    if (least < need - 0.005) faint.set(`${name(element)} ${least.toFixed(2)}`, text.data.trim().slice(0, 40));
  }

  const root = document.documentElement;
  const wide = root.scrollWidth > root.clientWidth
    ? all('body *').filter((element) => shown(element) && element.getBoundingClientRect().right > root.clientWidth + 1).map(name).slice(0, 8) : [];
  // A table that is laid out as anything else loses its columns: the heads then stand over other cells.
  const askew = all('table').filter((table) => {
    const [head, cells] = [table.tHead?.rows[0], table.tBodies[0]?.rows[0]].map((row) => [...row?.cells ?? []]);
    const left = (cell) => cell.getBoundingClientRect().left;
    return shown(table) && getComputedStyle(head[0] ?? table).display === 'table-cell' && getComputedStyle(cells[0] ?? table).display === 'table-cell'
      && head.length === cells.length && [...head, ...cells].every((cell) => cell.colSpan === 1)
      && head.some((cell, i) => getComputedStyle(cell).position === 'static' && Math.abs(left(cell) - left(cells[i])) > 2 && getComputedStyle(cells[i]).position === 'static');
  }).map(name);
  // An ordinary word in a cell stands whole, and what a table says of itself is read without scrolling.
  const broken = new Set();
  for (const cell of all('td, th').filter(shown)) {
    const words = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    for (let text = words.nextNode(); text; text = words.nextNode()) {
      const range = document.createRange();
      range.selectNodeContents(text);
      if (range.getClientRects().length < 2) continue;
      for (const word of text.data.matchAll(/(?<!\S)[A-Za-zÀ-ɏЀ-ӿ0-9]{2,12}(?!\S)/g)) {
        range.setStart(text, word.index);
        range.setEnd(text, word.index + word[0].length);
        if (new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size > 1) broken.add(word[0]);
      }
    }
  }
  const cut = all('.wide caption').filter((caption) => shown(caption) && caption.getBoundingClientRect().right > caption.closest('.wide').getBoundingClientRect().right + 1).map(name);
  const labelled = (field) => field.labels?.length > 0 || field.getAttribute('aria-label') || field.getAttribute('aria-labelledby');
  const named = (element) => element.innerText?.trim() || element.getAttribute('aria-label') || element.getAttribute('aria-labelledby') || element.querySelector('svg title, img[alt]');
  const ids = all('[id]').map((element) => element.id);
  // What is said only to those who have no scripts is no part of what the page says.
  for (const aside of all('noscript')) aside.hidden = true;
  const text = document.querySelector('main')?.innerText.replace(/\s+/g, ' ').trim() ?? '';
  for (const aside of all('noscript')) aside.hidden = false;
  const levels = all('h1,h2,h3,h4,h5,h6').filter(shown).map((heading) => Number(heading.localName[1]));
  return {
    title: document.title,
    language: root.lang,
    heads: all('h1').filter(shown).map((heading) => heading.innerText.trim()),
    mains: all('main').length,
    navigations: all('nav').filter(shown).length,
    unnamedNavigations: all('nav').length > 1 ? all('nav').filter((nav) => !nav.getAttribute('aria-label') && !nav.getAttribute('aria-labelledby')).map(name) : [],
    overflow: root.scrollWidth - root.clientWidth,
    wide,
    askew,
    broken: [...broken].slice(0, 8),
    cut,
    faint: [...faint].map(([where, text]) => `${where}: ${text}`),
    unlabelled: all('input:not([type=hidden],[type=submit],[type=button]),select,textarea').filter((field) => !labelled(field)).map(name),
    unnamed: all('a[href],button,summary').filter((element) => shown(element) && !named(element)).map(name),
    doubled: [...new Set(ids.filter((id, i) => ids.indexOf(id) !== i))],
    skipped: levels.filter((level, i) => i > 0 && level > levels[i - 1] + 1).map((level) => `h${level}`),
    untitled: all('img:not([alt]),svg:not([aria-hidden=true]):not([role=img]):not([role=presentation]):not(:has(> title))').filter(shown).map(name),
    schemes: [...new Set(all('a[href]').map((link) => address(link).protocol))].filter((scheme) => !['http:', 'https:'].includes(scheme)),
    handlers: all('*').filter((element) => element.getAttributeNames().some((attribute) => attribute.startsWith('on'))).map(name).slice(0, 8),
    links: [...new Set(all('a[href]').map(address).filter((link) => link.origin === location.origin).map((link) => link.pathname + link.search))],
    text,
  };
}

/** The element that has the focus, and how it shows. Null when the focus has left the page. */
export function focused() {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const again = element.hasAttribute('data-tabbed');
  element.setAttribute('data-tabbed', '');
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1 && style.outlineColor !== 'rgba(0, 0, 0, 0)';
  return {
    again,
    what: `${element.localName}${element.id ? `#${element.id}` : ''} ${(element.innerText ?? element.getAttribute('aria-label') ?? '').trim().slice(0, 40)}`,
    visible: (ring || style.boxShadow !== 'none') && box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
  };
}
