// The signs of a plan in SVG: bars, what was reported, ghosts of another state, connectors, Sperrzeiten.

import { s } from '../dom';
import { type Day, dayNumber, type Period, stateOn } from '../time/period';
import { actual, type Bar, type Blackout } from './bars';
import type { Clash } from './compare';
import type { Scale } from './scale';
import { has } from './shift';

/** Pixels within a row. */
export interface Lane {
  top: number;
  bar: number;
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export function boxOf({ from, to }: Period, y: number, height: number, scale: Scale): Box {
  const x = scale.x(from as Day);
  return { x, y, width: Math.max(scale.x(to as Day) - x, 2), height };
}

const rect = (kind: string, { x, y, width, height }: Box, extra = {}) =>
  s('rect', { class: kind, x, y, width, height, rx: Math.min(3, height / 2), ...extra });

/** Patterns go by the name of their picture, since a page may hold two of them. */
export function patterns(name: string): SVGElement {
  const lines = (id: string, d: string, size: number) =>
    s(
      'pattern',
      { id: `${name}-${id}`, width: size, height: size, patternUnits: 'userSpaceOnUse' },
      s('path', { class: `plan-pattern plan-pattern-${id}`, d }),
    );
  return s(
    'defs',
    {},
    lines('past', 'M-1 1l2-2M0 6l6-6M5 7l2-2', 6),
    lines('clash', 'M0 0l7 7M7 0l-7 7', 7),
    lines('blackout', 'M2 2v.01M8 8v.01', 12),
    s(
      'marker',
      { id: `${name}-arrow`, viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: 'auto' },
      s('path', { class: 'plan-arrow', d: 'M0 0l8 4-8 4z' }),
    ),
  );
}

/** The planned bar; of a section only its upper edge, like a bracket over its phases. */
export function plannedMarks(bar: Bar, box: Box, on: Day, name: string): SVGElement[] {
  const state = bar.status === 'cancelled' ? 'cancelled' : stateOn(bar.planned, on);
  const isSection = bar.parent === null;
  const own = isSection ? { ...box, height: 9 } : box;
  const kind = `plan-bar plan-${state}${isSection ? ' plan-section' : ''}`;
  const out = [rect(kind, own)];
  if (state === 'past') out.push(rect('plan-over', own, { fill: `url(#${name}-past)` }));
  if (isSection && box.width > 14) {
    const [l, r, b] = [box.x, box.x + box.width, box.y + 9];
    out.push(s('path', { class: 'plan-foot', d: `M${l} ${b}v6l5-6zM${r} ${b}v6l-5-6z` }));
  }
  return out;
}

/** What was reported: a dark line under the plan, open to the right while the site goes on. */
export function actualMarks(bar: Bar, y: number, scale: Scale, today: Day): SVGElement[] {
  const period = actual(bar, today);
  if (!period) return [];
  const box = boxOf(period, y, 5, scale);
  const open = bar.ended === null;
  const end = box.x + box.width;
  return [
    rect('plan-actual', box),
    ...(open ? [s('path', { class: 'plan-goes-on', d: `M${end + 2} ${y - 1}l4 3.5-4 3.5` })] : []),
  ];
}

export const ghostMark = (ghost: Bar, y: number, height: number, scale: Scale): SVGElement | null =>
  has(ghost.planned) ? rect('plan-ghost', boxOf(ghost.planned, y - 3, height + 6, scale)) : null;

export const clashMark = (clash: Clash, y: number, height: number, scale: Scale, name: string): SVGElement[] => {
  const box = boxOf(clash, y, height, scale);
  return [rect('plan-clash', box), rect('plan-over', box, { fill: `url(#${name}-clash)` })];
};

export function blackoutMarks(each: Blackout, height: number, scale: Scale, name: string): SVGElement[] {
  if (each.to <= scale.from || each.from >= scale.to) return [];
  const box = boxOf(each, 0, height, scale);
  const plain = { ...box, rx: 0 };
  return [rect('plan-blackout', plain), rect('plan-over', plain, { fill: `url(#${name}-blackout)` })];
}

/** From the end of what is waited for to the beginning of what waits. */
export function connector(from: Box, to: Box, isChosen: boolean, name: string): SVGElement {
  const [x1, y1] = [from.x + from.width, from.y + from.height / 2];
  const [x2, y2] = [to.x, to.y + to.height / 2];
  const bend = y2 > y1 ? to.y - 5 : to.y + to.height + 5;
  const d = x2 >= x1 + 14 ? `M${x1} ${y1}h7V${y2}H${x2}` : `M${x1} ${y1}h7V${bend}H${x2 - 9}V${y2}H${x2}`;
  const kind = `plan-link${isChosen ? ' plan-link-chosen' : ''}`;
  return s('path', { class: kind, d, 'marker-end': `url(#${name}-arrow)` });
}

/** "+5" behind a bar that was moved; both ends where they differ. */
export function movedBy(was: Bar, is: Bar): string {
  if (!was.planned.from || !was.planned.to || !is.planned.from || !is.planned.to) return '';
  const [start, end] = [
    dayNumber(is.planned.from) - dayNumber(was.planned.from),
    dayNumber(is.planned.to) - dayNumber(was.planned.to),
  ];
  const sign = (n: number) => (n > 0 ? `+${n}` : n < 0 ? `\u2212${-n}` : '±0');
  if (start === 0 && end === 0) return '';
  return start === end ? sign(start) : `${sign(start)} / ${sign(end)}`;
}
