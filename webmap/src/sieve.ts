// The filter as pure functions: what it keeps of units and works, and the counts that belong to it.

import { hasFacets } from './facets';
import type { State } from './hash';
import { type Box, groupOf, type Section, type Status, type Unit, type UseGroup } from './model';
import { overlaps, type Period, type Span, stateOn, windowOf } from './time/period';

export type UnitFilter = Pick<State, 'uses' | 'statuses' | 'text' | 'facets'>;

export const periodOf = (section: Section): Period => ({
  from: section.properties.valid_from,
  to: section.properties.valid_to,
});

function fold(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll(/str(?:\.|asse)(?=\s|$)/g, 'str')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '');
}

function words(parts: readonly (string | number | null | undefined)[]): string {
  return fold(parts.filter((part) => part !== null && part !== undefined && part !== '').join(' '));
}

const sought = (needle: string) => fold(needle).split(/\s+/);

export function matchesText(haystack: readonly (string | number | null | undefined)[], needle: string): boolean {
  const text = words(haystack);
  return sought(needle).every((word) => text.includes(word));
}

const said = new WeakMap<Unit, string>();

/** What of a unit is searched, folded once. */
function saidOf(unit: Unit): string {
  const known = said.get(unit);
  if (known !== undefined) return known;
  const p = unit.properties;
  const number = `${p.house_number ?? ''}${p.house_number_suffix ?? ''}`;
  const text = words([p.business_name, p.offer_title_de, p.offer_title_en, p.street_name, number, p.public_ref]);
  said.set(unit, text);
  return text;
}

/** Text and facets, which no part of the legend leaves open. */
function finely({ text, facets }: Pick<UnitFilter, 'text' | 'facets'>): (unit: Unit) => boolean {
  const each = text ? sought(text) : [];
  return (unit) => {
    if (!hasFacets(unit, facets)) return false;
    if (each.length === 0) return true;
    const all = saidOf(unit);
    return each.every((word) => all.includes(word));
  };
}

export function keepUnit(unit: Unit, filter: UnitFilter): boolean {
  const p = unit.properties;
  return (
    filter.statuses.includes(p.vacancy_status) && filter.uses.includes(groupOf(p.use_type)) && finely(filter)(unit)
  );
}

let last = { on: '', span: 'day' as Span, window: { from: '', to: '' } };

/** One section after the other is asked about the same window. */
function windowOn(on: string, span: Span): { from: string; to: string } {
  if (last.on !== on || last.span !== span) last = { on, span, window: windowOf(on, span) };
  return last.window;
}

export function keepSection(section: Section, filter: Pick<State, 'works' | 'text' | 'span'>, on: string): boolean {
  const period = periodOf(section);
  if (!filter.works.includes(stateOn(period, on))) return false;
  if (!overlaps(period, windowOn(on, filter.span))) return false;
  if (!filter.text) return true;
  const p = section.properties;
  const streets = p.street_names ?? [];
  return matchesText(
    [p.label, p.title_de, p.title_en, p.project_title_de, p.project_title_en, ...streets],
    filter.text,
  );
}

/** What a filter leaves of the units, and what it would leave without each group of the legend. */
export interface Sifted {
  /** In the order of the units. */
  shown: readonly Unit[];
  /** Of these, what lies in the box. */
  inside: readonly Unit[];
  /** In the box, with the choice of uses left open. */
  uses: Readonly<Partial<Record<UseGroup, number>>>;
  /** In the box, with the choice of statuses left open. */
  statuses: Readonly<Partial<Record<Status, number>>>;
}

function isInside({ geometry }: Unit, [west, south, east, north]: Box): boolean {
  const [lon = 0, lat = 0] = geometry.coordinates;
  return lon >= west && lon <= east && lat >= south && lat <= north;
}

function oneMore<K extends string>(counts: Partial<Record<K, number>>, key: K): void {
  counts[key] = (counts[key] ?? 0) + 1;
}

/** Goes through the units once; without a box, all of them lie inside. */
export function sift(units: readonly Unit[], filter: UnitFilter, box: Box | null): Sifted {
  const keeps = finely(filter);
  const [shown, inside]: [Unit[], Unit[]] = [[], []];
  const uses: Partial<Record<UseGroup, number>> = {};
  const statuses: Partial<Record<Status, number>> = {};
  for (const unit of units) {
    const { vacancy_status: status, use_type: use } = unit.properties;
    const group = groupOf(use);
    const [hasUse, hasStatus] = [filter.uses.includes(group), filter.statuses.includes(status)];
    if (!(hasUse || hasStatus) || !keeps(unit)) continue;
    const isIn = !box || isInside(unit, box);
    if (hasUse && hasStatus) shown.push(unit);
    if (hasUse && hasStatus && isIn) inside.push(unit);
    if (hasStatus && isIn) oneMore(uses, group);
    if (hasUse && isIn) oneMore(statuses, status);
  }
  return { shown, inside, uses, statuses };
}
