// What a party is, in words.

import { h } from '../dom';
import * as format from '../i18n/format';
import { findUnit } from '../register/data';
import { placeOf as placeOfUnit } from '../register/words';
import { st } from '../staff/i18n';
import { lang, serverToday } from '../store';
import { type Day, dayNumber } from '../time/period';
import { w } from './i18n';
import type { Kind, Party, PartyKey, PartyLink } from './model';

const SOON_DAYS = 60;

export const dateOf = (day: Day | null) => format.date(day, lang());

export function unitInWords(id: number): string {
  const unit = findUnit(id);
  return unit ? `${placeOfUnit(unit)} (${unit.properties.public_ref})` : w().unit(id);
}

export const placeOf = ({ unit_id, parcel_id, parcel_label }: PartyLink) =>
  unit_id !== null ? unitInWords(unit_id) : w().parcel(parcel_label ?? `${parcel_id}`);

export const spanOf = ({ from, to }: PartyLink) =>
  from === null && to === null ? '' : format.range({ from, to }, lang());

/** The day on which it goes stands at everything that names somebody; soon is said by a word, too. */
export function keptChip({ delete_after }: Pick<Party, 'delete_after'>): HTMLElement {
  const isSoon = delete_after !== null && dayNumber(delete_after) - dayNumber(serverToday()) < SOON_DAYS;
  const words = isSoon ? w().goesSoon(dateOf(delete_after)) : w().keptUntil(dateOf(delete_after));
  return h('span', { class: `tag ${isSoon ? 'tag-overdue' : 'tag-plain'}` }, words);
}

export const memberInWords = (key: string) => w().field[key as PartyKey] ?? key;

export function valueInWords(key: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return st().empty;
  if (key === 'kind') return w().kind[value as Kind];
  return key === 'collected_at' || key === 'delete_after' ? dateOf(value as Day) : String(value);
}

/** The ways to somebody, as links. */
export function waysTo({ email, phone, address }: Pick<Party, 'email' | 'phone' | 'address'>): HTMLElement | null {
  if (!email && !phone && !address) return null;
  return h(
    'p',
    { class: 'owner-ways' },
    email && h('a', { href: `mailto:${encodeURIComponent(email)}` }, email),
    phone && h('a', { href: `tel:${phone.replaceAll(/[^\d+]/g, '')}` }, phone),
    address && h('span', { class: 'owner-address' }, address),
  );
}
