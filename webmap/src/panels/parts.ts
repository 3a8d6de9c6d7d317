import { h, s } from '../dom';
import { t } from '../i18n';
import * as format from '../i18n/format';
import { CHEVRONS, isShort } from '../map/works';
import type { Level, UnitProperties, WorksState } from '../model';
import { lang } from '../store';
import { type Day, dayNumber, lastDay, type Period, stateOn } from '../time/period';

export function statusChip(p: Pick<UnitProperties, 'vacancy_status' | 'vacant_since'>): HTMLElement {
  const since =
    p.vacant_since && p.vacancy_status !== 'occupied'
      ? ` · ${t().vacantSince.toLowerCase()} ${format.month(p.vacant_since, lang())}`
      : '';
  return h('span', { class: `tag tag-${p.vacancy_status}` }, t().status[p.vacancy_status] + since);
}

export function stateChip(state: WorksState): HTMLElement {
  return h('span', { class: `tag tag-${state}` }, t().worksState[state]);
}

/** One, two or three chevrons; the text beside them says the same. */
export function chevrons(level: Level | null): SVGElement {
  const n = CHEVRONS[level ?? 'minor'] ?? 1;
  const path = Array.from({ length: n }, (_, i) => `M${1.5 + i * 5} 1.5l3.5 4-3.5 4`).join('');
  return s(
    'svg',
    { class: 'chevrons', viewBox: `0 0 ${n * 5 + 2} 11`, width: n * 5 + 2, height: 11, 'aria-hidden': 'true' },
    s('path', { d: path }),
  );
}

/** The sign of a section of works; a long label is cut, and its title says all of it. */
export function badge(label: string, kind: string, sign?: SVGElement): HTMLElement {
  return h(
    'span',
    { class: `badge ${isShort(label) ? '' : 'badge-long '}${kind}`, title: isShort(label) ? null : label },
    h('span', { class: 'badge-label' }, label),
    sign,
  );
}

export function sinceText(period: Period, on: Day): string {
  const state = stateOn(period, on);
  const last = lastDay(period);
  if (state === 'future' && period.from) return t().dayBefore(dayNumber(period.from) - dayNumber(on));
  if (state === 'past' && period.to) return t().endedAgo(dayNumber(on) - dayNumber(period.to) + 1);
  return last ? t().daysLeft(dayNumber(last) - dayNumber(on)) : '';
}

export type Fact = [name: string, value: string | Node | null | undefined];

/** Facts as name and value; what is not known is left out. */
export function facts(rows: readonly Fact[]): HTMLElement | null {
  const known = rows.filter(([, value]) => value !== null && value !== undefined && value !== '');
  if (known.length === 0) return null;
  return h(
    'dl',
    { class: 'facts' },
    ...known.map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))),
  );
}

export function block(title: string, ...content: (Node | null | false)[]): HTMLElement {
  return h('section', { class: 'block' }, h('h3', {}, title), ...content);
}

export function yesNo(value: boolean | null | undefined): string {
  if (value === null || value === undefined) return format.unknown(lang());
  return value ? t().yes : t().no;
}
