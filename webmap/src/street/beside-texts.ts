import type { Lang } from '../model';
import { computed } from '../signal';
import { lang } from '../store';
import { de } from './i18n/beside-de';
import { en } from './i18n/beside-en';

const CATALOGUES: Record<Lang, typeof de> = { de, en };

/** The texts of what stands below the figures. */
export const b = computed(() => CATALOGUES[lang()]);
