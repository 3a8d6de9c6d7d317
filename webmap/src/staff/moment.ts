import type { Lang } from '../model';

const TAGS: Record<Lang, string> = { de: 'de-DE', en: 'en-GB' };

/** Day and time of day in the town, as people say them. */
export function moment(at: number | string, lang: Lang): string {
  return new Intl.DateTimeFormat(TAGS[lang], {
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'Europe/Berlin',
  }).format(new Date(at));
}
