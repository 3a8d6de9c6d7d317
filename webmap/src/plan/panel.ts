// The schedule over the map: the chart with its tools, the table that says the same, and beside them what would change.

import '../css/plan.css';
import { h, region } from '../dom';
import * as format from '../i18n/format';
import { p } from '../i18n/plan';
import type { CityMap } from '../map/map';
import { computed, effect, signal, untracked } from '../signal';
import { has } from '../staff/session-state';
import { day, go, lang } from '../store';
import { dayNumber } from '../time/period';
import { type Bar, isOver, type Key } from './bars';
import { moves } from './compare';
import { compareOnMap } from './compare-map';
import { compareView } from './compare-view';
import { type Desk, desk } from './desk';
import { effectList, objections } from './effects';
import { barForm } from './form';
import { type Gantt, gantt, type View } from './gantt';
import { legend } from './legend';
import { fullName } from './names';
import { planOpen } from './open';
import { type Comparison, comparison } from './past';
import { saveBar } from './save';
import { ZOOMS, zoomFor } from './scale';
import { backToPublic, source } from './source';
import { planTable } from './table';
import { dayTools, turn, undoTools, zoomTools } from './toolbar';

const NAMES_PX = 208;
const narrow = matchMedia('(max-width: 899px)');

/** While two states are compared the chart shows the later one, and nothing is moved. */
function shownDesk(own: Desk, with_: Comparison): Desk {
  const other = () => with_.isOn() && with_.after() !== 'mine';
  const past = computed(() => (with_.afterBars() ?? []).map((bar) => ({ ...bar, cause: null, by: null })));
  return {
    ...own,
    base: () => (other() ? past() : own.base()),
    placed: () => (other() ? past() : own.placed()),
  };
}

/** Says what a step did, also to those who do not see it. */
function announce(own: Desk): HTMLElement {
  const root = h('p', { class: 'visually-hidden', role: 'status' });
  effect(() => {
    own.steps();
    const bar = untracked(own.placed).find(({ key }) => key === untracked(own.chosen));
    if (
      !bar ||
      (!untracked(own.isMoved) && untracked(own.steps).future.length + untracked(own.steps).past.length === 0)
    )
      return;
    const others = moves(untracked(own.base), untracked(own.placed)).filter(({ key }) => key !== bar.key);
    root.textContent = untracked(p).announced(fullName(bar), format.range(bar.planned, untracked(lang)), others.length);
  });
  return root;
}

function watchKeys(root: HTMLElement, own: Desk, mayEdit: () => boolean): void {
  root.addEventListener('keydown', (event) => {
    const isField = (event.target as Element).matches('input, select, textarea');
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z' || isField || !untracked(mayEdit)) return;
    event.preventDefault();
    if (event.shiftKey) own.redo();
    else own.undo();
  });
}

/** Those that are over are folded, as long as nobody opens them. */
function foldedAtFirst(bars: readonly Bar[]): ReadonlySet<Key> {
  return new Set(bars.filter((bar) => bar.parent === null && isOver(bar)).map(({ key }) => key));
}

/** Who works for the office plans with what it knows. */
function followSession(): void {
  effect(() => {
    if (!has('staff', 'planner', 'admin')) backToPublic();
    else import('../staff/plan-source').then(({ officePlan }) => source.set(officePlan()), backToPublic);
  });
}

