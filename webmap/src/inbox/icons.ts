import { type Icon, icon, s } from '../dom';
import type { Kind } from './model';

const KIND: Record<Kind, Icon> = {
  general: 'info',
  space: 'shop',
  works: 'works',
  participation: 'layers',
  fund: 'plan',
  vacancy_report: 'warning',
};

export function kindSign(kind: Kind): SVGElement {
  const root = icon(KIND[kind]);
  root.classList.add('kind-sign');
  return root;
}

const SIGNS = {
  mail: 'M4 6.500h16v11H4zM4 7l8 6.500L20 7',
  phone:
    'M7 4.500h3l1.500 4-2 1.500a10 10 0 0 0 4.500 4.500l1.500-2 4 1.500v3c0 1-1 2-2 2A14.500 14.500 0 0 1 5 6.500c0-1 1-2 2-2z',
} as const;

export function sign(name: keyof typeof SIGNS): SVGElement {
  return s('svg', { class: 'icon', viewBox: '0 0 24 24', 'aria-hidden': 'true' }, s('path', { d: SIGNS[name] }));
}
