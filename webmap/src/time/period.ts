// Civil days are ISO texts in Europe/Berlin, periods are half-open: `to` is the first day after. An absent end is open.

import type { WorksState } from '../model';

export type Day = string;
export interface Period {
  from: Day | null;
  to: Day | null;
}
export type Span = 'day' | '2w' | '3m' | '12m';
export const SPANS: readonly Span[] = ['day', '2w', '3m', '12m'];

const MS = 86_400_000;

export function dayNumber(day: Day): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / MS);
}

export function dayFromNumber(n: number): Day {
  return new Date(n * MS).toISOString().slice(0, 10);
}

export function addDays(day: Day, days: number): Day {
  return dayFromNumber(dayNumber(day) + days);
}

/** Same day of a later month, or that month's last day where it has no such day. */
export function addMonths(day: Day, months: number): Day {
  const [y = 0, m = 1, d = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(y, m + months, 0)).getUTCDate();
  return new Date(Date.UTC(y, m - 1 + months, Math.min(d, last))).toISOString().slice(0, 10);
}

/** A real day written YYYY-MM-DD; 2026-02-30 is none. */
export function isDay(text: string): text is Day {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

export function today(now: Date = new Date()): Day {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Berlin' }).format(now);
}

export function contains(period: Period, day: Day): boolean {
  return (period.from === null || period.from <= day) && (period.to === null || day < period.to);
}

/** The last day people read; the stored end is the day after it. */
export function lastDay(period: Period): Day | null {
  return period.to === null ? null : addDays(period.to, -1);
}

export function stateOn(period: Period, day: Day): WorksState {
  if (period.to !== null && period.to <= day) return 'past';
  if (period.from !== null && period.from > day) return 'future';
  return 'current';
}

/** The days a preset looks at, around the chosen day: back as far as ahead, so that what just ended stays in view. */
export function windowOf(day: Day, span: Span): { from: Day; to: Day } {
  if (span === 'day') return { from: day, to: addDays(day, 1) };
  if (span === '2w') return { from: addDays(day, -14), to: addDays(day, 15) };
  const months = span === '3m' ? 3 : 12;
  return { from: addMonths(day, -months), to: addDays(addMonths(day, months), 1) };
}

export function overlaps(period: Period, other: { from: Day; to: Day }): boolean {
  return (period.from === null || period.from < other.to) && (period.to === null || other.from < period.to);
}

/** Every first day and every first day after, once each and in order: the ticks of the time control. */
export function boundaries(periods: readonly Period[]): Day[] {
  const days = new Set<Day>();
  for (const { from, to } of periods) {
    if (from !== null) days.add(from);
    if (to !== null) days.add(to);
  }
  return [...days].sort();
}

export function stepTo(ticks: readonly Day[], day: Day, direction: 1 | -1): Day | null {
  if (direction === 1) return ticks.find((tick) => tick > day) ?? null;
  return ticks.findLast((tick) => tick < day) ?? null;
}
