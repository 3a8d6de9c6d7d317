// The plan as a picture: names on the left, days across, one line per section and phase.

import { h, icon, region, s } from '../dom';
import { p } from '../i18n/plan';
import { computed, effect, type Signal, signal, untracked } from '../signal';
import { day, lang, serverToday } from '../store';
import { contains, type Day } from '../time/period';
import { axis, gridLines } from './axis';
import { barControl } from './bar-control';
import type { Bar, Blackout, Key } from './bars';
import { clashes } from './compare';
import type { Desk } from './desk';
import { listenToBars, listenToDay } from './drag';
import {
  actualMarks,
  type Box,
  blackoutMarks,
  boxOf,
  clashMark,
  connector,
  ghostMark,
  type Lane,
  movedBy,
  patterns,
  plannedMarks,
} from './marks';
import { barName } from './names';
import { type Row, rows } from './rows';
import { reach, type Scale, scale } from './scale';
import { has, type Placed } from './shift';
import { followChosen, keepPlace } from './sight';

export interface View {
  desk: Desk;
  mayEdit: () => boolean;
  /** Bars of another state to show behind, by key. */
  ghosts: () => ReadonlyMap<Key, Bar>;
  blackouts: () => readonly Blackout[];
  /** Pixels a day. */
  px: Signal<number>;
  folded: Signal<ReadonlySet<Key>>;
  choose(bar: Bar): void;
  /** In the form of one section: names over their bars, since it is narrow on any screen, and only its own time. */
  isSlot?: boolean;
}

const narrow = matchMedia('(max-width: 899px)');
let pictures = 0;

interface Sizes {
  heading: number;
  row: number;
  lane: Lane;
}

/** On a narrow screen names stand over their bars instead of beside them. */
const sizes = (isStacked: boolean): Sizes =>
  isStacked
    ? { heading: 30, row: 58, lane: { top: 26, bar: 20 } }
    : { heading: 30, row: 34, lane: { top: 7, bar: 17 } };

const isStacked = (view: View) => narrow.matches || view.isSlot === true;

export interface Gantt {
  root: HTMLElement;
  scale: () => Scale;
  /** Brings a day to the middle of what is seen. */
  show(day: string): void;
  /** Brings the first section that is on site on a day to the top, and returns how far down that is. */
  reveal(day: Day): number;
  end(): void;
}

function drawRow(row: Row, view: View, { lane }: Sizes, to: Scale, name: string): SVGElement[] {
  const bar = row.bar as Placed;
  if (row.kind === 'project') return [];
  const y = row.y + lane.top;
  const ghost = view.ghosts().get(bar.key);
  const out: (SVGElement | null)[] = [ghost ? ghostMark(ghost, y, lane.bar, to) : null];
  if (has(bar.planned)) out.push(...plannedMarks(bar, boxOf(bar.planned, y, lane.bar, to), day(), name));
  for (const clash of clashes([bar], view.blackouts()))
    if (bar.parent !== null) out.push(...clashMark(clash, y, lane.bar, to, name));
  out.push(...actualMarks(bar, y + lane.bar + 2, to, serverToday()));
  return out.filter((each) => each !== null);
}

function drawLinks(shown: readonly Row[], view: View, { lane }: Sizes, to: Scale, name: string): SVGElement[] {
  const boxes = new Map<Key, Box>();
  for (const { key, bar, y, kind } of shown)
    if (kind === 'phase' && has(bar.planned)) boxes.set(key, boxOf(bar.planned, y + lane.top, lane.bar, to));
  const chosen = view.desk.chosen();
  return shown.flatMap(({ bar }) =>
    bar.dependsOn.flatMap((on) => {
      const [a, b] = [boxes.get(on), boxes.get(bar.key)];
      return a && b ? [connector(a, b, chosen === bar.key || chosen === on, name)] : [];
    }),
  );
}

function stripes(shown: readonly Row[], width: number): SVGElement[] {
  return shown
    .filter((row) => row.kind === 'section')
    .map((row) => s('rect', { class: 'plan-stripe', x: 0, y: row.y, width, height: row.height }));
}

function picture(shown: readonly Row[], view: View, to: Scale, name: string): SVGElement {
  const size = sizes(isStacked(view));
  const height = shown.reduce((sum, row) => sum + row.height, 0) + 6;
  const line = (kind: string, on: Day) =>
    on >= to.from && on < to.to && s('line', { class: kind, x1: to.x(on), x2: to.x(on), y1: 0, y2: height });
  const old = new Map(view.desk.base().map((bar) => [bar.key, bar]));
  const edit = view.mayEdit();
  const controls = shown.flatMap((row): SVGElement[] => {
    const was = old.get(row.key);
    if (row.kind === 'project' || !was || !has(row.bar.planned)) return [];
    const box = boxOf(row.bar.planned, row.y + size.lane.top, size.lane.bar, to);
    const by = movedBy(was, row.bar);
    const text = by ? s('text', { class: 'plan-moved', x: box.x + box.width + 6, y: box.y + 13 }, by) : null;
    return [barControl(row.bar as Placed, box, view), ...(text ? [text] : [])];
  });
  return s(
    'svg',
    {
      class: 'plan-picture',
      width: to.width,
      height,
      role: edit ? 'group' : 'img',
      'aria-label': p().chart,
    },
    patterns(name),
    ...stripes(shown, to.width),
    ...gridLines(to, height),
    ...view.blackouts().flatMap((each) => blackoutMarks(each, height, to, name)),
    line('plan-today', serverToday()),
    ...shown.flatMap((row) => drawRow(row, view, size, to, name)),
    ...drawLinks(shown, view, size, to, name),
    ...controls,
    line('plan-day', day()),
  );
}

