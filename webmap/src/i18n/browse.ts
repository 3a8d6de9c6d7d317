import type { Lang } from '../model';
import { computed } from '../signal';
import { lang } from '../store';
import { deBrowse } from './de-browse';
import { enBrowse } from './en-browse';

const CATALOGUES: Record<Lang, typeof deBrowse> = { de: deBrowse, en: enBrowse };

/** The texts of the finer filters and the comparison, which come with them. */
export const b = computed(() => CATALOGUES[lang()]);
