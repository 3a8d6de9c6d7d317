// A unit as the register keeps it: what staff write, and what the server says beyond that.

import type { Point } from 'geojson';
import type { UseType } from '../model';
import type { Day } from '../time/period';

export type UnitStatus =
  | 'occupied'
  | 'threatened'
  | 'vacant'
  | 'marketing'
  | 'reserved'
  | 'interim_use'
  | 'refurbishment'
  | 'converted'
  | 'removed'
  | 'unknown';

/** In the order in which people look for them. */
export const UNIT_STATUSES: readonly UnitStatus[] = [
  'vacant',
  'marketing',
  'reserved',
  'interim_use',
  'refurbishment',
  'threatened',
  'occupied',
  'unknown',
  'converted',
  'removed',
];
export const USES: readonly UseType[] = [
  'retail',
  'gastronomy',
  'service',
  'office',
  'health',
  'culture',
  'leisure',
  'education',
  'craft',
  'residential',
  'storage',
  'other',
];
export const POSITIONS = ['left', 'right', 'front', 'back'] as const;
export const AREA_SOURCES = ['measured', 'owner', 'estimated'] as const;
export const CONDITIONS = ['new', 'refurbished', 'good', 'needs_work', 'shell', 'ruinous'] as const;
export const LOCATION_CLASSES = ['A', 'B', 'C'] as const;
export const HINDRANCES = [
  'size_shape',
  'visibility',
  'entrance_steps',
  'ruinous',
  'rent_expectation',
  'location',
  'other',
] as const;
export const PUBLIC_BASES = ['shop_front', 'open_data', 'offer', 'demo'] as const;

export interface UnitParcel {
  parcel_id: number;
  label?: string;
  primary: boolean;
}

export interface UnitDoc {
  geometry: Point | null;
  public_ref: string | null;
  street_name: string | null;
  house_number: number | null;
  house_number_suffix: string | null;
  postcode: string | null;
  city: string | null;
  floor: number;
  position: (typeof POSITIONS)[number] | null;
  parcels: UnitParcel[];
  use_type: UseType | null;
  last_use: string | null;
  sales_area_m2: number | null;
  retail_area_m2: number | null;
  storage_area_m2: number | null;
  gastro_area_m2: number | null;
  total_area_m2: number | null;
  area_source: (typeof AREA_SOURCES)[number] | null;
  divisible_from_m2: number | null;
  ceiling_height_m: number | null;
  step_free: boolean | null;
  power_kw: number | null;
  condition: (typeof CONDITIONS)[number] | null;
  year_built: number | null;
  energy_certificate: string | null;
  wz_code: string | null;
  wz_version: number | null;
  location_class: (typeof LOCATION_CLASSES)[number] | null;
  marketable: boolean;
  not_marketable_reason: (typeof HINDRANCES)[number] | null;
  public_basis: (typeof PUBLIC_BASES)[number] | null;
  note_internal: string | null;
}

export const NEW_UNIT: UnitDoc = {
  geometry: null,
  public_ref: null,
  street_name: null,
  house_number: null,
  house_number_suffix: null,
  postcode: null,
  city: null,
  floor: 0,
  position: null,
  parcels: [],
  use_type: null,
  last_use: null,
  sales_area_m2: null,
  retail_area_m2: null,
  storage_area_m2: null,
  gastro_area_m2: null,
  total_area_m2: null,
  area_source: null,
  divisible_from_m2: null,
  ceiling_height_m: null,
  step_free: null,
  power_kw: null,
  condition: null,
  year_built: null,
  energy_certificate: null,
  wz_code: null,
  wz_version: null,
  location_class: null,
  marketable: true,
  not_marketable_reason: null,
  public_basis: null,
  note_internal: null,
};

export type UnitKey = keyof UnitDoc;
export const UNIT_KEYS = Object.keys(NEW_UNIT) as UnitKey[];

export type Need = 'reason' | 'expected_until' | 'business_name' | 'offer';

export interface NextStep {
  to: UnitStatus;
  needs: Need[];
}

export interface StatusEvent {
  id: number;
  from: UnitStatus;
  to: UnitStatus;
  at: Day;
  at_precision: 'day' | 'month' | 'year' | 'at_latest';
  reason: string | null;
  irregular: boolean;
  source: string;
  by: string;
  by_name: string | null;
  note: string | null;
  expected_until: Day | null;
  /** What it became, of a unit that is gone. */
  successor_ids: number[];
  corrects_id: number | null;
  recorded_at: string;
  superseded_at: string | null;
}

export interface Occupancy {
  id: number;
  version: number;
  business_name: string;
  kind: 'regular' | 'interim';
  wz_code: string | null;
  chain_shop_count: number | null;
  from: Day | null;
  to: Day | null;
  /** Personal: told only to whom gives a purpose. */
  lease_end?: Day;
}

/** What an answer says beyond the document itself. */
export interface UnitFacts {
  version: number;
  updated_at: string;
  updated_by: string;
  updated_by_name: string | null;
  last_surveyed_at: Day | null;
  survey_source: string | null;
  source: string;
  made_up: boolean;
  completeness: number;
  status: UnitStatus;
  status_since: Day | null;
  expected_until: Day | null;
  vacant_since: Day | null;
  vacant_days: number | null;
  vacancy_kind: 'fluctuation' | 'structural' | null;
  persistent: boolean;
  business_name: string | null;
  /** Everybody sees it today. */
  public: boolean;
  stale: boolean;
  frontage_m: number | null;
  offer_id: number | null;
  publication_status: Publication | null;
  /** Of a unit by itself, not of one in a list. */
  next?: NextStep[];
  events?: StatusEvent[];
  occupancies?: Occupancy[];
}

export interface StaffUnit {
  id: number;
  geometry: Point;
  properties: Omit<UnitDoc, 'geometry'> & UnitFacts;
}

export type Publication = 'internal' | 'consent_pending' | 'published' | 'withdrawn';

/** The document in an answer, without what the answer says beyond it, since that is not sent back. */
export function docOfUnit({ geometry, properties }: StaffUnit): UnitDoc {
  const given = properties as unknown as Record<string, unknown>;
  const own = UNIT_KEYS.filter((key) => given[key] !== undefined).map((key) => [key, given[key]]);
  return { ...NEW_UNIT, ...Object.fromEntries(own), geometry };
}
