// Which units are chosen to be changed together, and the last such change.

import { computed, signal, untracked } from '../signal';
import { freshKey } from '../staff/office-api';
import { allUnits, register, shownUnits } from './data';
import type { StaffUnit, UnitKey } from './model';
import { registry } from './register-api';

/** The server takes no more at once. */
const MOST = 500;
/** Members that several units can have alike. */
export const TOGETHER: readonly UnitKey[] = [
  'use_type',
  'last_use',
  'condition',
  'step_free',
  'ceiling_height_m',
  'year_built',
  'area_source',
  'energy_certificate',
  'wz_code',
  'wz_version',
  'location_class',
  'marketable',
  'not_marketable_reason',
  'public_basis',
  'note_internal',
];

export const picking = signal(false);
export const picked = signal<ReadonlySet<number>>(new Set());
/** The last bulk edit, for as long as it can be taken back here. */
export const last = signal<{ id: string; units: number } | null>(null);

const pickedUnits = computed((): StaffUnit[] => allUnits().filter(({ id }) => picked().has(id)));

export function flip(id: number): void {
  const now = new Set(untracked(picked));
  if (!now.delete(id)) now.add(id);
  picked.set(now);
}

export const pickShown = () =>
  picked.set(
    new Set(
      untracked(shownUnits)
        .slice(0, MOST)
        .map(({ id }) => id),
    ),
  );

export function stop(): void {
  picking.set(false);
  picked.set(new Set());
}

export interface BulkBody {
  units: { id: number; version: number }[];
  set: Record<string, unknown>;
  reason?: string;
}

/** Names the version of each unit: what somebody else changed meanwhile is not changed unseen. */
export const bodyOf = (set: Record<string, unknown>, reason: string): BulkBody => ({
  units: untracked(pickedUnits).map(({ id, properties }) => ({ id, version: properties.version })),
  set,
  ...(reason ? { reason } : {}),
});

export async function apply(body: BulkBody): Promise<{ id: string; units: number }> {
  const done = await registry.bulk(body, freshKey());
  last.set(done);
  stop();
  await register.load();
  return done;
}

export async function takeBack(): Promise<void> {
  const done = untracked(last);
  if (!done) return;
  await registry.undoBulk(done.id, freshKey());
  last.set(null);
  await register.load();
}
