// The order in which a street is walked.

import { byAddress, counts } from './data';
import type { StaffUnit } from './model';

export const ORDERS = ['sides', 'numbers'] as const;
export type WalkOrder = (typeof ORDERS)[number];

const isOdd = ({ properties: p }: StaffUnit) => (p.house_number ?? 0) % 2 === 1;

/** In most streets odd numbers stand on one side: up along them and back along the even ones. */
export function walkOrder(units: readonly StaffUnit[], street: string, order: WalkOrder): StaffUnit[] {
  const here = units.filter(({ properties: p }) => p.street_name === street && counts(p)).toSorted(byAddress);
  if (order === 'numbers') return here;
  return [...here.filter(isOdd), ...here.filter((each) => !isOdd(each)).reverse()];
}

export interface StreetRound {
  name: string;
  doors: number;
  due: number;
}

export function roundsOf(units: readonly StaffUnit[]): StreetRound[] {
  const rounds = new Map<string, StreetRound>();
  for (const { properties: p } of units) {
    if (!p.street_name || !counts(p)) continue;
    const round = rounds.get(p.street_name) ?? { name: p.street_name, doors: 0, due: 0 };
    rounds.set(p.street_name, { ...round, doors: round.doors + 1, due: round.due + Number(p.stale) });
  }
  return [...rounds.values()];
}
