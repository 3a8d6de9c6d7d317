import { s } from '../dom';
import * as format from '../i18n/format';
import { lang } from '../store';
import type { Day } from '../time/period';
import type { Blackout } from './bars';
import { type Scale, type Tick, ticks } from './scale';

export const AXIS_PX = 44;

function dayMonth(day: Day): string {
  const month = lang() === 'de' ? 'numeric' : 'short';
  const tag = lang() === 'de' ? 'de-DE' : 'en-GB';
  return new Intl.DateTimeFormat(tag, { day: 'numeric', month, timeZone: 'UTC' }).format(new Date(`${day}T12:00:00Z`));
}

function tickName({ day, name }: Tick): string {
  if (name === 'year') return day.slice(0, 4);
  if (name === 'week') return dayMonth(day);
  return format.month(day, lang());
}

function label(tick: Tick, y: number): SVGElement {
  return s(
    'text',
    { class: `plan-tick-name${tick.strong ? ' plan-tick-strong' : ''}`, x: tick.x + 4, y },
    tickName(tick),
  );
}

/** The lines of the axis through all rows. */
export function gridLines(scale: Scale, height: number): SVGElement[] {
  const { months, weeks } = ticks(scale);
  const line = (kind: string) => (tick: Tick) => s('line', { class: kind, x1: tick.x, x2: tick.x, y1: 0, y2: height });
  return [
    ...weeks.map(line('plan-week')),
    ...months.map((each) => line(each.strong ? 'plan-year' : 'plan-month')(each)),
  ];
}

/** The head of the chart: months, weeks where there is room, and the names of Sperrzeiten. */
export function axis(scale: Scale, blackouts: readonly Blackout[], on: Day, today: Day): SVGElement {
  const { months, weeks } = ticks(scale);
  const named = weeks.filter((each) => each.name);
  const [now, day] = [scale.x(today), scale.x(on)];
  return s(
    'svg',
    { class: 'plan-axis', width: scale.width, height: AXIS_PX, 'aria-hidden': 'true' },
    ...gridLines(scale, AXIS_PX),
    ...months.filter((each) => each.name).map((each) => label(each, 14)),
    ...named.map((each) => label(each, 29)),
    ...(named.length > 0 ? [] : blackouts.map((each) => blackoutName(each, scale))),
    s('path', { class: 'plan-today-head', d: `M${now} 32l5 6-5 6-5-6z` }),
    s('path', { class: 'plan-day-head', d: `M${day - 7} 27h14v9l-7 8-7-8z` }),
  );
}

function blackoutName(each: Blackout, scale: Scale): SVGElement | null {
  if (each.to <= scale.from || each.from >= scale.to) return null;
  const [from, to] = [scale.x(each.from), scale.x(each.to)];
  const most = Math.floor((to - from - 6) / 6.2);
  if (most < 5) return null;
  const text = each.name.length > most ? `${each.name.slice(0, most - 1)}…` : each.name;
  return s('text', { class: 'plan-blackout-name', x: from + 4, y: 29 }, text);
}
