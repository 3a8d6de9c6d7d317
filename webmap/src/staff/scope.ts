// Effects of a form end with the form.

import { effect } from '../signal';

let current: (() => void)[] | null = null;

/** Does the work and returns what ends everything that was started in it. */
export function scope<T>(work: () => T): [T, () => void] {
  const outer = current;
  const ends: (() => void)[] = [];
  current = ends;
  try {
    return [
      work(),
      () => {
        for (const end of ends.splice(0)) end();
      },
    ];
  } finally {
    current = outer;
  }
}

export const atEnd = (end: () => void) => void current?.push(end);
export const watch = (work: () => void) => atEnd(effect(work));
