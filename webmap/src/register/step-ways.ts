// Steps beside those that the server offers: what is unusual, and what puts an earlier step right.

import { type Need, type NextStep, type StatusEvent, UNIT_STATUSES, type UnitStatus } from './model';

const isFinal = (status: UnitStatus) => status === 'converted' || status === 'removed';

const needsTenant = (from: UnitStatus, to: UnitStatus) =>
  to === 'interim_use' || (to === 'occupied' && from !== 'threatened') || (to === 'threatened' && from !== 'occupied');

const NEEDS: Partial<Record<UnitStatus, readonly Need[]>> = {
  threatened: ['expected_until'],
  reserved: ['expected_until'],
  interim_use: ['expected_until'],
  refurbishment: ['expected_until'],
  marketing: ['offer'],
};

/** Any other status, with a reason; what is gone or something else for good is only corrected. */
export function unusualWays(from: UnitStatus, usual: readonly NextStep[]): NextStep[] {
  if (isFinal(from)) return [];
  const known = usual.map(({ to }) => to);
  return UNIT_STATUSES.filter((to) => to !== from && !known.includes(to)).map((to) => ({
    to,
    needs: ['reason', ...(NEEDS[to] ?? []), ...(needsTenant(from, to) ? (['business_name'] as const) : [])],
  }));
}

/** What a correction may need; the server has the last word. */
export function wayBack(event: StatusEvent): NextStep[] {
  return UNIT_STATUSES.map((to) => ({
    to,
    needs: ['reason', ...(to !== event.from && needsTenant(event.from, to) ? (['business_name'] as const) : [])],
  }));
}

/** Why a shop empties is worth knowing, and not always known. */
const isVacancy = (to: UnitStatus) => to === 'vacant' || to === 'threatened';

export const reasonFor = ({ to, needs }: NextStep): 'needed' | 'wanted' | null =>
  needs.includes('reason') ? 'needed' : isVacancy(to) ? 'wanted' : null;
