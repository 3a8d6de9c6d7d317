// The offer of a unit: its terms, what hinders its publication, and what the owner agreed to.

import type { UseType } from '../model';
import type { Finding } from '../staff/model-answers';
import type { Day } from '../time/period';
import type { Publication } from './model';

export const OFFER_BASES = [
  'owner_consent',
  'no_objection_baugb_200_3',
  'public_property',
  'anonymised',
  'open_data',
] as const;
export const SCOPES = [
  'publish_unit',
  'publish_rent',
  'publish_photo',
  'publish_threatened',
  'forward_contact',
] as const;
export type Scope = (typeof SCOPES)[number];

export interface OfferDoc {
  title_de: string;
  title_en: string;
  description_de: string;
  description_en: string;
  net_cold_rent_cents: number | null;
  service_charges_cents: number | null;
  deposit_cents: number | null;
  price_on_request: boolean;
  available_from: Day | null;
  min_term_months: number | null;
  max_term_months: number | null;
  interim_use_possible: boolean;
  suitable_uses: UseType[];
  publication_basis: (typeof OFFER_BASES)[number] | null;
  confirmed_until: Day | null;
}

const NEW_OFFER: OfferDoc = {
  title_de: '',
  title_en: '',
  description_de: '',
  description_en: '',
  net_cold_rent_cents: null,
  service_charges_cents: null,
  deposit_cents: null,
  price_on_request: false,
  available_from: null,
  min_term_months: null,
  max_term_months: null,
  interim_use_possible: false,
  suitable_uses: [],
  publication_basis: null,
  confirmed_until: null,
};

export type OfferKey = keyof OfferDoc;
const OFFER_KEYS = Object.keys(NEW_OFFER) as OfferKey[];

export interface Offer extends OfferDoc {
  id: number;
  version: number;
  updated_at: string;
  updated_by: string;
  publication_status: Publication;
  published_at: string | null;
}

export interface Consent {
  id: string;
  scope: Scope;
  given_at: Day;
  recorded_at: string;
  revoked_at: string | null;
}

export interface Marketing {
  offer: Offer | null;
  lacks: Finding[];
  consents: Consent[];
}

/** Told of an offer whose owner stays unnamed. */
export interface AnonymousOffer {
  street_name: string | null;
  from_label: string | null;
  to_label: string | null;
  use_type: UseType;
  size_class: string;
}

export function docOfOffer(offer: Offer | null): OfferDoc {
  if (!offer) return NEW_OFFER;
  return Object.fromEntries(OFFER_KEYS.map((key) => [key, offer[key] ?? NEW_OFFER[key]])) as unknown as OfferDoc;
}
