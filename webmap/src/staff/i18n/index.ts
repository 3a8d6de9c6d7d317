import type { Lang } from '../../model';
import { computed } from '../../signal';
import { lang } from '../../store';
import { de } from './de';
import { en } from './en';

/** As with the public texts, a key missing in English fails the type check. */
export type StaffTexts = typeof de;
const CATALOGUES: Record<Lang, StaffTexts> = { de, en };

/** The texts for staff; the public's are in t(). */
export const st = computed(() => CATALOGUES[lang()]);