export function planPanel(city: CityMap): HTMLElement {
  followSession();
  const own = desk(() => source().bars());
  const with_ = comparison(own);
  const table = signal(false);
  const office = () => source().office;
  const isOther = () => with_.isOn() && with_.after() !== 'mine';
  const mayEdit = () => (office()?.mayWrite() ?? false) && !isOther();
  const choose = (bar: Bar) => {
    own.chosen.set(bar.key);
    const key = bar.parent ?? bar.key;
    if (!office()) go({ sel: key, list: 'works' });
  };
  const view: View = {
    desk: shownDesk(own, with_),
    mayEdit,
    ghosts: computed(() => ghosts(own, with_)),
    blackouts: () => source().blackouts(),
    px: signal(1),
    folded: signal(new Set<Key>()),
    choose,
  };
  const chart = gantt(view);
  openOnBars(chart, view);
  const root = h('div', { class: 'plan' });
  const head = h('div', { class: 'plan-bar' });
  const stage = h('div', { class: 'plan-stage' });
  const side = h('div', { class: 'plan-side' });
  const key = h('div', { class: 'plan-key' });
  const whole = () => {
    const { from, to } = chart.scale();
    view.px.set(zoomFor(dayNumber(to) - dayNumber(from), chart.root.clientWidth - (narrow.matches ? 0 : NAMES_PX)));
  };
  region(head, () => [
    h('h2', { class: 'plan-title' }, p().title),
    dayTools(view.desk, chart.show),
    mayEdit() && undoTools(own),
    zoomTools(view.px, whole, () => chart.show(day())),
    turn(p().asTable, 'plan-table', table),
    office() && turn(p().compare.title, 'plan-compare', with_.isOn),
  ]);
  region(stage, () => [
    view.desk.placed().length === 0 && !source().busy()
      ? h('p', { class: 'quiet plan-empty' }, p().empty)
      : table()
        ? planTable(view.desk, office() !== null)
        : chart.root,
  ]);
  region(side, () => [
    with_.isOn() ? compareView(with_, choose) : null,
    mayEdit() ? barForm(own) : null,
    mayEdit() ? objections(own, view.blackouts()) : null,
    mayEdit() && !with_.isOn() ? effectList(own, choose) : null,
    mayEdit() && own.isMoved() ? saveBar(own) : null,
  ]);
  region(key, () => [
    ...legend(view.blackouts().length > 0, with_.isOn()),
    mayEdit() && h('p', { class: 'plan-help' }, narrow.matches ? p().helpTouch : p().help),
  ]);
  effect(() => {
    side.hidden = !with_.isOn() && !(mayEdit() && (own.chosen() !== null || own.isMoved()));
    root.classList.toggle('plan-with-side', !side.hidden);
  });
  let endMap: (() => void) | null = null;
  effect(() => {
    const isShown = with_.isOn() && planOpen();
    endMap?.();
    endMap = isShown ? untracked(() => compareOnMap(city.map, with_.moves, with_.beforeBars)) : null;
  });
  watchKeys(root, own, mayEdit);
  root.append(head, h('div', { class: 'plan-main' }, stage, side), key, announce(own));
  return root;
}

/** Behind a bar stands where it was: in the compared state, or before it was moved. */
function ghosts(own: Desk, with_: Comparison): ReadonlyMap<Key, Bar> {
  const before = with_.isOn() ? (with_.beforeBars() ?? []) : own.isMoved() ? own.base() : [];
  const after = new Map((with_.isOn() ? (with_.afterBars() ?? []) : own.placed()).map((bar) => [bar.key, bar]));
  const differs = (bar: Bar) => {
    const now = after.get(bar.key)?.planned;
    return now && (now.from !== bar.planned.from || now.to !== bar.planned.to);
  };
  return new Map(before.filter(differs).map((bar) => [bar.key, bar]));
}

/**
 * The first time there is something to show: a year or so round the chosen day. Of what comes, and the office's plan comes after
 * everybody's, that which is over is folded; and until somebody scrolls, what is on site on that day is in sight.
 */
function openOnBars(chart: Gantt, view: View): void {
  const met = new Set<Key>();
  let top = 0;
  const begin = () => {
    const room = chart.root.clientWidth - (narrow.matches ? 0 : NAMES_PX);
    view.px.set(room > 100 ? zoomFor(narrow.matches ? 200 : 400, room) : (ZOOMS[3] as number));
    requestAnimationFrame(() => chart.show(untracked(day)));
  };
  effect(() => {
    const fresh = view.desk.base().filter(({ key, parent }) => parent === null && !met.has(key));
    if (fresh.length === 0) return;
    const isFirst = met.size === 0;
    for (const { key } of fresh) met.add(key);
    view.folded.set(new Set([...untracked(view.folded), ...foldedAtFirst(fresh)]));
    requestAnimationFrame(() => {
      if (isFirst) begin();
      if (chart.root.scrollTop === top) requestAnimationFrame(() => (top = chart.reveal(untracked(day))));
    });
  });
}
