import type { Bar, Key } from './bars';
import type { Placed } from './shift';

/** What a save sends of one section: its own days, and all its phases, those that moved with theirs. */
export interface SectionPatch {
  key: Key;
  body: { planned_from?: string | null; planned_to?: string | null; phases?: PhasePatch[] };
}
interface PhasePatch {
  id: number;
  planned_from?: string | null;
  planned_to?: string | null;
}

const idOf = (key: Key) => Number(key.slice(2));
const days = ({ planned }: Bar) => ({ planned_from: planned.from, planned_to: planned.to });

/** The sections in which something moved. The server takes the list of phases as a whole, so none is left out. */
export function patches(base: readonly Bar[], placed: readonly Placed[]): SectionPatch[] {
  const old = new Map(base.map((bar) => [bar.key, bar]));
  const isMoved = (bar: Bar) => {
    const was = old.get(bar.key)?.planned;
    return was?.from !== bar.planned.from || was?.to !== bar.planned.to;
  };
  const out: SectionPatch[] = [];
  for (const section of placed.filter((bar) => bar.parent === null)) {
    const phases = placed.filter((bar) => bar.parent === section.key);
    if (![section, ...phases].some(isMoved)) continue;
    const list = phases.map((bar) => ({ id: idOf(bar.key), ...(isMoved(bar) ? days(bar) : {}) }));
    out.push({
      key: section.key,
      body: { ...(isMoved(section) ? days(section) : {}), ...(phases.some(isMoved) ? { phases: list } : {}) },
    });
  }
  return out;
}
