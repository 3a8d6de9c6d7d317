import { api } from '../api';
import { at, findUnit } from '../data';
import { h, icon, region } from '../dom';
import { t } from '../i18n';
import { b } from '../i18n/browse';
import * as format from '../i18n/format';
import type { Unit } from '../model';
import { addressOf, unitName, unitTitle } from '../panels/names';
import { yesNo } from '../panels/parts';
import { computed, effect, signal, untracked } from '../signal';
import { day, go, lang, select, state } from '../store';

const full = signal<ReadonlyMap<string, Unit>>(new Map());
const refs = computed(
  () => state().compare,
  (a, z) => a.join() === z.join(),
);

/** What is known of the compared units: all, or until that has come what the list has. */
const compared = computed(() => refs().map((ref) => full().get(ref) ?? findUnit(ref) ?? ref));

function fetchAll(): void {
  for (const ref of refs()) {
    if (untracked(full).has(ref)) continue;
    api.unit(ref, untracked(at)).then(
      (unit) => full.set(new Map([...untracked(full), [ref, unit]])),
      () => {}, // what the list knows of it stays
    );
  }
}

function drop(ref: string): void {
  const rest = untracked(state).compare.filter((each) => each !== ref);
  go({ compare: rest, comparing: rest.length > 0 && untracked(state).comparing });
}

/** Stands under the list while there is something to compare. */
export function compareBar(): HTMLElement | null {
  const n = refs().length;
  if (n === 0) return null;
  return h(
    'div',
    { class: 'compare-bar' },
    h(
      'button',
      { type: 'button', class: 'button button-main', 'data-key': 'compare-open', click: () => go({ comparing: true }) },
      b().compareOpen(n),
    ),
    h(
      'button',
      {
        type: 'button',
        class: 'link',
        'data-key': 'compare-clear',
        click: () => go({ compare: [], comparing: false }),
      },
      b().compareClear,
    ),
  );
}

type Line = [name: string, value: (unit: Unit) => string | null | undefined];

function worksText(unit: Unit): string {
  const works = unit.properties.works;
  if (!works) return '…';
  if (works.length === 0) return b().none;
  const ends = works.map((each) => each.valid_to);
  const last = ends.includes(null) ? null : (ends as string[]).sort().at(-1);
  return `${works.length}, ${last ? b().untilDay(format.date(last, lang())) : b().openEnd}`;
}

function lines(): Line[] {
  const l = lang();
  const area = (value: number | null) => (value === null ? null : format.area(value, l));
  return [
    [t().statusFilter, ({ properties: p }) => t().status[p.vacancy_status]],
    [t().salesArea, ({ properties: p }) => area(p.sales_area_m2)],
    [t().totalArea, ({ properties: p }) => area(p.total_area_m2)],
    [
      t().rentPerM2,
      ({ properties: p }) => (p.offered ? format.rent(p.rent_cents_m2_month, p.price_on_request, l) : null),
    ],
    [
      t().rentTotal,
      ({ properties: p }) => (p.net_cold_rent_cents === null ? null : format.money(p.net_cold_rent_cents, l)),
    ],
    [
      t().charges,
      ({ properties: p }) => (p.service_charges_cents === null ? null : format.money(p.service_charges_cents, l)),
    ],
    [
      t().available,
      ({ properties: p }) =>
        !p.offered
          ? null
          : p.available_from && p.available_from > day()
            ? format.date(p.available_from, l)
            : t().availableNow,
    ],
    [t().frontage, ({ properties: p }) => (p.frontage_m === null ? null : format.metres(p.frontage_m, l))],
    [t().floor, ({ properties: p }) => (p.floor === null ? null : t().floorName(p.floor))],
    [t().stepFree, ({ properties: p }) => yesNo(p.step_free)],
    [t().interim, ({ properties: p }) => (p.interim_use_possible === null ? null : yesNo(p.interim_use_possible))],
    [t().suitable, ({ properties: p }) => p.suitable_uses?.map((use) => t().use[use] ?? use).join(', ')],
    [t().conditionLabel, ({ properties: p }) => p.condition && (t().condition[p.condition] ?? p.condition)],
    [
      t().ceiling,
      ({ properties: p }) => (p.ceiling_height_m === null ? null : format.metres(p.ceiling_height_m, l, 2)),
    ],
    [t().locationClass, ({ properties: p }) => p.location_class],
    [b().fund, ({ properties: p }) => p.fund_areas?.join(', ')],
    [b().worksNow, worksText],
  ];
}

function head(unit: Unit | string): HTMLElement {
  const ref = typeof unit === 'string' ? unit : unit.properties.public_ref;
  const name = typeof unit === 'string' ? ref : unitName(unit);
  const title = typeof unit === 'string' ? ref : unitTitle(unit);
  const key = encodeURIComponent(ref);
  return h(
    'th',
    { scope: 'col' },
    h('span', { class: 'compare-name' }, title),
    name !== title && typeof unit !== 'string' && h('span', { class: 'row-sub' }, addressOf(unit)),
    h(
      'span',
      { class: 'compare-acts' },
      h('a', { href: `units/${key}?lang=${lang()}` }, b().toPage),
      h('a', { href: `units/${key}/ask?lang=${lang()}` }, b().ask),
      h(
        'button',
        {
          type: 'button',
          class: 'tool',
          'data-key': `drop-${ref}`,
          'aria-label': b().compareRemove(name),
          click: () => drop(ref),
        },
        icon('close'),
      ),
    ),
  );
}

function table(): HTMLElement {
  const units = compared();
  const cell = (unit: Unit | string, value: Line[1]) =>
    h('td', {}, (typeof unit === 'string' ? null : value(unit)) || format.unknown(lang()));
  return h(
    'table',
    { class: 'compare-table' },
    h('thead', {}, h('tr', {}, h('td', {}), ...units.map(head))),
    h(
      'tbody',
      {},
      ...lines().map(([name, value]) =>
        h('tr', {}, h('th', { scope: 'row' }, name), ...units.map((unit) => cell(unit, value))),
      ),
    ),
  );
}

/** The comparison as a dialog over the map; it is part of the address, so a link opens it and Back closes it. */
export function comparison(): void {
  const content = h('div', { class: 'compare-content', tabindex: 0 });
  const title = h('h2', { id: 'compare-title' });
  const tools = h('div', { class: 'compare-tools' });
  const root = h('dialog', { class: 'compare', 'aria-labelledby': 'compare-title' }, title, tools, content);
  document.body.append(root); // a dialog can be shown only there
  const open = select('comparing');
  region(content, () => (open() ? [table(), refs().length < 2 && h('p', { class: 'quiet' }, b().compareHint)] : []));
  region(tools, () => [
    h('button', { type: 'button', class: 'button', 'data-key': 'print', click: () => print() }, b().print),
    h(
      'button',
      { type: 'button', class: 'button', 'data-key': 'close', click: () => go({ comparing: false }) },
      b().close,
    ),
  ]);
  effect(() => {
    title.textContent = b().compareTitle;
    const isOpen = open() && refs().length > 0;
    document.body.classList.toggle('comparing', isOpen);
    if (isOpen) fetchAll();
    if (isOpen && !root.open) root.showModal();
    else if (!isOpen && root.open) root.close();
  });
  root.addEventListener('cancel', (event) => {
    event.preventDefault();
    go({ comparing: false });
  });
}
