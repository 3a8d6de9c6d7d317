import { either, t } from '../i18n';
import type { Section, Unit } from '../model';

export function addressOf({ properties: p }: Pick<Unit, 'properties'>): string {
  if (!p.street_name) return t().noAddress;
  return `${p.street_name} ${p.house_number ?? ''}${p.house_number_suffix ?? ''}`.trim();
}

/** What stands over a unit: the business, the offer's title, or that it is empty. */
export function unitTitle(unit: Unit): string {
  const p = unit.properties;
  return (
    p.business_name ||
    either(p.offer_title_de, p.offer_title_en) ||
    (p.vacant_since ? t().vacantUnit : t().unitAt(addressOf(unit)))
  );
}

export function unitName(unit: Unit): string {
  const title = unitTitle(unit);
  const address = addressOf(unit);
  return title.includes(address) ? title : `${title}, ${address}`;
}

export function sectionTitle({ properties: p }: Pick<Section, 'properties'>): string {
  const title = either(p.title_de, p.title_en);
  return title || t().section(p.label);
}
