import { countedByStatus, countedByUse, countedWorks, periodOf, units } from '../data';
import { h, region, s } from '../dom';
import { t } from '../i18n';
import { groupOf, STATUSES, type Status, USE_GROUPS, type UseGroup, WORKS_STATES, type WorksState } from '../model';
import { computed } from '../signal';
import { day, go, select, state } from '../store';
import { stateOn } from '../time/period';
import { signIcon } from './glyph';
import { theme } from './theme';

/** Up to here tiles hold squares in place of single features. */
const OVERVIEW_ZOOM = 13;
const view = select('view');
const isFar = computed(() => (view()?.zoom ?? OVERVIEW_ZOOM + 1) <= OVERVIEW_ZOOM);

function check(key: string, sign: Element, name: string, count: number, on: boolean, change: () => void): HTMLElement {
  const box = h('input', { type: 'checkbox', 'data-key': key, change });
  box.checked = on;
  return h(
    'label',
    { class: 'legend-item' },
    box,
    sign,
    h('span', { class: 'legend-name' }, name),
    h('span', { class: 'legend-count' }, count),
  );
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

function section(title: string, ...items: HTMLElement[]): HTMLElement {
  return h('fieldset', { class: 'legend-group' }, h('legend', {}, title), ...items);
}

function uses(): HTMLElement {
  const data = countedByUse();
  const { uses: chosen } = state();
  const item = (group: UseGroup) => {
    const sign = signIcon({ group, status: 'occupied' }, theme(), 7);
    const count = data.filter((unit) => groupOf(unit.properties.use_type) === group).length;
    return check(`use-${group}`, sign, t().group[group], count, chosen.includes(group), () =>
      go({ uses: flip(USE_GROUPS, chosen, group) }),
    );
  };
  return section(t().useFilter, ...USE_GROUPS.map(item));
}

function statuses(): HTMLElement {
  const data = countedByStatus();
  const hasUnknown = units.value().data?.some((unit) => unit.properties.vacancy_status === 'unknown');
  const { statuses: chosen } = state();
  const counts = new Map<Status, number>();
  for (const unit of data)
    counts.set(unit.properties.vacancy_status, (counts.get(unit.properties.vacancy_status) ?? 0) + 1);
  const item = (status: Status) => {
    const sign = signIcon({ group: 'other', status }, theme(), 7);
    return check(`status-${status}`, sign, t().status[status], counts.get(status) ?? 0, chosen.includes(status), () =>
      go({ statuses: flip(STATUSES, chosen, status) }),
    );
  };
  return section(t().statusFilter, ...STATUSES.filter((status) => status !== 'unknown' || hasUnknown).map(item));
}

function works(): HTMLElement {
  const { works: chosen } = state();
  const item = (which: WorksState) => {
    const count = countedWorks().filter((each) => stateOn(periodOf(each), day()) === which).length;
    return check(`works-${which}`, swatch(which), t().worksState[which], count, chosen.includes(which), () =>
      go({ works: flip(WORKS_STATES, chosen, which) }),
    );
  };
  return section(t().worksFilter, ...WORKS_STATES.map(item));
}

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
  region(root, () => [
    h('h2', {}, t().legend),
    h('p', { class: 'quiet' }, t().legendHint),
    overview(),
    statuses(),
    uses(),
    works(),
    ground(),
  ]);
  return root;
}
