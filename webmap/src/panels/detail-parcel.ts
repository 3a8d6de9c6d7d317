import { findUnit } from '../data';
import { h } from '../dom';
import { t } from '../i18n';
import * as format from '../i18n/format';
import { signIcon } from '../map/glyph';
import { theme } from '../map/theme';
import { groupOf, type Parcel, type ParcelProperties } from '../model';
import { go, lang } from '../store';
import { unitTitle } from './names';
import { block, facts } from './parts';

function addresses(p: ParcelProperties): string {
  return (p.addresses ?? [])
    .map((each) =>
      typeof each === 'string' ? each : `${each.street_name} ${each.house_number ?? ''}${each.suffix ?? ''}`.trim(),
    )
    .join(', ');
}

function number(p: ParcelProperties): string {
  if (p.zaehler === null) return p.label ?? p.flurstueckskennzeichen;
  return p.nenner ? `${p.zaehler}/${p.nenner}` : String(p.zaehler);
}

function unitItem(unit: NonNullable<ParcelProperties['units']>[number]): HTMLElement {
  const known = findUnit(unit.public_ref);
  return h(
    'li',
    {},
    h(
      'button',
      {
        type: 'button',
        class: 'row row-plain',
        'data-key': `unit-${unit.public_ref}`,
        click: () => go({ sel: unit.public_ref, list: 'units' }),
      },
      signIcon({ group: groupOf(unit.use_type), status: unit.vacancy_status }, theme()),
      h(
        'span',
        { class: 'row-main' },
        h('span', { class: 'row-title' }, known ? unitTitle(known) : (unit.business_name ?? t().vacantUnit)),
        h('span', { class: 'row-sub' }, `${t().status[unit.vacancy_status]} · ${t().use[unit.use_type]}`),
      ),
    ),
  );
}

/** Everything public about a parcel. */
export function parcelDetail(parcel: Parcel, heading: (text: string) => HTMLElement): HTMLElement[] {
  const p = parcel.properties;
  const where = [p.gemarkung_name && `${t().gemarkung} ${p.gemarkung_name}`, p.flur !== null && `Flur ${p.flur}`]
    .filter(Boolean)
    .join(', ');
  const units = p.units ?? [];
  const rows = facts([
    [t().officialArea, format.area(p.official_area_m2 ?? p.geom_area_m2, lang())],
    [t().landUseLabel, p.land_use && (t().landUse[p.land_use] ?? p.land_use)],
    [t().addresses, addresses(p) || p.location_text],
    [t().parcelKey, p.flurstueckskennzeichen],
  ]);
  return [
    h('div', { class: 'lead' }, h('div', {}, heading(`${t().parcel} ${number(p)}`), h('p', { class: 'place' }, where))),
    ...(rows ? [rows] : []),
    ...(units.length > 0 ? [block(t().unitsOnParcel, h('ul', { class: 'plain' }, ...units.map(unitItem)))] : []),
  ];
}
