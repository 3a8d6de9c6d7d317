// How a cluster looks: its number in a ring that shows the share of empty units.

import { h } from '../dom';
import * as format from '../i18n/format';
import { lang } from '../store';
import type { Mark } from './cluster';

const SIZES = ['small', 'middle', 'large'] as const;

const sizeOf = (count: number) => (count < 10 ? 'small' : count < 40 ? 'middle' : 'large');

/** Two elements and no picture: dozens of them change with every press on a filter. */
export function clusterFace(): Element[] {
  return [h('span', { class: 'donut' }), h('span', { class: 'cluster-count' })];
}

/** Shows a cluster in an element that has such a face, be it new or that of a cluster that is gone. */
export function showCluster(root: HTMLElement, { count, vacant }: Mark, hidden: boolean): void {
  for (const size of SIZES) root.classList.toggle(`cluster-${size}`, size === sizeOf(count));
  root.classList.toggle('cluster-hidden', hidden);
  const [donut, number] = root.children as unknown as [HTMLElement, HTMLElement];
  donut.style.setProperty('--vacant', `${(vacant / count) * 100}%`);
  number.textContent = format.number(count, lang());
}
