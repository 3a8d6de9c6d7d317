import type { Lang } from '../model';
import { computed } from '../signal';
import { lang } from '../store';
import { de } from './i18n/de';
import { en } from './i18n/en';

const CATALOGUES: Record<Lang, typeof de> = { de, en };

/** The texts of the planner's page, which come with it. */
export const w = computed(() => CATALOGUES[lang()]);
