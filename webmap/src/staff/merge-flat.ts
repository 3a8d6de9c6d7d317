// The same merge for a document without parts: each member is a field.

import { same } from './draft';
import type { Choice, Merge, Side } from './merge';

export function compareFlat<T extends object>(base: T, mine: T, theirs: T): Merge {
  const merge: Merge = { settled: [], conflicts: [] };
  for (const path of Object.keys(base)) {
    const [was, ours, others] = [base, mine, theirs].map((doc) => doc[path as keyof T]);
    const [byUs, byOthers] = [!same(was, ours), !same(was, others)];
    if (byUs && byOthers && !same(ours, others)) merge.conflicts.push({ path, base: was, mine: ours, theirs: others });
    else if (byUs || byOthers) {
      const from: Side = byUs ? 'mine' : 'theirs';
      merge.settled.push({ path, from, value: byUs ? ours : others, base: was });
    }
  }
  return merge;
}

/** Where nothing was chosen, mine stays. */
export function mergedFlat<T extends object>(base: T, mine: T, theirs: T, choice: Choice): T {
  const { settled, conflicts } = compareFlat(base, mine, theirs);
  const taken = new Map(settled.map(({ path, value }) => [path, value]));
  for (const each of conflicts) taken.set(each.path, choice.get(each.path) === 'theirs' ? each.theirs : each.mine);
  return { ...base, ...Object.fromEntries(taken) } as T;
}
