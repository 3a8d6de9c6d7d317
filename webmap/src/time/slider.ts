import { allSections, shownSections } from '../data';
import { h, icon, region, s } from '../dom';
import { t } from '../i18n';
import * as format from '../i18n/format';
import type { CityMap } from '../map/map';
import { say } from '../panels/notices';
import { periodOf } from '../sieve';
import { computed, effect, untracked } from '../signal';
import { day, drift, go, lang, select, serverToday } from '../store';
import {
  addMonths,
  boundaries,
  type Day,
  dayFromNumber,
  dayNumber,
  isDay,
  lastDay,
  SPANS,
  type Span,
  stateOn,
  stepTo,
  windowOf,
} from './period';

const span = select('span');
const vs = select('vs');
const narrow = matchMedia('(max-width: 899px)');

/** Days on which something begins or ends. */
const ticks = computed(() => {
  const periods = allSections().flatMap((section) => [
    periodOf(section),
    ...section.properties.phases.map((phase) => ({ from: phase.valid_from, to: phase.valid_to })),
  ]);
  return boundaries(periods);
});

const sectionTicks = computed(() => boundaries(allSections().map(periodOf)));

/** The days the slider runs over: all works, and at least a year on either side of today. */
const reach = computed(() => {
  const days = [...ticks(), addMonths(serverToday(), -12), addMonths(serverToday(), 12), day()].sort();
  return { from: dayNumber(days[0] as Day), to: dayNumber(days.at(-1) as Day) };
});

function setDay(next: Day, pushed = true): void {
  const at = next === serverToday() ? null : next;
  if (pushed) go({ at });
  else drift({ at });
}

function presets(): HTMLElement {
  const one = (each: Span) =>
    h(
      'button',
      {
        type: 'button',
        class: 'segment',
        'data-key': `span-${each}`,
        'aria-pressed': `${span() === each}`,
        click: () => go({ span: each }),
      },
      t().span[each],
    );
  return h('div', { class: 'segments', role: 'group', 'aria-label': t().periodLength }, ...SPANS.map(one));
}

function stepButton(direction: 1 | -1): HTMLElement {
  const next = stepTo(ticks(), day(), direction);
  const name = direction === 1 ? t().nextChange : t().previousChange;
  const label = next ? `${name}: ${format.date(next, lang())}` : name;
  return h(
    'button',
    {
      type: 'button',
      class: 'tool',
      'data-key': `step${direction}`,
      title: label,
      'aria-label': label,
      'aria-disabled': next ? null : 'true',
      click: () => next && setDay(next),
    },
    icon(direction === 1 ? 'next' : 'previous'),
  );
}

function dateField(): HTMLElement {
  const input = h('input', {
    type: 'date',
    class: 'field field-date',
    'data-key': 'date',
    'aria-label': t().atDate,
    min: '1900-01-01',
    max: '2199-12-31',
  });
  input.value = day();
  input.addEventListener('change', () => isDay(input.value) && setDay(input.value));
  return input;
}

function years(from: number, to: number): SVGElement[] {
  const out: SVGElement[] = [];
  const months = (to - from) / 30.4;
  const most = narrow.matches ? 4 : 9;
  const step = [1, 3, 6, 12, 24, 60].find((each) => months / each <= most) ?? 120;
  const first = dayFromNumber(from);
  for (let each = `${first.slice(0, 4)}-01-01`; dayNumber(each) <= to; each = addMonths(each, step)) {
    const at = ((dayNumber(each) - from) / (to - from)) * 100;
    if (at < 3 || at > 97) continue;
    out.push(
      s('text', { class: 'axis-label', x: `${at}%`, y: 34, 'text-anchor': 'middle' }, format.month(each, lang())),
    );
    out.push(s('line', { class: 'axis-month', x1: `${at}%`, x2: `${at}%`, y1: 20, y2: 24 }));
  }
  return out;
}

