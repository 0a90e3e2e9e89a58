import { formAddress, isWithin, readAddress, widened, withPart, type Sight } from './situation/address';
import { brush } from './situation/brush';
import { SituationMap } from './situation/map';
import { kinds, matching, type Payload } from './situation/payload';
import { bring } from './site/swap';

const root = document.getElementById('situation');
const frame = document.getElementById('map');
if (root && frame) start(root, frame);

function start(root: HTMLElement, frame: HTMLElement): void {
  let map: SituationMap | null = null;
  let payload: Payload | null = null;
  let loaded = '';
  let window: Sight | null = null;
  let going: AbortController | null = null;
  let drawing = 0;
  const card = document.createElement('div');

  try {
    map = new SituationMap(frame, incidents => open(incidents), sight => void moved(sight));
  } catch {
    frame.textContent = 'The map cannot be drawn here: this browser has no WebGL. Everything on it stands in the list below.';
    frame.classList.add('absent');
  }
  if (map) {
    card.className = 'card';
    card.hidden = true;
    frame.append(card, buttons(map));
  }
  void draw();

  root.addEventListener('click', event => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('a[href]');
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (link.origin !== location.origin || link.pathname !== '/situation') return;
    event.preventDefault();
    const down = link.hash === '#incidents';
    void go(link.pathname + link.search).then(() => down && document.getElementById('incidents')?.scrollIntoView());
  });
  root.addEventListener('submit', event => {
    const form = event.target as HTMLFormElement;
    if (form.method !== 'get') return;
    event.preventDefault();
    void go(formAddress(new URL(form.action).pathname, new FormData(form)));
  });
  root.addEventListener('change', event => {
    if (event.target instanceof HTMLSelectElement) event.target.form?.requestSubmit();
  });
  for (const [enter, leave] of [['mouseover', 'mouseout'], ['focusin', 'focusout']]) {
    root.addEventListener(enter, event => map?.mark((event.target as Element).closest<HTMLElement>('[data-incident]')?.dataset.at ?? null));
    root.addEventListener(leave, () => map?.mark(null));
  }
  brush(root, days => void go(withPart(location.pathname + location.search, 'day', days)));
  document.addEventListener('truceline:renewed', () => {
    loaded = '';
    void draw();
  });

  /** Goes to another view of this page: the address, the list, the numbers and the map together, without leaving. */
  async function go(address: string): Promise<void> {
    going?.abort();
    going = new AbortController();
    history.replaceState(null, '', address);
    root.setAttribute('aria-busy', 'true');
    const drawn = draw();
    try {
      if (!(await bring(address, going.signal))) location.reload();
      fields();
    } catch (failed) {
      if ((failed as Error).name !== 'AbortError') location.assign(address);
    } finally {
      root.removeAttribute('aria-busy');
    }
    await drawn;
  }

  /** What was typed gives way to what the address says, but not under the reader's hands. */
  function fields(): void {
    const query = new URLSearchParams(location.search);
    for (const field of root.querySelectorAll<HTMLInputElement | HTMLSelectElement>('form.filter :is(input:not([type=hidden]), select)'))
      if (field !== document.activeElement) field.value = query.get(field.name) ?? '';
  }

  async function draw(): Promise<void> {
    if (!map) return;
    const turn = ++drawing;
    const address = wanted();
    if (address.href !== loaded) {
      try {
        const response = await fetch(address);
        if (!response.ok) return;
        const answer = (await response.json()) as Payload;
        if (turn !== drawing) return; // another was asked for meanwhile
        payload = answer;
        loaded = address.href;
      } catch {
        return; // the page says itself when the connection is gone
      }
    }
    card.hidden = true;
    const asked = readAddress(location.search);
    if (payload) await map.show(payload, matching(payload, asked), asked.clause);
  }

  /** What the map needs: all that place and words leave, which is then sorted out here; of more than it can draw, what its window needs. */
  function wanted(): URL {
    const address = new URL(root.dataset.api!, location.href);
    const asked = new URLSearchParams(location.search);
    const isCrowded = root.dataset.crowded === 'true' || payload?.crowds;
    for (const name of isCrowded ? ['place', 'q', 'day', 'clause', 'outcome'] : ['place', 'q']) {
      const part = asked.get(name)?.trim();
      if (part) address.searchParams.set(name, part);
    }
    if (isCrowded && window) {
      const { west, south, east, north, zoom } = window;
      address.searchParams.set('bbox', [west, south, east, north].join());
      address.searchParams.set('zoom', String(zoom));
    }
    return address;
  }

  async function moved(sight: Sight): Promise<void> {
    if (window && isWithin(sight, window)) return;
    window = widened(sight);
    if (payload?.crowds) await draw();
  }

  function open(numbers: number[]): void {
    card.hidden = numbers.length === 0 || !payload;
    if (card.hidden) return;
    const { incidents } = payload!;
    const time = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', timeZone: root.dataset.zone });
    card.replaceChildren(...numbers.slice(0, 5).map(i => {
      const line = document.createElement('p');
      const link = document.createElement('a');
      link.href = `/incidents/${incidents.id[i]}${new URL(root.dataset.api!, location.href).search}`;
      link.textContent = time.format(incidents.minute[i] * 60_000);
      const [what, where, answer] = ['bdi', 'bdi', 'span'].map(tag => document.createElement(tag));
      what.textContent = incidents.titles[incidents.title[i]];
      where.textContent = incidents.places[incidents.place[i]];
      answer.textContent = kinds[incidents.rank[i]]?.replaceAll('-', ' ') ?? 'held against no clause';
      answer.className = 'quiet';
      line.append(link, ' ', what, ...(where.textContent ? [', ', where] : []), '; ', answer);
      return line;
    }));
    if (numbers.length > 5) {
      const more = document.createElement('p');
      more.className = 'quiet';
      more.textContent = `and ${numbers.length - 5} more here: zoom in, or see the list.`;
      card.append(more);
    }
  }
}

function buttons(map: SituationMap): HTMLElement {
  const box = document.createElement('div');
  box.className = 'map-buttons screen-only';
  for (const [sign, name, act] of [['+', 'Nearer', () => map.zoom(1)], ['−', 'Further', () => map.zoom(-1)], ['◻', 'All in sight', () => map.fit()]] as const) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'plain';
    button.textContent = sign;
    button.title = name;
    button.setAttribute('aria-label', name);
    button.addEventListener('click', act);
    box.append(button);
  }
  return box;
}
