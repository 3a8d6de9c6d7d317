import { h, region } from '../dom';
import { atEnd } from '../staff/scope';
import type { StaffUnit } from './model';
import { type Open, opened } from './unit-state';

/** The unit that is open, with its facts as they are now. */
export const unitNow = (): StaffUnit => (opened() as Open).unit;

/** A part of the record that is drawn anew with the facts. */
export function live(className: string, draw: (unit: StaffUnit) => (HTMLElement | null | false)[]): HTMLElement {
  const root = h('div', { class: className });
  atEnd(region(root, () => (opened() ? draw(unitNow()) : [])));
  return root;
}
