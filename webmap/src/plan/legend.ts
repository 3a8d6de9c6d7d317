import { h, s } from '../dom';
import { t } from '../i18n';
import { p } from '../i18n/plan';

function sign(...marks: SVGElement[]): SVGElement {
  return s('svg', { class: 'plan-sign', viewBox: '0 0 26 14', width: 26, height: 14, 'aria-hidden': 'true' }, ...marks);
}

const rect = (kind: string) => s('rect', { class: kind, x: 1.5, y: 2, width: 23, height: 10, rx: 2 });
const pattern = (id: string, d: string) =>
  s(
    'defs',
    {},
    s(
      'pattern',
      { id: `plan-key-${id}`, width: 7, height: 7, patternUnits: 'userSpaceOnUse' },
      s('path', { class: `plan-pattern plan-pattern-${id}`, d }),
    ),
  );
const filled = (id: string) =>
  s('rect', { class: 'plan-over', x: 1.5, y: 2, width: 23, height: 10, rx: 2, fill: `url(#plan-key-${id})` });

function entry(text: string, ...marks: SVGElement[]): HTMLElement {
  return h('span', { class: 'plan-key-item' }, sign(...marks), text);
}

/** What the signs of the chart mean. */
export function legend(hasBlackouts: boolean, isCompared: boolean): HTMLElement[] {
  const l = p().legend;
  const out: (HTMLElement | false)[] = [
    entry(t().worksState.current, rect('plan-bar plan-current')),
    entry(l.future, rect('plan-bar plan-future')),
    entry(l.past, pattern('past', 'M-1 1l2-2M0 7l7-7M6 8l2-2'), rect('plan-bar plan-past'), filled('past')),
    entry(l.actual, s('rect', { class: 'plan-actual', x: 1.5, y: 5, width: 23, height: 5, rx: 2 })),
    hasBlackouts && entry(l.blackout, pattern('blackout', 'M3 3v.01'), rect('plan-blackout'), filled('blackout')),
    hasBlackouts && entry(l.clash, pattern('clash', 'M0 0l7 7M7 0l-7 7'), rect('plan-clash'), filled('clash')),
    isCompared && entry(l.ghost, rect('plan-ghost')),
    entry(l.today, s('line', { class: 'plan-today', x1: 13, x2: 13, y1: 0, y2: 14 })),
    entry(l.day, s('line', { class: 'plan-day', x1: 13, x2: 13, y1: 0, y2: 14 })),
  ];
  return out.filter((each) => each !== false);
}
