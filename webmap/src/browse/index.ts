// What an investor needs beyond a first look: finer filters with their spread, what to relax, and the comparison.

import '../css/browse.css';
import type { CityMap } from '../map/map';
import { type Chip, facetChips, type Step, steps } from './chips';
import { circle } from './circle';
import { compareBar, comparison } from './compare';
import { form } from './form';

export interface Browse {
  chips(): Chip[];
  steps(): Step[];
  form(): HTMLElement;
  compareBar(): HTMLElement | null;
}

export function browse(city: CityMap): Browse {
  circle(city);
  comparison();
  const made = form();
  return { chips: facetChips, steps, form: () => made, compareBar };
}
