// What is wrong with the draft and what to consider, by the place in the document.

import { computed, signal, untracked } from '../signal';
import { type Draft, draft } from './draft';
import { refOf } from './model';
import type { Finding, Findings } from './model-answers';

/** The last live check of the draft; null before the first. */
export const checked = signal<Findings | null>(null);
export const checking = signal(false);
/** What the last save was refused for; shown beside the fields until they are changed. */
export const refused = signal<readonly Finding[]>([]);

/** "/phases/0/planned_to" and "phases.0.planned_to" are "phases/12/planned_to": parts go by their name, not their place. */
export function placeOf(path: string, doc: Draft['doc']): string {
  const steps = path.replace(/^[/#]+/, '').split(/[/.]/);
  const [list, index] = steps;
  if ((list === 'phases' || list === 'facilities') && index !== undefined && /^\d+$/.test(index)) {
    const part = doc[list][Number(index)];
    if (part) steps[1] = String(refOf(part));
  }
  return steps.join('/');
}

export const faultsByPlace = computed(() => {
  const now = draft();
  const found = new Map<string, string>();
  if (!now) return found;
  for (const { path, message } of refused()) {
    const place = placeOf(path, now.doc);
    found.set(place, [found.get(place), message].filter(Boolean).join(' '));
  }
  return found;
});

/** A field that is changed is not at fault until it is looked at again. */
export function forgive(place: string): void {
  const now = untracked(draft);
  if (now) refused.set(untracked(refused).filter(({ path }) => placeOf(path, now.doc) !== place));
}

/** The name of the control of a place in the document, which is also its id. */
export const controlId = (place: string) => `f-${place.replaceAll('/', '-')}`;

/** Brings a control into sight, opening what it lies in, and gives it the focus. */
export function focusPlace(place: string): void {
  const steps = place.split('/');
  for (; steps.length > 0; steps.pop()) {
    const target = document.getElementById(controlId(steps.join('/')));
    if (!target) continue;
    for (let each: Element | null = target; each; each = each.parentElement)
      if (each instanceof HTMLDetailsElement) each.open = true;
    target.focus();
    target.scrollIntoView({ block: 'center' });
    return;
  }
}
