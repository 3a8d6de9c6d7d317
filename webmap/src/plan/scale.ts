// From days to pixels and back, and the lines and names of the time axis.

import { addDays, addMonths, type Day, dayFromNumber, dayNumber } from '../time/period';
import { actual, type Bar } from './bars';

/** Pixels a day takes, from years at a glance to single days. */
export const ZOOMS: readonly number[] = [0.35, 0.6, 1, 1.7, 3, 5, 9, 16, 28];

export interface Scale {
  from: Day;
  to: Day;
  px: number;
  width: number;
  x(day: Day): number;
  dayAt(x: number): Day;
}

export function scale(from: Day, to: Day, px: number): Scale {
  const [first, last] = [dayNumber(from), dayNumber(to)];
  return {
    from,
    to,
    px,
    width: Math.ceil((last - first) * px),
    x: (day) => (dayNumber(day) - first) * px,
    dayAt: (x) => dayFromNumber(first + Math.min(Math.max(Math.floor(x / px), 0), last - first - 1)),
  };
}

/** The days a plan runs over, with room on both sides to move it about; whole months. */
export function reach(bars: readonly Bar[], days: readonly Day[], today: Day, room: number): { from: Day; to: Day } {
  const all = [...days];
  for (const bar of bars) {
    if (bar.planned.from) all.push(bar.planned.from);
    if (bar.planned.to) all.push(bar.planned.to);
    const real = actual(bar, today);
    if (real?.from && real.to) all.push(real.from, real.to);
  }
  all.sort();
  const month = (day: Day) => `${day.slice(0, 7)}-01`;
  return {
    from: addMonths(month(all[0] ?? today), -room),
    to: addMonths(month(all.at(-1) ?? today), room + 1),
  };
}

/** The widest zoom at which so many days still fit. */
export function zoomFor(days: number, width: number): number {
  return ZOOMS.findLast((px) => px * days <= width) ?? (ZOOMS[0] as number);
}

export interface Tick {
  day: Day;
  x: number;
  /** A longer line, where a year begins or, by weeks, a month. */
  strong: boolean;
  name: 'year' | 'month' | 'week' | null;
}

const NAME_PX = 58;

function months({ from, to, px, x }: Scale): Tick[] {
  const step = [1, 3, 6, 12].find((each) => each * 30.4 * px >= NAME_PX) ?? 12;
  const out: Tick[] = [];
  for (let day = `${from.slice(0, 4)}-01-01`; day < to; day = addMonths(day, step)) {
    if (day < from) continue;
    const isYear = day.endsWith('-01-01');
    out.push({ day, x: x(day), strong: isYear, name: isYear && step === 12 ? 'year' : 'month' });
  }
  return out;
}

/** Mondays, named by their date where there is room. */
function weeks({ from, to, px, x }: Scale): Tick[] {
  if (px * 7 < 14) return [];
  const out: Tick[] = [];
  const first = addDays(from, (11 - (dayNumber(from) % 7)) % 7);
  for (let day = first; day < to; day = addDays(day, 7))
    out.push({ day, x: x(day), strong: false, name: px * 7 >= 46 ? 'week' : null });
  return out;
}

export const ticks = (scale: Scale): { months: Tick[]; weeks: Tick[] } => ({
  months: months(scale),
  weeks: weeks(scale),
});
