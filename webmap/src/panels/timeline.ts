import { h, s } from '../dom';
import { t } from '../i18n';
import * as format from '../i18n/format';
import type { Phase, SectionProperties } from '../model';
import { day, lang } from '../store';
import {
  addMonths,
  boundaries,
  type Day,
  dayFromNumber,
  dayNumber,
  lastDay,
  type Period,
  stateOn,
} from '../time/period';

const WIDTH = 352;
const ROW = 18;
const TOP = 20;

interface Scale {
  from: number;
  to: number;
  x(day: Day): number;
}

function scaleOf(p: SectionProperties, period: Period): Scale | null {
  const days = boundaries([period, ...p.phases.map((phase) => ({ from: phase.valid_from, to: phase.valid_to }))]);
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last || first === last) return null;
  const [from, to] = [dayNumber(first), dayNumber(last)];
  return { from, to, x: (each) => ((dayNumber(each) - from) / (to - from)) * WIDTH };
}

function months({ from, to, x }: Scale, height: number): SVGElement[] {
  const count = Math.round((to - from) / 30);
  const step = count <= 8 ? 1 : count <= 18 ? 3 : 6;
  const out: SVGElement[] = [];
  let edge = -Infinity;
  for (
    let each = addMonths(`${dayFromNumber(from).slice(0, 7)}-01`, 1);
    dayNumber(each) < to;
    each = addMonths(each, step)
  ) {
    const at = x(each);
    out.push(s('line', { class: 'tl-month', x1: at, x2: at, y1: TOP - 4, y2: height }));
    const label = format.month(each, lang());
    if (at > 20 && at < WIDTH - 24 && at - edge > 62) {
      out.push(s('text', { class: 'tl-label', x: at, y: 10, 'text-anchor': 'middle' }, label));
      edge = at;
    }
  }
  return out;
}

function bar(phase: Phase, i: number, scale: Scale): SVGElement | null {
  if (!phase.valid_from || !phase.valid_to) return null;
  const state = stateOn({ from: phase.valid_from, to: phase.valid_to }, day());
  const x = scale.x(phase.valid_from);
  const width = Math.max(scale.x(phase.valid_to) - x, 3);
  return s('rect', { class: `tl-bar tl-${state}`, x, y: TOP + i * ROW, width, height: ROW - 6, rx: 2 });
}

function hatch(): SVGElement {
  return s(
    'pattern',
    { id: 'tl-hatch', width: 6, height: 6, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
    s('line', { class: 'tl-hatch', x1: 0, x2: 0, y1: 0, y2: 6 }),
  );
}

/** The schedule as bars: past hatched, current solid, future outlined; the list below says the same in words. */
export function timeline(p: SectionProperties, period: Period): HTMLElement | null {
  const scale = scaleOf(p, period);
  if (!scale) return null;
  const height = TOP + p.phases.length * ROW + 2;
  const now = scale.x(day());
  const name = t().timelineNote(
    format.date(dayFromNumber(scale.from), lang()),
    format.date(lastDay({ from: null, to: dayFromNumber(scale.to) }), lang()),
    format.date(day(), lang()),
  );
  const svg = s(
    'svg',
    { class: 'timeline', viewBox: `-2 0 ${WIDTH + 4} ${height}`, role: 'img', 'aria-label': name },
    s('defs', {}, hatch()),
    ...months(scale, height),
    ...p.phases.map((phase, i) => bar(phase, i, scale)),
    now >= 0 && now <= WIDTH && s('line', { class: 'tl-now', x1: now, x2: now, y1: TOP - 6, y2: height }),
  );
  return h('figure', { class: 'timeline-box' }, svg);
}
