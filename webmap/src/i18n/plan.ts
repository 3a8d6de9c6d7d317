import type { Lang } from '../model';
import { computed } from '../signal';
import { lang } from '../store';
import { dePlan } from './de-plan';
import { enPlan } from './en-plan';

const CATALOGUES: Record<Lang, typeof dePlan> = { de: dePlan, en: enPlan };

/** The texts of the plan of works, which come with it. */
export const p = computed(() => CATALOGUES[lang()]);
