// The strip, the list and the map mark one another; in the strip that goes by keys too.

import { effect, untracked } from '../signal';
import type { Row } from './model';
import { keyOf, marked } from './question';

export const toRow = (key: string) =>
  document.querySelector<HTMLElement>(`[data-row="${CSS.escape(key)}"] button`)?.focus();

/** The unit nearest to where one is, along the street or across it. */
function neighbour(units: readonly Row[], from: Row | undefined, key: string): Row | undefined {
  if (!from) return units[0];
  const at = from.chainage_m ?? 0;
  const same = units.filter(({ side }) => side === from.side);
  const here = same.indexOf(from);
  if (key === 'ArrowRight') return same[here + 1];
  if (key === 'ArrowLeft') return same[here - 1];
  if (key === 'Home') return same[0];
  if (key === 'End') return same.at(-1);
  const wanted = key === 'ArrowUp' ? 'left' : 'right';
  if (from.side === wanted) return undefined;
  const across = units.filter(({ side }) => side === wanted);
  const distance = (row: Row) => Math.abs((row.chainage_m ?? 0) - at);
  return across.reduce<Row | undefined>(
    (best, row) => (best && distance(best) <= distance(row) ? best : row),
    undefined,
  );
}

const KEYS = ['ArrowRight', 'ArrowLeft', 'ArrowUp', 'ArrowDown', 'Home', 'End'];

/** Walks the strip by keys: along it, across the street, and from a unit to its row and its place on the map. */
export function byKeys(long: HTMLElement, units: readonly Row[]): void {
  const now = () => units.find((row) => keyOf(row) === untracked(marked));
  long.addEventListener('focus', () => {
    if (!now() && units[0]) marked.set(keyOf(units[0]));
  });
  long.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' || event.key === ' ') toRow(untracked(marked));
    else if (KEYS.includes(event.key)) {
      const next = neighbour(units, now(), event.key);
      if (next) marked.set(keyOf(next));
    } else return;
    event.preventDefault();
  });
}

/** Whatever is marked, here, in the list or on the map, is outlined and in sight. */
export function follow(root: HTMLElement, long: HTMLElement): void {
  effect(() => {
    const key = marked();
    let mine: Element | null = null;
    for (const each of root.querySelectorAll('[data-mark]')) {
      const isMarked = each.getAttribute('data-mark') === key;
      each.classList.toggle('is-marked', isMarked);
      if (!each.id) continue;
      each.setAttribute('aria-selected', `${isMarked}`);
      if (isMarked) mine ??= each;
    }
    if (!mine) return long.removeAttribute('aria-activedescendant');
    long.setAttribute('aria-activedescendant', mine.id);
    if (long.matches(':hover')) return;
    const [box, at] = [long.getBoundingClientRect(), mine.getBoundingClientRect()];
    if (at.left < box.left || at.right > box.right) long.scrollLeft += at.left - box.left - box.width / 2;
  });
}
