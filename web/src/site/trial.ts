import { bring } from './swap';

// Long enough that moving a scale asks a few times and not at each step.
const Pause = 120;

/** The scale of a trial: moving it brings what would be found with the number under it. Without this the field and its button do. */
export function offerTrials(): void {
  const form = document.querySelector<HTMLFormElement>('form[data-trial]');
  if (!form) return;
  const which = form.querySelector<HTMLSelectElement>('select[name=number]');
  which?.addEventListener('change', () => {
    // Another number is tried as it is written first.
    form.querySelector<HTMLInputElement>('input[name=value]')?.removeAttribute('name');
    form.submit();
  });
  const [box, scale, field] = [form.querySelector<HTMLElement>('[data-scale]'), form.querySelector<HTMLInputElement>('input[type=range]'), form.querySelector<HTMLInputElement>('input[name=value]')];
  if (!box || !scale || !field) return;
  box.hidden = false;
  form.dataset.keep = ''; // what is being moved stays in the hand when the findings come
  let timer = 0;
  let asking: AbortController | null = null;
  scale.addEventListener('input', () => {
    field.value = scale.value;
    soon();
  });
  field.addEventListener('input', () => {
    if (field.value !== '') scale.value = field.value;
    soon();
  });
  form.addEventListener('submit', event => {
    event.preventDefault();
    soon(0);
  });

  function soon(wait = Pause): void {
    clearTimeout(timer);
    timer = window.setTimeout(() => void show(), wait);
  }

  async function show(): Promise<void> {
    asking?.abort();
    const mine = (asking = new AbortController());
    const address = new URL(form!.action);
    for (const [name, value] of new FormData(form!)) if (typeof value === 'string' && value !== '') address.searchParams.append(name, value);
    const content = document.getElementById('content');
    content?.setAttribute('aria-busy', 'true');
    try {
      if (await bring(address.href, mine.signal)) history.replaceState(null, '', address);
    } catch {
      if (!mine.signal.aborted) location.assign(address);
    } finally {
      if (asking === mine) content?.removeAttribute('aria-busy');
    }
  }
}
