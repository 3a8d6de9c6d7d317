// Changes that are not saved yet, by unit. They live as long as the page: a record is reopened as it was left.

import { computed, signal, untracked } from '../signal';
import type { UnitDoc } from './model';
import type { Held } from './sheet';

interface Kept {
  held: Held<UnitDoc>;
  doc: UnitDoc;
}

export const unsaved = signal<ReadonlyMap<number, Kept>>(new Map());

/** Which units have some; what is typed in one of them is nobody else's concern. */
export const unsavedIds = computed(
  (): readonly number[] => [...unsaved().keys()],
  (a, b) => a.join() === b.join(),
);

export function keep(id: number, kept: Kept): void {
  unsaved.set(new Map([...untracked(unsaved), [id, kept]]));
}

export const dropAll = () => unsaved.set(new Map());

export function drop(id: number): void {
  if (!untracked(unsaved).has(id)) return;
  unsaved.set(new Map([...untracked(unsaved)].filter(([key]) => key !== id)));
}
