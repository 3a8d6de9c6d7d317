// The answer as a table in the order of a walk; a row and its place on the map mark one another.

import { h } from '../dom';
import { either, t } from '../i18n';
import * as format from '../i18n/format';
import type { Status } from '../model';
import { effect } from '../signal';
import { lang } from '../store';
import type { Row } from './model';
import { type Answer, keyOf, marked } from './question';
import { w } from './texts';

const statusName = (row: Row | undefined) =>
  row?.vacancy_status ? (t().status[row.vacancy_status as Status] ?? row.vacancy_status) : '';

function nameOf(row: Row): string {
  const title = row.kind === 'sections' ? either(row.title_de, row.title_en) : row.business_name;
  return [row.label || row.ref, title].filter(Boolean).join(' · ');
}

/** The second line of a cell: the page is narrow, and nothing of the table shall lie beside it. */
const below = (text: string | undefined, more: HTMLElement | null = null) =>
  text || more ? h('span', { class: 'street-below' }, text ?? '', more) : null;

function line(
  row: Row,
  before: Row | undefined,
  isAlong: boolean,
  isCompared: boolean,
  show: (row: Row) => void,
): HTMLElement {
  const key = keyOf(row);
  const name = nameOf(row);
  const use = row.use_type ? (t().use[row.use_type as keyof ReturnType<typeof t>['use']] ?? row.use_type) : '';
  const isChanged = isCompared && row.kind === 'units' && before?.vacancy_status !== row.vacancy_status;
  const open = h(
    'button',
    {
      type: 'button',
      class: 'link',
      'data-key': `street-${key}-${row.side ?? ''}`,
      'aria-label': w().showOnMap(name),
      click: () => show(row),
    },
    name,
  );
  open.addEventListener('focus', () => marked.set(key));
  const root = h(
    'tr',
    { 'data-row': key, class: isChanged ? 'is-changed' : null },
    isAlong &&
      h('td', { class: 'number' }, format.metres(row.chainage_m, lang(), 0), below(row.side && w().sides[row.side])),
    h('th', { scope: 'row' }, open, below(row.kind === 'units' ? use : w().kinds[row.kind])),
    h(
      'td',
      {},
      row.kind === 'sections' ? format.range({ from: row.from ?? null, to: row.to ?? null }, lang()) : statusName(row),
      isCompared && below(statusName(before), isChanged ? h('strong', {}, ` ${w().changed}`) : null),
    ),
    h(
      'td',
      { class: 'number' },
      row.frontage_m === null ? '' : format.metres(row.frontage_m, lang()),
      below(row.sales_area_m2 || row.area_m2 ? format.area(row.sales_area_m2 ?? row.area_m2, lang()) : ''),
    ),
  );
  root.addEventListener('pointerenter', () => marked.set(key));
  return root;
}

/** Units and works; parcels and buildings are in the files. */
export const listed = (rows: readonly Row[]) => rows.filter(({ kind }) => kind === 'units' || kind === 'sections');

export function table({ found, before }: Answer, show: (row: Row) => void): HTMLElement {
  const isAlong = found.path !== undefined;
  const was = new Map((before?.rows ?? []).map((row) => [keyOf(row), row]));
  const c = w().columns;
  const head = (text: string, second?: string) => h('th', { scope: 'col' }, text, below(second));
  const root = h(
    'table',
    { class: 'street-table' },
    h('caption', {}, w().list),
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        isAlong && head(c.station, c.side),
        head(c.what, c.use),
        head(c.status, before ? c.before(format.date(before.at, lang())) : undefined),
        head(c.front, c.area),
      ),
    ),
    h('tbody', {}, ...listed(found.rows).map((row) => line(row, was.get(keyOf(row)), isAlong, before !== null, show))),
  );
  effect(() => {
    const key = marked();
    for (const each of root.querySelectorAll('[data-row]'))
      each.classList.toggle('is-marked', each.getAttribute('data-row') === key);
  });
  return h('div', { class: 'street-scroll', tabindex: 0, role: 'region', 'aria-label': w().list }, root);
}
