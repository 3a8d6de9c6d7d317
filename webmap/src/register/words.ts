// What a unit is called, and how its values read.

import { t } from '../i18n';
import * as format from '../i18n/format';
import type { Status, Unit } from '../model';
import { statusOf } from '../model';
import { addressOf } from '../panels/names';
import { st } from '../staff/i18n';
import { lang } from '../store';
import { isEmpty } from './data';
import { rt } from './i18n';
import type { StaffUnit, UnitDoc, UnitKey, UnitParcel, UnitStatus } from './model';
import type { OfferDoc, OfferKey } from './model-offer';

/** Its address by itself, as the public reads it. */
export const addressIn = (p: Pick<UnitDoc, 'street_name' | 'house_number' | 'house_number_suffix'>) =>
  addressOf({ properties: p as unknown as Unit['properties'] });

export function titleOf({ properties: p }: StaffUnit): string {
  return p.business_name || (isEmpty(p.status) ? rt().vacantUnit : rt().plainUnit);
}

/** Address and floor; most are on the ground floor, which goes without saying. */
export function placeOf({ properties: p }: StaffUnit): string {
  const floor = p.floor === 0 ? '' : t().floorName(p.floor);
  return [addressIn(p), floor].filter(Boolean).join(' · ');
}

/** The sign has none for what is no longer there. */
export const signStatus = (status: UnitStatus): Status => statusOf(status);

export const dateOf = (day: string | null) => format.date(day, lang());

const yesNo = (value: boolean) => (value ? t().yes : t().no);

const NAMES = (key: UnitKey | OfferKey): Record<string, string> | undefined => {
  const texts = rt().unit;
  const all: Partial<Record<UnitKey | OfferKey, Record<string, string>>> = {
    position: texts.position,
    use_type: t().use,
    area_source: texts.areaSource,
    condition: t().condition,
    not_marketable_reason: texts.hindrance,
    public_basis: texts.publicBasis,
    publication_basis: rt().offer.basis,
  };
  return all[key];
};

const isDay = (value: string) => /^\d{4}-\d{2}-\d{2}$/.test(value);
const parcelsInWords = (parcels: readonly UnitParcel[]) =>
  parcels.map(({ label, parcel_id, primary }) => `${label ?? parcel_id}${primary ? ` (${rt().unit.parcelMain})` : ''}`);

function listInWords(key: string, value: readonly unknown[]): string {
  const words =
    key === 'parcels'
      ? parcelsInWords(value as UnitParcel[])
      : (value as (keyof ReturnType<typeof t>['use'])[]).map((use) => t().use[use] ?? use);
  return words.join(', ') || st().empty;
}

/** A value of a unit or of an offer. */
export function valueInWords(key: UnitKey | OfferKey, value: unknown): string {
  if (value === null || value === undefined || value === '') return st().empty;
  if (typeof value === 'boolean') return yesNo(value);
  if (typeof value === 'number')
    return key.endsWith('_cents')
      ? format.money(value, lang())
      : key === 'year_built'
        ? String(value)
        : format.number(value, lang(), 2);
  if (typeof value === 'string') return NAMES(key)?.[value] ?? (isDay(value) ? dateOf(value) : value);
  if (Array.isArray(value)) return listInWords(key, value);
  const [lon = 0, lat = 0] = (value as { coordinates?: number[] }).coordinates ?? [];
  return `${format.number(lat, lang(), 5)}° N, ${format.number(lon, lang(), 5)}° E`;
}

/** The name of a member, of a unit or of an offer. */
export const memberInWords = (key: string) =>
  rt().unit.field[key as UnitKey] ?? rt().offer.field[key as keyof OfferDoc] ?? key;
