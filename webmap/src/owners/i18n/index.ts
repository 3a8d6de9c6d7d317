import type { Lang } from '../../model';
import { computed } from '../../signal';
import { lang } from '../../store';
import { de } from './de';
import { en } from './en';

const CATALOGUES: Record<Lang, typeof de> = { de, en };

/** The words of owners, which come with them. */
export const w = computed(() => CATALOGUES[lang()]);