function nameItem(row: Row, view: View): HTMLElement {
  if (row.kind === 'project')
    return h('li', { class: 'plan-name plan-name-project' }, h('span', {}, projectName(row.bar)));
  const isSection = row.kind === 'section';
  const fold = isSection && row.isParent && foldButton(row.bar, row.open, view.folded);
  const pick = h(
    'button',
    {
      type: 'button',
      class: 'plan-pick',
      'data-key': `name-${row.key}`,
      'aria-pressed': `${view.desk.chosen() === row.key}`,
      title: barName(row.bar),
      click: () => view.choose(row.bar),
    },
    barName(row.bar),
  );
  return h('li', { class: `plan-name plan-name-${row.kind}` }, fold, pick);
}

const projectName = ({ project: [de, en] }: Bar) => (lang() === 'de' ? de || en : en || de);

function foldButton(bar: Bar, open: boolean, folded: Signal<ReadonlySet<Key>>): HTMLElement {
  const turn = () => {
    const next = new Set(folded());
    if (!next.delete(bar.key)) next.add(bar.key);
    folded.set(next);
  };
  return h(
    'button',
    {
      type: 'button',
      class: `plan-fold${open ? ' plan-fold-open' : ''}`,
      'data-key': `fold-${bar.key}`,
      'aria-expanded': `${open}`,
      'aria-label': p().fold(barName(bar)),
      click: turn,
    },
    icon('next'),
  );
}

/** The chart; it draws itself anew with every change, and keeps the place that people look at. */
export function gantt(view: View): Gantt {
  const name = `plan${pictures++}`;
  const shape = signal(narrow.matches);
  const look = () => shape.set(narrow.matches);
  narrow.addEventListener('change', look);
  const shown = computed(() => {
    shape();
    return rows(view.desk.placed(), (bar) => !view.folded().has(bar.key), sizes(isStacked(view)));
  });
  // Reckoned from the saved plan, so that the ground does not move under a bar that is being dragged.
  const span = computed(() =>
    reach(
      view.desk.base(),
      view.isSlot ? [] : [day(), serverToday()],
      serverToday(),
      view.mayEdit() && !view.isSlot ? 4 : 1,
    ),
  );
  const to = computed(() => scale(span().from, span().to, view.px()));
  const head = h('div', { class: 'plan-head' });
  const names = h('ul', { class: 'plan-names' });
  const body = h('div', { class: 'plan-body' });
  const corner = h('div', { class: 'plan-corner', 'aria-hidden': 'true' });
  const root = h('div', { class: 'plan-chart', 'data-key': 'chart' }, corner, head, names, body);
  const styled = effect(() => {
    shape();
    const { row, heading } = sizes(isStacked(view));
    root.style.setProperty('--row', `${row}px`);
    root.style.setProperty('--heading', `${heading}px`);
    root.classList.toggle('plan-stacked', isStacked(view));
  });
  const seen = new ResizeObserver(() => root.style.setProperty('--seen', `${root.clientWidth}px`));
  seen.observe(root);
  listenToDay(head, root, to);
  listenToBars(body, view, to);
  const ends = [
    styled,
    region(head, () => [axis(to(), view.blackouts(), day(), serverToday())]),
    region(names, () => shown().map((row) => nameItem(row, view))),
    region(body, () => [picture(shown(), view, to(), name)]),
    keepPlace(root, to),
    () => seen.disconnect(),
    () => narrow.removeEventListener('change', look),
  ];
  const show = (which: string) => {
    const middle = untracked(to).x(which) - (root.clientWidth - (isStacked(view) ? 0 : names.offsetWidth)) / 2;
    root.scrollLeft = Math.max(0, middle);
  };
  const reveal = (on: Day) => {
    const first = untracked(shown).find(({ kind, bar }) => kind === 'section' && contains(bar.planned, on));
    root.scrollTop = first ? first.y - sizes(isStacked(view)).heading : 0;
    return root.scrollTop;
  };
  ends.push(followChosen(root, body, view.desk, () => (isStacked(view) ? 0 : names.offsetWidth)));
  return { root, scale: to, show, reveal, end: () => ends.forEach((end) => void end()) };
}
