// The page: takes a file, shows what the check says. Words that came in are set as text, never as markup.
import { type Check, type Trust, check, stateOf } from './check';
import { parseKey } from './note';
import { parsePolicy } from './policy';

const at = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;
const [drop, picker, keyField, policyField, result] = [at('drop'), at<HTMLInputElement>('file'), at<HTMLInputElement>('key'), at<HTMLTextAreaElement>('policy'), at('result')];
const largest = 4 << 20;
const marks = { shown: ['✓', 'shown'], open: ['?', 'not shown by this file'], failed: ['✗', 'false'] } as const;

let chosen: { name: string; bytes: Uint8Array } | null = null;

async function take(file: File | undefined): Promise<void> {
  if (!file) return;
  // A file beyond the bound is read as far as shows that it is.
  chosen = { name: file.name, bytes: new Uint8Array(await file.slice(0, largest + 1).arrayBuffer()) };
  show();
  result.focus();
  result.scrollIntoView({ block: 'start' });
}

function show(): void {
  const trust = known();
  if (!chosen || !trust) {
    result.replaceChildren();
    return;
  }
  result.replaceChildren(...written(check(chosen.bytes, trust), chosen.name));
}

/** What was put in as known from elsewhere; null while it cannot be read: nothing is then checked with less than was meant. */
function known(): Trust | null {
  const keys = read(keyField, text => [parseKey(text)]);
  const policy = read(policyField, text => parsePolicy(text));
  return keys === undefined || policy === undefined ? null : { keys: keys ?? [], policy };
}

function read<T>(field: HTMLInputElement | HTMLTextAreaElement, parse: (text: string) => T): T | null | undefined {
  const fault = at(`${field.id}-fault`);
  fault.textContent = '';
  field.removeAttribute('aria-invalid');
  if (field.value.trim() === '') return null;
  try {
    return parse(field.tagName === 'INPUT' ? field.value.trim() : field.value);
  } catch (wrong) {
    fault.textContent = `Nothing is checked until this is mended: ${(wrong as Error).message}.`;
    field.setAttribute('aria-invalid', 'true');
    return undefined;
  }
}

function written(done: Check, name: string): HTMLElement[] {
  const parts = [
    element('h2', 'verdict', [element('span', 'sign', done.holds ? '✓' : '✗', true), verdict(done)]),
    element('p', 'of', subject(done, name)),
  ];
  if (done.file?.exercise) parts.unshift(element('p', 'exercise', 'exercise, synthetic: the reports are made up'));
  if (done.holds && done.file?.sentence) parts.push(element('blockquote', 'said', shown(done.file.sentence.text)));
  else if (done.holds && done.file?.entry.disclosed) parts.push(scrolling(JSON.stringify(JSON.parse(done.file.entry.disclosed.text), null, 2)));
  const steps = element('ol', 'steps', done.steps.map(step => element('li', step.state, [
    element('span', 'sign', marks[step.state][0], true),
    element('span', 'name', [step.name, element('span', 'spoken', `: ${marks[step.state][1]}. `)]),
    element('span', 'words', digits(shown(step.words))),
  ])));
  steps.setAttribute('role', 'list'); // a list without marks of its own is none to some readers
  parts.push(steps);
  const columns = [['It proves', done.proves], ['It does not prove', done.doesNotProve]] as const;
  parts.push(element('div', 'two', columns.filter(([, said]) => said.length > 0).map(([title, said]) =>
    element('section', '', [element('h3', '', title), element('ul', '', said.map(words => element('li', '', shown(words))))]))));
  return parts;
}

function verdict(done: Check): string {
  if (!done.holds) return 'Rejected: the proof does not hold';
  return stateOf(done, 'key') === 'shown' ? 'The proof holds' : 'The proof holds, under the key in the file';
}

function subject(done: Check, name: string): string {
  const { file, publication } = done;
  if (file?.sentence && publication) return `${shown(name)} · sentence ${shown(file.sentence.id)} of the bulletin of ${shown(publication.day)}, agreement ${shown(publication.agreement)}`;
  return file ? `${shown(name)} · entry ${file.entry.number}` : shown(name);
}

function scrolling(text: string): HTMLElement {
  const box = element('pre', '', shown(text));
  box.tabIndex = 0;
  box.setAttribute('role', 'region');
  box.setAttribute('aria-label', 'What the entry says');
  return box;
}

/** Hashes and fingerprints stand in figures of one width: they are compared by eye. */
function digits(words: string): (string | HTMLElement)[] {
  return words.split(/((?:[0-9a-f]{8} ){7}[0-9a-f]{8}|[0-9a-f]{64})/).map((part, at) => at % 2 === 0 ? part : element('code', '', part));
}

/** Characters that show nothing, or turn the direction of what follows, are shown by their numbers. */
function shown(words: string): string {
  return words.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, char => char === '\n' ? char : `⟨U+${char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}⟩`);
}

function element(tag: string, kind: string, content: string | (string | HTMLElement)[], hidden = false): HTMLElement {
  const made = document.createElement(tag);
  if (kind) made.className = kind;
  if (hidden) made.setAttribute('aria-hidden', 'true');
  made.append(...(typeof content === 'string' ? [content] : content));
  return made;
}

picker.addEventListener('change', () => void take(picker.files?.[0]));
for (const field of [keyField, policyField]) field.addEventListener('input', show);
for (const kind of ['dragenter', 'dragover'])
  addEventListener(kind, event => {
    event.preventDefault();
    drop.classList.add('over');
  });
for (const kind of ['dragleave', 'drop']) addEventListener(kind, () => drop.classList.remove('over'));
addEventListener('drop', event => {
  event.preventDefault();
  void take((event as DragEvent).dataTransfer?.files[0]);
});
