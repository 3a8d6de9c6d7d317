import { h } from '../dom';
import { t } from '../i18n';
import * as format from '../i18n/format';
import { p } from '../i18n/plan';
import { lang } from '../store';
import { lastDay } from '../time/period';
import { moves } from './compare';
import type { Desk } from './desk';
import { barName, fullName } from './names';
import { has, lengthOf, type Placed } from './shift';

function cells(bar: Placed, moved: string, names: ReadonlyMap<string, string>, isOffice: boolean): HTMLElement[] {
  const date = (day: string | null) => (day ? format.date(day, lang()) : '–');
  const length = has(bar.planned) ? format.number(lengthOf(bar.planned), lang()) : '–';
  const cell = (text: string, number = false) => h('td', { class: number ? 'plan-number' : null }, text);
  const waits = bar.dependsOn.map((key) => names.get(key) ?? '').filter(Boolean);
  return [
    h('th', { scope: 'row', class: `plan-th-${bar.parent ? 'phase' : 'section'}` }, barName(bar)),
    cell(date(bar.planned.from)),
    cell(date(lastDay(bar.planned))),
    cell(length, true),
    cell(date(bar.begun)),
    cell(date(bar.ended)),
    cell(t().sectionStatus[bar.status] ?? bar.status),
    ...(isOffice ? [cell(waits.join(', ') || '–'), cell(moved || '–')] : []),
  ];
}

/** The same plan for those who read rather than look: one line a bar, in the order of the chart. */
export function planTable(desk: Desk, isOffice: boolean): HTMLElement {
  const bars = desk.placed();
  const names = new Map(desk.base().map((bar) => [bar.key, fullName(bar)]));
  const moved = new Map(moves(desk.base(), bars).map((each) => [each.key, p().moved(each.start, each.end)]));
  const c = p().columns;
  const heads = [c.name, c.from, c.to, c.length, c.begun, c.ended, c.status, ...(isOffice ? [c.waits, c.moved] : [])];
  return h(
    'div',
    { class: 'plan-table-box', tabindex: 0, role: 'region', 'aria-label': p().tableNote, 'data-key': 'table' },
    h(
      'table',
      { class: 'plan-table' },
      h('caption', { class: 'visually-hidden' }, p().tableNote),
      h('thead', {}, h('tr', {}, ...heads.map((each) => h('th', { scope: 'col' }, each)))),
      h('tbody', {}, ...bars.map((bar) => h('tr', {}, ...cells(bar, moved.get(bar.key) ?? '', names, isOffice)))),
    ),
  );
}
