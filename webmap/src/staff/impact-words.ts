import { rt } from './i18n/reach';
import { windows } from './impact-model';

const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
type Weekday = (typeof WEEK)[number];

/** Days in a row are named by their first and last. */
function dayWords(days: readonly string[]): string {
  const at = days.map((day) => WEEK.indexOf(day as Weekday)).filter((i) => i >= 0);
  const name = (i: number) => rt().weekday[WEEK[i] as Weekday];
  const [first, last] = [at[0], at.at(-1)];
  if (first === undefined || last === undefined) return days.join(', ');
  const isRow = at.length > 2 && at.every((each, i) => each === first + i);
  return isRow ? `${name(first)}–${name(last)}` : at.map(name).join(', ');
}

/** "Mo–Fr 06:00–10:00" */
export const windowWords = (raw: unknown): string =>
  windows(raw)
    .map(({ days, from, to }) => `${dayWords(days)} ${from}–${to}`.trim())
    .join('; ');
