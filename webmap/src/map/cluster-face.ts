// How a cluster looks: its number in a ring that shows the share of empty units.

import { h, s } from '../dom';
import type { Mark } from './cluster';

const R = 15;
const AROUND = 2 * Math.PI * R;

const sizeOf = (count: number) => (count < 10 ? 'small' : count < 40 ? 'middle' : 'large');

export function clusterFace(): Element[] {
  const ring = s(
    'svg',
    { class: 'donut', viewBox: '-24 -24 48 48', 'aria-hidden': 'true' },
    s('circle', { class: 'donut-plate', r: R + 4 }),
    s('circle', { class: 'donut-rest', r: R }),
    s('circle', { class: 'donut-vacant', r: R, transform: 'rotate(-90)' }),
    s('circle', { class: 'donut-line', r: R + 4 }),
    s('circle', { class: 'donut-line', r: R - 4 }),
  );
  return [ring, h('span', { class: 'cluster-count' })];
}

/** Shows a cluster in an element that has such a face, be it new or that of a cluster that is gone. */
export function showCluster(root: HTMLElement, { count, vacant }: Mark, hidden: boolean): void {
  for (const size of ['small', 'middle', 'large']) root.classList.toggle(`cluster-${size}`, size === sizeOf(count));
  root.classList.toggle('cluster-hidden', hidden);
  root.querySelector('.donut-vacant')?.setAttribute('stroke-dasharray', `${(vacant / count) * AROUND} ${AROUND}`);
  const number = root.querySelector('.cluster-count');
  if (number) number.textContent = String(count);
}
