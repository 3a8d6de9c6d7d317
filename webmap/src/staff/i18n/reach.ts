import type { Lang } from '../../model';
import { computed } from '../../signal';
import { lang } from '../../store';
import { deReach } from './de-reach';
import { enReach } from './en-reach';

const CATALOGUES: Record<Lang, typeof deReach> = { de: deReach, en: enReach };

/** The texts of whom a section affects and who was told. */
export const rt = computed(() => CATALOGUES[lang()]);
