/** Steps that can be taken back and done again. */
export interface Steps<T> {
  readonly now: T;
  readonly past: readonly T[];
  readonly future: readonly T[];
}

const MOST = 200;

export const begin = <T>(now: T): Steps<T> => ({ now, past: [], future: [] });

export function step<T>(steps: Steps<T>, next: T): Steps<T> {
  if (Object.is(steps.now, next)) return steps;
  return { now: next, past: [...steps.past.slice(-MOST + 1), steps.now], future: [] };
}

export function undo<T>({ now, past, future }: Steps<T>): Steps<T> {
  const last = past.at(-1);
  return last === undefined ? { now, past, future } : { now: last, past: past.slice(0, -1), future: [now, ...future] };
}

export function redo<T>({ now, past, future }: Steps<T>): Steps<T> {
  const [next, ...rest] = future;
  return next === undefined ? { now, past, future } : { now: next, past: [...past, now], future: rest };
}
