import { s } from '../dom';
import * as format from '../i18n/format';
import { p } from '../i18n/plan';
import { lang } from '../store';
import { type Day, dayNumber } from '../time/period';
import type { Bar, Key } from './bars';
import { clashes } from './compare';
import type { View } from './gantt';
import type { Box } from './marks';
import { barName, fullName } from './names';
import { lengthOf, mayMove, type Placed } from './shift';

const GRIP_PX = 11;
const LEAST_PX = 28;

/** Everything about a bar in words, for those who do not see where it lies. */
function inWords(bar: Placed, view: View): string {
  const was = view.desk.base().find((each) => each.key === bar.key) as Bar;
  const between = (a: Day | null, b: Day | null) => (a && b ? dayNumber(b) - dayNumber(a) : 0);
  const [start, end] = [between(was.planned.from, bar.planned.from), between(was.planned.to, bar.planned.to)];
  const names = bar.dependsOn.flatMap((key) =>
    view.desk
      .base()
      .filter((each) => each.key === key)
      .map(fullName),
  );
  return [
    p().barValue(format.range(bar.planned, lang()), p().days(lengthOf(bar.planned))),
    start === 0 && end === 0 ? '' : p().barMoved(p().moved(start, end)),
    ...(bar.parent ? clashes([bar], view.blackouts()) : []).map((each) => p().barClash(each.name, each.days)),
    names.length > 0 ? p().barWaits(names.join(', ')) : '',
    mayMove(bar, 'head') ? '' : `. ${mayMove(bar, 'tail') ? p().startFixed : p().fixed}`,
  ].join('');
}

function grips({ x, y, width, height }: Box, bar: Bar): SVGElement[] {
  const grip = (edge: 'head' | 'tail', at: number) =>
    mayMove(bar, edge) &&
    s(
      'g',
      { class: 'plan-grip', 'data-edge': edge },
      s('rect', { class: 'plan-hit', x: at, y: y - 6, width: GRIP_PX + 4, height: height + 12 }),
      s('path', { class: 'plan-grip-line', d: `M${at + 6} ${y}v${height}M${at + 9} ${y}v${height}` }),
    );
  return [grip('head', x - GRIP_PX - 4), grip('tail', x + width)].filter((each) => each !== false);
}

/** One bar in the tab order, the chosen or the first; arrow keys reach the others. */
function isStop(key: Key, view: View): boolean {
  const chosen = view.desk.chosen();
  return chosen ? chosen === key : view.desk.base()[0]?.key === key;
}

/** What is taken hold of, over a bar. Who may edit has a slider for every bar; others only a place to click. */
export function barControl(bar: Placed, box: Box, view: View): SVGElement {
  const isChosen = view.desk.chosen() === bar.key;
  const wide = Math.max(box.width, LEAST_PX);
  const x = box.x - (wide - box.width) / 2;
  const hit = s('rect', { class: 'plan-hit', x, y: box.y - 6, width: wide, height: box.height + 15 });
  const ring = s('rect', {
    class: 'plan-ring',
    x: box.x - 3,
    y: box.y - 3,
    width: box.width + 6,
    height: box.height + 6,
    rx: 4,
  });
  const kind = `plan-control${isChosen ? ' plan-control-chosen' : ''}`;
  if (!view.mayEdit()) return s('g', { class: kind, 'data-bar': bar.key }, hit, ring);
  const from = dayNumber(bar.planned.from as Day);
  return s(
    'g',
    {
      class: `${kind}${mayMove(bar, 'shift') ? ' plan-control-free' : ''}`,
      'data-bar': bar.key,
      'data-key': `bar-${bar.key}`,
      role: 'slider',
      tabindex: isStop(bar.key, view) ? 0 : -1,
      'aria-label': bar.parent ? fullName(bar) : barName(bar),
      'aria-valuemin': from - 3660,
      'aria-valuemax': from + 3660,
      'aria-valuenow': from,
      'aria-valuetext': inWords(bar, view),
      'aria-readonly': mayMove(bar, 'tail') ? null : 'true',
    },
    hit,
    ring,
    ...(isChosen ? grips(box, bar) : []),
  );
}
