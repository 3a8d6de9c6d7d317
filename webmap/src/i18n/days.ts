import type { Lang } from '../model';
import { computed } from '../signal';
import { lang } from '../store';
import { deDays } from './de-days';
import { enDays } from './en-days';

const CATALOGUES: Record<Lang, typeof deDays> = { de: deDays, en: enDays };

/** The texts of the comparison of two days, which come with it. */
export const d = computed(() => CATALOGUES[lang()]);
