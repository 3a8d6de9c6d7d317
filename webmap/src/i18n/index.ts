import type { Lang } from '../model';
import { computed, effect } from '../signal';
import { drift, lang, select, spoken } from '../store';
import { de as german } from './de';

/** The catalogue's shape is the German one: a key missing in English fails the type check. */
export type Texts = typeof german;

const catalogues: Partial<Record<Lang, Texts>> = { de: german };

export const t = computed(() => catalogues[lang()] ?? german);

export async function speakEnglish(): Promise<void> {
  catalogues.en = (await import('./en')).en;
  spoken.set(['de', 'en']);
}

/** Fetches the English texts when they are wanted; resolves when those wanted first are here, or cannot be had. */
export function learn(failed: () => void): Promise<void> {
  const wanted = select('lang');
  let first: Promise<void> | undefined;
  effect(() => {
    if (wanted() === 'de' || catalogues.en) return;
    const fetched = speakEnglish().catch(() => {
      drift({ lang: 'de' });
      failed();
    });
    first ??= fetched;
  });
  return first ?? Promise.resolve();
}

/** The text in the language on the screen, else the other one. */
export function either(de: string | null | undefined, en: string | null | undefined): string {
  return (lang() === 'de' ? de || en : en || de) ?? '';
}
