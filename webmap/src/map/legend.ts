import { countedByStatus, countedByUse, countedWorks, unitsNow } from '../data';
import { h, region, s } from '../dom';
import { t } from '../i18n';
import * as format from '../i18n/format';
import { STATUSES, type Status, USE_GROUPS, type UseGroup, WORKS_STATES, type WorksState } from '../model';
import { periodOf } from '../sieve';
import { computed, effect, signal } from '../signal';
import { day, go, lang, select, state } from '../store';
import { stateOn } from '../time/period';
import { signIcon } from './glyph';
import { theme } from './theme';

/** Up to here tiles hold squares in place of single features. */
const OVERVIEW_ZOOM = 13;
const view = select('view');
const isFar = computed(() => (view()?.zoom ?? OVERVIEW_ZOOM + 1) <= OVERVIEW_ZOOM);

/** A line of the legend, and what in it follows the filter. */
interface Line {
  box: HTMLInputElement;
  count: HTMLElement;
  number: () => number;
  isOn: () => boolean;
}

function check(key: string, sign: Element, name: string, number: Line['number'], isOn: Line['isOn'], flip: () => void) {
  const box = h('input', { type: 'checkbox', 'data-key': key, change: flip });
  const count = h('span', { class: 'legend-count' });
  const root = h('label', { class: 'legend-item' }, box, sign, h('span', { class: 'legend-name' }, name), count);
  return { root, line: { box, count, number, isOn } };
}

function flip<T>(all: readonly T[], chosen: readonly T[], one: T): T[] {
  return all.filter((each) => (each === one ? !chosen.includes(one) : chosen.includes(each)));
}

function swatch(kind: string): SVGElement {
  return s(
    'svg',
    { class: `swatch swatch-${kind}`, viewBox: '0 0 22 16', 'aria-hidden': 'true' },
    s('rect', { x: 1.5, y: 1.5, width: 19, height: 13, rx: 2 }),
    kind === 'past' && s('path', { d: 'M3 14 14 2M9 14 20 2' }),
  );
}

function section(title: string, items: readonly { root: HTMLElement }[]): HTMLElement {
  return h('fieldset', { class: 'legend-group' }, h('legend', {}, title), ...items.map(({ root }) => root));
}

const hasUnknown = computed(() => !!unitsNow().data?.some((unit) => unit.properties.vacancy_status === 'unknown'));

const useLine = (group: UseGroup) =>
  check(
    `use-${group}`,
    signIcon({ group, status: 'occupied' }, theme(), 7),
    t().group[group],
    () => countedByUse()[group] ?? 0,
    () => state().uses.includes(group),
    () => go({ uses: flip(USE_GROUPS, state().uses, group) }),
  );

const statusLine = (status: Status) =>
  check(
    `status-${status}`,
    signIcon({ group: 'other', status }, theme(), 7),
    t().status[status],
    () => countedByStatus()[status] ?? 0,
    () => state().statuses.includes(status),
    () => go({ statuses: flip(STATUSES, state().statuses, status) }),
  );

const worksLine = (which: WorksState) =>
  check(
    `works-${which}`,
    swatch(which),
    t().worksState[which],
    () => countedWorks().filter((each) => stateOn(periodOf(each), day()) === which).length,
    () => state().works.includes(which),
    () => go({ works: flip(WORKS_STATES, state().works, which) }),
  );

const item = (kind: string, name: string) =>
  h('li', { class: 'legend-item' }, swatch(kind), h('span', { class: 'legend-name' }, name));

/** What the squares mean, where there are any. */
function overview(): HTMLElement | null {
  if (!isFar()) return null;
  const shares = t().overviewShares.map((name, i) => item(`share${i}`, name));
  return h(
    'section',
    { class: 'legend-group', 'aria-label': t().overview },
    h('h3', {}, t().overview),
    h('p', { class: 'quiet' }, t().overviewHint),
    h('ul', { class: 'plain legend-base' }, ...shares, item('none', t().overviewNone)),
  );
}

function ground(): HTMLElement {
  const names = t().base;
  return h(
    'details',
    { class: 'legend-group' },
    h('summary', { 'data-key': 'base' }, t().baseMap),
    h(
      'ul',
      { class: 'plain legend-base' },
      item('street', names.street),
      item('pedestrian', names.pedestrian),
      item('building', names.building),
      item('listed', names.listed),
      item('green', names.green),
      item('water', names.water),
    ),
  );
}

/** The legend is the layer switch: every line shows its sign, its number and whether it is drawn. */
export function legendCard(): HTMLElement {
  const root = h('div', { class: 'legend' });
  const lines = signal<readonly Line[]>([]);
  region(root, () => {
    const statuses = STATUSES.filter((status) => status !== 'unknown' || hasUnknown()).map(statusLine);
    const [uses, works] = [USE_GROUPS.map(useLine), WORKS_STATES.map(worksLine)];
    lines.set([...statuses, ...uses, ...works].map(({ line }) => line));
    return [
      h('h2', {}, t().legend),
      h('p', { class: 'quiet' }, t().legendHint),
      overview(),
      section(t().statusFilter, statuses),
      section(t().useFilter, uses),
      section(t().worksFilter, works),
      ground(),
    ];
  });
  effect(() => {
    for (const { box, count, number, isOn } of lines()) {
      box.checked = isOn();
      const text = format.number(number(), lang());
      if (count.textContent !== text) count.textContent = text;
    }
  });
  return root;
}
