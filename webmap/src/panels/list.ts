import { browsing, wantBrowse } from '../browse-door';
import {
  allSections,
  listedUnits,
  sections,
  sectionsNow,
  shownSections,
  shownUnits,
  town,
  units,
  unitsNow,
} from '../data';
import { h, region } from '../dom';
import { either, t } from '../i18n';
import * as format from '../i18n/format';
import { signIcon } from '../map/glyph';
import { theme } from '../map/theme';
import { groupOf, isVacant, type Section, type Unit } from '../model';
import type { Loaded } from '../resource';
import { periodOf } from '../sieve';
import { effect, signal } from '../signal';
import { day, go, hover, lang, sel, select } from '../store';
import { stateOn } from '../time/period';
import { isFiltering, relaxations } from './filter';
import { filesRow, saveRow, sortControl } from './list-tools';
import { addressOf, sectionTitle, unitTitle } from './names';
import { failure } from './notices';
import { badge, chevrons, sinceText, stateChip, statusChip } from './parts';
import { PAGE, Rows } from './rows';

const list = select('list');
const inView = select('inView');
const limit = signal(PAGE);

function row(key: string, label: HTMLElement[], open: () => void): HTMLElement {
  const button = h(
    'button',
    {
      type: 'button',
      class: 'row',
      'data-key': `row-${key}`,
      'data-ref': key,
      click: open,
    },
    ...label,
  );
  button.addEventListener('pointerenter', () => hover.set(key));
  button.addEventListener('pointerleave', () => hover.set(null));
  button.addEventListener('focus', () => hover.set(key));
  button.addEventListener('blur', () => hover.set(null));
  return h('li', {}, button);
}

function unitRow(unit: Unit): HTMLElement {
  const p = unit.properties;
  const vacant = isVacant(p.vacancy_status);
  const area = p.sales_area_m2 ?? p.total_area_m2;
  const title = unitTitle(unit);
  const address = addressOf(unit);
  const second = [!title.includes(address) && address, t().use[p.use_type] ?? p.use_type].filter(Boolean).join(' · ');
  const rent =
    vacant && (p.rent_cents_m2_month !== null || p.price_on_request)
      ? format.rent(p.rent_cents_m2_month, p.price_on_request, lang())
      : null;
  return row(
    p.public_ref,
    [
      signIcon({ group: groupOf(p.use_type), status: p.vacancy_status }, theme()),
      h(
        'span',
        { class: 'row-main' },
        h('span', { class: 'row-title' }, title),
        h('span', { class: 'row-sub' }, second),
      ),
      h(
        'span',
        { class: 'row-side' },
        area !== null && h('span', { class: 'row-figure' }, format.area(area, lang())),
        rent && h('span', { class: 'row-sub' }, rent),
      ),
      p.vacancy_status === 'occupied' ? h('span') : statusChip(p),
    ],
    () => go({ sel: p.public_ref }),
  );
}

function sectionRow(section: Section): HTMLElement {
  const p = section.properties;
  const period = periodOf(section);
  const state = stateOn(period, day());
  const project = either(p.project_title_de, p.project_title_en);
  return row(
    `s:${section.id}`,
    [
      badge(p.label, `badge-${state}`, chevrons(p.noise_level)),
      h(
        'span',
        { class: 'row-main' },
        h('span', { class: 'row-title' }, sectionTitle(section)),
        h('span', { class: 'row-sub' }, [project, format.range(period, lang())].filter(Boolean).join(' · ')),
      ),
      h('span', { class: 'row-side' }),
      h('span', { class: 'row-chips' }, stateChip(state), h('span', { class: 'row-sub' }, sinceText(period, day()))),
    ],
    () => go({ sel: `s:${section.id}` }),
  );
}

function skeleton(): HTMLElement[] {
  return Array.from({ length: 7 }, () => h('li', { class: 'skeleton', 'aria-hidden': 'true' }, h('span'), h('span')));
}

function isEmptyTown(): boolean {
  const answer = town.value().data;
  return !!answer && Object.values(answer.counts).every((n) => n === 0);
}

function emptyUnits(): HTMLElement {
  if (isEmptyTown()) return h('div', { class: 'empty' }, h('h2', {}, t().emptyTown), h('p', {}, t().emptyTownNote));
  wantBrowse(); // what to relax is known there
  const byView = inView() && shownUnits().length > 0;
  const steps = byView ? [] : relaxations();
  const view = h(
    'button',
    { type: 'button', class: 'button', click: () => go({ inView: false }) },
    t().relax(shownUnits().length, t().relaxView),
  );
  return h(
    'div',
    { class: 'empty' },
    h('p', {}, byView ? t().noHitsInView : t().noHits),
    ...(byView
      ? [view]
      : steps.map(({ n, name, patch }) =>
          h('button', { type: 'button', class: 'button', click: () => go(patch) }, t().relax(n, name)),
        )),
  );
}

function emptyWorks(): HTMLElement {
  if (isEmptyTown()) return emptyUnits();
  return h(
    'div',
    { class: 'empty' },
    h('p', {}, t().noWorks),
    allSections().length > 0 && h('p', { class: 'quiet' }, t().noWorksHint),
  );
}

function content<T extends { id: number }>(
  loaded: Loaded<T[]>,
  items: readonly T[],
  rows: () => HTMLElement,
  empty: () => HTMLElement,
  what: string,
  retry: () => void,
): HTMLElement[] {
  const trouble = loaded.error && !loaded.data ? [failure(t().failed(what), loaded.error, retry)] : [];
  if (!loaded.data) return loaded.error ? trouble : [h('ul', { class: 'rows' }, ...skeleton())];
  return items.length > 0 ? [rows()] : [empty()];
}

function moreButton(total: number): HTMLElement | null {
  if (total <= limit()) return null;
  return h(
    'button',
    { type: 'button', class: 'button more', 'data-key': 'more', click: () => limit.set(limit() + 5 * PAGE) },
    t().more(total - limit()),
  );
}

function unitList(list: Rows): (HTMLElement | null)[] {
  const items = listedUnits().slice(0, limit());
  const rows = () => list.show(items, unitRow);
  const more = moreButton(listedUnits().length);
  return [...content(unitsNow(), items, rows, emptyUnits, t().failedUnits, units.load), more, saveRow(), filesRow()];
}

function worksList(list: Rows): HTMLElement[] {
  const rows = () => list.show(shownSections(), sectionRow);
  return content(sectionsNow(), shownSections(), rows, emptyWorks, t().failedWorks, sections.load);
}

/** The list is an equal main path: everything on the map is here, in the same filter. */
export function listPanel(): HTMLElement {
  const root = h('section', { class: 'list', id: 'list', tabindex: -1 });
  effect(() => root.setAttribute('aria-label', list() === 'units' ? t().tabUnits : t().tabWorks));
  const rows = new Rows(root);
  const body = h('div');
  const bar = h('div', { class: 'compare-slot' });
  root.append(sortControl(), body, bar);
  region(body, () => (list() === 'units' ? unitList(rows) : worksList(rows)));
  region(bar, () => [browsing()?.compareBar()]);
  effect(() => {
    root.hidden = sel() !== null || isFiltering();
    root.setAttribute('aria-busy', String((unitsNow().loading && !unitsNow().data) || !rows.whole()));
  });
  let hovered: Element | null = null;
  effect(() => {
    const key = hover();
    hovered?.classList.remove('row-hover');
    hovered = key ? root.querySelector(`.row[data-ref="${CSS.escape(key)}"]`) : null;
    hovered?.classList.add('row-hover');
  });
  return root;
}
