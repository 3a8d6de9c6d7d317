import type { Lang } from '../model';
import { type Day, lastDay, type Period } from '../time/period';

const TAGS: Record<Lang, string> = { de: 'de-DE', en: 'en-GB' };
const UNKNOWN: Record<Lang, string> = { de: 'k. A.', en: 'n/a' };
const ON_REQUEST: Record<Lang, string> = { de: 'auf Anfrage', en: 'on request' };

export function unknown(lang: Lang): string {
  return UNKNOWN[lang];
}

/** Keeps formatters: to make one takes longer than to write hundreds of figures. */
function kept<F>(make: (tag: string, digits: number) => F): (lang: Lang, digits?: number) => F {
  const made = new Map<string, F>();
  return (lang, digits = 0) => {
    const key = `${lang}${digits}`;
    const known = made.get(key) ?? make(TAGS[lang], digits);
    made.set(key, known);
    return known;
  };
}

const GROUPED = { useGrouping: 'always' } as Intl.NumberFormatOptions;
const figures = kept((tag, digits) => new Intl.NumberFormat(tag, { ...GROUPED, maximumFractionDigits: digits }));
const euros = kept((tag) => new Intl.NumberFormat(tag, { ...GROUPED, style: 'currency', currency: 'EUR' }));
const dates = (options: Intl.DateTimeFormatOptions) =>
  kept((tag) => new Intl.DateTimeFormat(tag, { timeZone: 'UTC', ...options }));
const short = dates({ day: '2-digit', month: '2-digit', year: 'numeric' });
const long = dates({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const months = dates({ month: 'short', year: 'numeric' });
const hours = dates({ hour: '2-digit', minute: '2-digit', timeZone: 'Europe/Berlin' });

export function number(value: number, lang: Lang, digits = 0): string {
  return figures(lang, digits).format(value);
}

/** A count in the sentences of a language's catalogue. */
export const counter = (lang: Lang) => (n: number) => number(n, lang);

export function area(m2: number | null | undefined, lang: Lang): string {
  return m2 === null || m2 === undefined ? unknown(lang) : `${number(m2, lang)}\u00a0m²`;
}

export function metres(m: number | null | undefined, lang: Lang, digits = 1): string {
  return m === null || m === undefined ? unknown(lang) : `${number(m, lang, digits)}\u00a0m`;
}

export function money(cents: number, lang: Lang): string {
  return euros(lang).format(cents / 100);
}

/** Rent per square metre and month; unknown stays unknown, never 0. */
export function rent(cents: number | null | undefined, onRequest: boolean | null | undefined, lang: Lang): string {
  if (cents === null || cents === undefined) return onRequest ? ON_REQUEST[lang] : unknown(lang);
  return `${money(cents, lang)}/m²`;
}

function asDate(day: Day): Date {
  return new Date(`${day}T12:00:00Z`);
}

export function date(day: Day | null | undefined, lang: Lang): string {
  if (!day) return unknown(lang);
  return short(lang).format(asDate(day));
}

export function longDate(day: Day, lang: Lang): string {
  return long(lang).format(asDate(day));
}

export function month(day: Day, lang: Lang): string {
  return months(lang).format(asDate(day));
}

export function clock(ms: number, lang: Lang): string {
  return hours(lang).format(ms);
}

/** A period with both of its ends as people read them: the last day counts. */
export function range(period: Period, lang: Lang): string {
  const last = lastDay(period);
  if (period.from === null && last === null) return unknown(lang);
  if (last === null) return `${lang === 'de' ? 'ab' : 'from'} ${date(period.from, lang)}`;
  if (period.from === null) return `${lang === 'de' ? 'bis' : 'until'} ${date(last, lang)}`;
  if (period.from === last) return date(last, lang);
  return `${date(period.from, lang)} – ${date(last, lang)}`;
}