function scale(): SVGElement {
  const { from, to } = reach();
  const at = (each: Day) => `${((dayNumber(each) - from) / (to - from)) * 100}%`;
  const share = (a: Day, b: Day) => {
    const [x, y] = [Math.max(dayNumber(a), from), Math.min(dayNumber(b), to)];
    return { x: `${((x - from) / (to - from)) * 100}%`, width: `${(Math.max(y - x, 0) / (to - from)) * 100}%` };
  };
  const window = windowOf(day(), span());
  return s(
    'svg',
    { class: 'axis', 'aria-hidden': 'true', height: 38 },
    s('rect', { class: 'axis-rail', x: 0, y: 10, width: '100%', height: 4, rx: 2 }),
    s('rect', { class: 'axis-window', y: 8, height: 8, rx: 4, ...share(window.from, window.to) }),
    ...ticks().map((each) => s('line', { class: 'axis-tick', x1: at(each), x2: at(each), y1: 8, y2: 16 })),
    ...sectionTicks().map((each) =>
      s('line', { class: 'axis-tick axis-tick-long', x1: at(each), x2: at(each), y1: 3, y2: 21 }),
    ),
    s('line', { class: 'axis-today', x1: at(serverToday()), x2: at(serverToday()), y1: 0, y2: 24 }),
    ...years(from, to),
  );
}

function slider(): HTMLElement {
  const range = h('input', { type: 'range', class: 'range', step: 1 });
  range.addEventListener('input', () => setDay(dayFromNumber(Number(range.value)), false));
  const axis = h('div', { class: 'axis-box' });
  region(axis, () => [scale()]);
  effect(() => {
    const { from, to } = reach();
    range.min = String(from);
    range.max = String(to);
    range.value = String(dayNumber(day()));
    range.setAttribute('aria-label', t().slider);
    range.setAttribute('aria-valuetext', `${format.longDate(day(), lang())}. ${summary()}`);
  });
  return h('div', { class: 'slider' }, axis, range);
}

/** What happens on the chosen day and in the chosen time after it, in words. */
function summary(): string {
  const states = shownSections().map((section) => stateOn(periodOf(section), day()));
  const until = span() === 'day' ? '' : format.date(lastDay({ from: null, to: windowOf(day(), span()).to }), lang());
  const count = (which: string) => states.filter((each) => each === which).length;
  return t().worksOn(format.date(day(), lang()), count('current'), count('future'), until);
}

/** Half a year lies between the days that a comparison begins with. */
const toggleDays = () => go({ vs: vs() ? null : addMonths(day(), -6) });

/** Two days side by side come when somebody asks for them. */
function otherDay(city: CityMap): HTMLElement {
  const root = h('div', { class: 'days', hidden: true });
  let isAsked = false;
  effect(() => {
    if (!vs() || isAsked) return;
    isAsked = true;
    import('../days').then(
      ({ twoDays }) => twoDays(city, root),
      () => {
        isAsked = false;
        go({ vs: null });
        say(untracked(t).serverUnreachable);
      },
    );
  });
  return root;
}

export function timePanel(city: CityMap): HTMLElement {
  const head = h('div', { class: 'time-head' });
  const text = h('p', { class: 'time-text', 'aria-live': 'polite' });
  region(head, () => {
    const back =
      day() !== serverToday() &&
      h(
        'button',
        { type: 'button', class: 'link', 'data-key': 'today', click: () => go({ at: null }) },
        t().backToToday,
      );
    const compare = h(
      'button',
      { type: 'button', class: 'link', 'data-key': 'vs', click: toggleDays },
      vs() ? t().oneDay : t().twoDays,
    );
    return [presets(), h('div', { class: 'time-day' }, stepButton(-1), dateField(), stepButton(1), back, compare)];
  });
  effect(() => {
    const words = summary();
    if (text.textContent !== words) text.textContent = words;
  });
  return h('div', { class: 'time' }, head, slider(), text, otherDay(city));
}
