import type { Lang } from '../model';
import { computed } from '../signal';
import { lang } from '../store';
import type { de } from './de';
import { de as german } from './de';
import { en as english } from './en';

/** The catalogue's shape is the German one: a key missing in English fails the type check. */
export type Texts = typeof de;

const CATALOGUES: Record<Lang, Texts> = { de: german, en: english };

export const t = computed(() => CATALOGUES[lang()]);

/** The text in the language on the screen, else the other one. */
export function either(de: string | null | undefined, en: string | null | undefined): string {
  return (lang() === 'de' ? de || en : en || de) ?? '';
}
