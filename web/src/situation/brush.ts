import { joinDays } from './address';

/** Lets a reader draw over the days of the time line: from where the pointer goes down to where it comes up. */
export function brush(root: HTMLElement, choose: (days: string) => void): void {
  let began: HTMLElement | null = null;
  const heads = () => [...root.querySelectorAll<HTMLElement>('.days th[data-days]')];
  const under = (event: PointerEvent) => document.elementFromPoint(event.clientX, event.clientY)?.closest<HTMLElement>('.days th[data-days]') ?? null;
  const mark = (to: HTMLElement | null) => {
    const all = heads();
    const [a, b] = [began, to].map(head => (head ? all.indexOf(head) : -1));
    all.forEach((head, i) => head.classList.toggle('brushed', a >= 0 && b >= 0 && i >= Math.min(a, b) && i <= Math.max(a, b)));
  };
  root.addEventListener('pointerdown', event => {
    if (event.button === 0 && event.pointerType !== 'touch') began = under(event); // a finger scrolls, and taps one day
  });
  root.addEventListener('dragstart', event => began && event.preventDefault()); // a day is a link, which would be dragged itself
  addEventListener('pointermove', event => began && mark(under(event)));
  addEventListener('pointerup', event => {
    const [from, to] = [began, under(event)];
    began = null;
    mark(null);
    if (!from || !to || from === to) return; // a click is the link's
    const days = joinDays(from.dataset.days!, to.dataset.days!);
    if (days) choose(days);
  });
}
