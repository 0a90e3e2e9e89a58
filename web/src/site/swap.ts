/**
 * Makes one tree of elements like another and keeps what the reader has: focus, scrolling, open details, what was typed, and
 * elements marked data-keep with all that is in them. Elements with the same id or data-incident are one, wherever they stand.
 */
export function become(old: Element, fresh: Element): void {
  if (old.hasAttribute('data-keep')) return;
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name) && !(name === 'open' && isOpened(old))) old.removeAttribute(name);
  for (const { name, value } of [...fresh.attributes]) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  children(old, fresh);
}

function children(old: Element, fresh: Element): void {
  const named = new Map<string, Element>();
  for (const child of old.children) if (nameOf(child)) named.set(nameOf(child)!, child);
  let at: ChildNode | null = old.firstChild;
  for (const next of [...fresh.childNodes]) {
    const known = next instanceof Element ? named.get(nameOf(next) ?? '') : undefined;
    const same = known ?? (at && alike(at, next) ? at : null);
    if (!same) {
      old.insertBefore(next.cloneNode(true), at);
      continue;
    }
    if (same === at) at = at.nextSibling;
    else old.insertBefore(same, at);
    if (same instanceof Element) become(same, next as Element);
    else if (same.nodeValue !== next.nodeValue) same.nodeValue = next.nodeValue;
  }
  while (at) {
    const gone: ChildNode = at;
    at = at.nextSibling;
    gone.remove();
  }
}

function alike(a: ChildNode, b: ChildNode): boolean {
  if (a instanceof Element) return b instanceof Element && a.tagName === b.tagName && nameOf(a) === nameOf(b);
  return a.nodeType === b.nodeType;
}

function nameOf(element: Element): string | null {
  return element.id || element.getAttribute('data-incident');
}

function isOpened(element: Element): boolean {
  return element.tagName === 'DETAILS' || element.tagName === 'DIALOG';
}

/** Whether something in a form was typed or chosen that is not yet part of the page. */
export function isTouched(root: ParentNode): boolean {
  for (const field of root.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('form :is(input, textarea)')) {
    if (field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio') ? field.checked !== field.defaultChecked : field.value !== field.defaultValue) return true;
  }
  for (const choice of root.querySelectorAll<HTMLSelectElement>('form select')) {
    const stated = [...choice.options].some(option => option.defaultSelected);
    if ([...choice.options].some((option, i) => option.selected !== (stated ? option.defaultSelected : i === 0))) return true;
  }
  return false;
}

/** Brings the page at an address in place of what is shown. @returns false when it could not be had. */
export async function bring(address: string, signal?: AbortSignal): Promise<boolean> {
  const response = await fetch(address, { headers: { Accept: 'text/html' }, signal });
  if (!response.headers.get('Content-Type')?.startsWith('text/html')) return false;
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  if (signal?.aborted) return false;
  let brought = false;
  for (const id of ['content', 'head']) {
    const [old, fresh] = [document.getElementById(id), page.getElementById(id)];
    if (!old || !fresh) continue;
    become(old, fresh);
    brought ||= id === 'content';
  }
  if (brought && page.documentElement.dataset.entries) document.documentElement.dataset.entries = page.documentElement.dataset.entries;
  return brought;
}
