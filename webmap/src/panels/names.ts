import { either, t } from '../i18n';
import type { Section, Unit } from '../model';

export function addressOf({ properties: p }: Pick<Unit, 'properties'>): string {
  if (!p.street_name) return t().noAddress;
  return `${p.street_name} ${p.house_number ?? ''}${p.house_number_suffix ?? ''}`.trim();
}

/**
 * What stands over a unit, as on its page: what is offered goes by its offer, else the business, else that it is a shop at its address.
 * Nobody looks for a shop by the name of who still trades there.
 */
export function unitTitle(unit: Unit): string {
  const p = unit.properties;
  const title = either(p.offer_title_de, p.offer_title_en);
  return (p.offered && title) || p.business_name || title || t().unitAt(addressOf(unit));
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
