import type { MultiPolygon, Point } from 'geojson';
import type { UnitPicture } from './picture';

export type UseGroup = 'retail' | 'gastronomy' | 'office' | 'housing' | 'public' | 'other';
export type UseType =
  | 'retail'
  | 'gastronomy'
  | 'service'
  | 'office'
  | 'health'
  | 'culture'
  | 'leisure'
  | 'education'
  | 'craft'
  | 'residential'
  | 'storage'
  | 'other';
export type Status =
  | 'occupied'
  | 'threatened'
  | 'vacant'
  | 'marketing'
  | 'reserved'
  | 'interim_use'
  | 'refurbishment'
  | 'unknown';
export type WorksState = 'current' | 'future' | 'past';
export type Level = 'minor' | 'moderate' | 'major';
export type Lang = 'de' | 'en';
/** w, s, e, n in degrees. */
export type Box = [number, number, number, number];

export const USE_GROUPS: readonly UseGroup[] = ['retail', 'gastronomy', 'office', 'housing', 'public', 'other'];
export const STATUSES: readonly Status[] = [
  'vacant',
  'marketing',
  'reserved',
  'interim_use',
  'refurbishment',
  'threatened',
  'occupied',
  'unknown',
];
export const WORKS_STATES: readonly WorksState[] = ['current', 'future', 'past'];
/** The statuses that count as vacant. */
export const VACANT: readonly Status[] = ['vacant', 'marketing', 'reserved'];

const GROUP_OF: Record<UseType, UseGroup> = {
  retail: 'retail',
  gastronomy: 'gastronomy',
  service: 'office',
  office: 'office',
  health: 'office',
  culture: 'public',
  leisure: 'public',
  education: 'public',
  craft: 'other',
  residential: 'housing',
  storage: 'other',
  other: 'other',
};

export function groupOf(use: string | null | undefined): UseGroup {
  return GROUP_OF[use as UseType] ?? 'other';
}

export function statusOf(raw: string | null | undefined): Status {
  return STATUSES.includes(raw as Status) ? (raw as Status) : 'unknown';
}

export function isVacant(status: Status): boolean {
  return VACANT.includes(status);
}

export interface UnitProperties {
  public_ref: string;
  street_name: string | null;
  house_number: number | string | null;
  house_number_suffix: string | null;
  postcode: string | null;
  city: string | null;
  floor: number | null;
  use_type: UseType;
  vacancy_status: Status;
  vacant_since: string | null;
  vacant_days?: number | null;
  vacancy_kind?: 'fluctuation' | 'structural' | null;
  business_name: string | null;
  last_use: string | null;
  sales_area_m2: number | null;
  retail_area_m2: number | null;
  storage_area_m2: number | null;
  gastro_area_m2: number | null;
  total_area_m2: number | null;
  divisible_from_m2: number | null;
  ceiling_height_m: number | null;
  step_free: boolean | null;
  condition: string | null;
  year_built: number | null;
  location_class: string | null;
  frontage_m: number | null;
  parcel_id: number | null;
  offered: boolean | null;
  offer_title_de: string | null;
  offer_title_en: string | null;
  offer_description_de: string | null;
  offer_description_en: string | null;
  net_cold_rent_cents: number | null;
  service_charges_cents: number | null;
  price_on_request: boolean | null;
  rent_cents_m2_month: number | null;
  available_from: string | null;
  interim_use_possible: boolean | null;
  fund_areas?: string[];
  suitable_uses: UseType[] | null;
  confirmed_until: string | null;
  history?: Run[];
  works?: NearWorks[];
  pictures?: UnitPicture[];
}

/** One public run of days of a unit; valid_to is the first day after it. */
export interface Run {
  status: string;
  valid_from: string | null;
  valid_to: string | null;
  business_name: string | null;
}

export interface NearWorks {
  section_id: number;
  label: string;
  title_de: string | null;
  title_en: string | null;
  status: string;
  valid_from: string | null;
  valid_to: string | null;
  distance_m: number;
}

export interface Impact {
  pedestrian: string | null;
  min_width_m: number | null;
  step_free: boolean | null;
  vehicle: string | null;
  noise_level: Level | null;
  access_note_de: string | null;
  access_note_en: string | null;
}

export interface Phase extends Impact {
  id: number;
  kind: string;
  strip: string | null;
  sequence: number;
  status: string;
  planned_from: string | null;
  planned_to: string | null;
  valid_from: string | null;
  valid_to: string | null;
  /** Where within the section, null for all of it. */
  geometry: MultiPolygon | null;
}

export interface SectionProperties extends Impact {
  project_id: number;
  project_ref: string;
  project_title_de: string | null;
  project_title_en: string | null;
  label: string;
  title_de: string | null;
  title_en: string | null;
  sequence: number;
  status: string;
  planned_from: string | null;
  planned_to: string | null;
  valid_from: string | null;
  valid_to: string | null;
  expected_resume: string | null;
  last_confirmed_at: string | null;
  contact_role: string | null;
  description_de: string | null;
  description_en: string | null;
  parking_spaces_lost: number | null;
  phases: Phase[];
  doubtful?: boolean;
  street_names?: string[];
}

export interface ParcelProperties {
  flurstueckskennzeichen: string;
  gemarkung_name: string | null;
  flur: number | null;
  zaehler: number | null;
  nenner: number | null;
  label: string | null;
  official_area_m2: number | null;
  geom_area_m2: number | null;
  location_text: string | null;
  land_use: string | null;
  units?: Pick<UnitProperties, 'public_ref' | 'vacancy_status' | 'business_name' | 'use_type'>[];
  addresses?: (string | AddressLike)[];
}

interface AddressLike {
  street_name: string;
  house_number: number | string | null;
  suffix?: string | null;
}

interface FeatureOf<G, P> {
  id: number;
  geometry: G;
  properties: P;
}

export type MultiPolygonOf = MultiPolygon;
export type Unit = FeatureOf<Point, UnitProperties>;
export type Section = FeatureOf<MultiPolygon, SectionProperties>;
export type Parcel = FeatureOf<MultiPolygon, ParcelProperties>;

export interface Hit {
  kind: 'address' | 'street' | 'parcel' | 'unit' | 'project';
  id: number;
  label: string;
  detail: string | null;
  bbox: Box | null;
  point: [number, number] | null;
}

export interface SourceInfo {
  id: string;
  title: string;
  licence: string | null;
  licence_url: string | null;
  attribution: string | null;
}

export interface Town {
  name: string;
  made_up: boolean;
  bbox: Box | null;
  center: [number, number] | null;
  zoom: number | null;
  today: string;
  sources: SourceInfo[];
  counts: Record<string, number>;
}
