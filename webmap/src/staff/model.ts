// What staff see and write: the section as one aggregate of itself, its phases, impacts and facilities.

import type { Geometry, LineString, MultiPolygon, Point, Polygon } from 'geojson';
import type { Lang, Level } from '../model';
import type { Day } from '../time/period';

export type Role = 'partner' | 'planner' | 'staff' | 'board' | 'admin';

export const ROLES: readonly Role[] = ['staff', 'planner', 'admin', 'partner', 'board'];

interface Account {
  id: number;
  name: string;
  email: string;
  roles: Role[];
  desk: string | null;
  locale: Lang | null;
  totp: boolean;
}

/** An account as administrators see it. */
export interface AccountRow extends Account {
  version: number;
  disabled_at: string | null;
  last_seen_at: string | null;
}

export interface Session {
  account: Account | null;
  csrf?: string;
  expires_at?: string;
  /** The account has to set up its second factor before it may do anything else. */
  enrol_totp?: boolean;
}

export type SectionStatus =
  | 'idea'
  | 'planned'
  | 'scheduled'
  | 'active'
  | 'suspended'
  | 'surface_open'
  | 'completed'
  | 'warranty'
  | 'cancelled';
export type Strip = 'full' | 'side_left' | 'side_right' | 'middle';
export const STRIPS: readonly Strip[] = ['full', 'side_left', 'side_right', 'middle'];
export type PhaseKind = 'utility' | 'demolition' | 'surface' | 'furniture' | 'planting' | 'remaining_works' | 'defects';
export const PHASE_KINDS: readonly PhaseKind[] = [
  'utility',
  'demolition',
  'surface',
  'furniture',
  'planting',
  'remaining_works',
  'defects',
];
export type PhaseStatus = 'planned' | 'active' | 'done' | 'cancelled';
export const PHASE_STATUSES: readonly PhaseStatus[] = ['planned', 'active', 'done', 'cancelled'];
export type FacilityKind = 'storage' | 'container' | 'parking_closed' | 'waste_point' | 'detour' | 'info_point';
export const FACILITY_KINDS: readonly FacilityKind[] = [
  'storage',
  'container',
  'parking_closed',
  'waste_point',
  'detour',
  'info_point',
];

/** Times of a day at which goods are delivered. */
export interface DeliveryWindow {
  days: string;
  from: string;
  to: string;
}

export interface ImpactDoc {
  pedestrian: 'open' | 'narrowed' | 'one_side' | 'closed';
  min_width_m: number | null;
  step_free: boolean;
  vehicle: 'open' | 'local_access' | 'closed';
  vehicle_clear_width_m: number | null;
  delivery_window: DeliveryWindow[] | null;
  waste_point: Point | null;
  parking_spaces_lost: number;
  noise_level: Level;
  access_note_de: string;
  access_note_en: string;
}

export const PLAIN_IMPACT: ImpactDoc = {
  pedestrian: 'open',
  min_width_m: null,
  step_free: true,
  vehicle: 'open',
  vehicle_clear_width_m: null,
  delivery_window: null,
  waste_point: null,
  parking_spaces_lost: 0,
  noise_level: 'minor',
  access_note_de: '',
  access_note_en: '',
};

/** The id of a part that the server knows, the key of one that only we know. */
export type PartRef = number | string;

export const PHASE_KEYS = [
  'kind',
  'strip',
  'sequence',
  'geometry',
  'planned_from',
  'planned_to',
  'actual_start',
  'actual_end',
  'status',
  'depends_on',
  'impact',
] as const;

export interface PhaseDoc {
  id?: number;
  key?: string;
  kind: PhaseKind;
  strip: Strip;
  sequence: number;
  geometry: MultiPolygon | Polygon | null;
  planned_from: Day | null;
  /** The first day after, like every `_to`. */
  planned_to: Day | null;
  actual_start: Day | null;
  actual_end: Day | null;
  status: PhaseStatus;
  depends_on: PartRef[];
  impact: ImpactDoc | null;
}

export const FACILITY_KEYS = ['kind', 'geometry', 'from', 'to'] as const;

export interface FacilityDoc {
  id?: number;
  key?: string;
  kind: FacilityKind;
  geometry: Geometry | null;
  from: Day | null;
  to: Day | null;
}

export interface SectionDoc {
  project_id: number | null;
  label: string;
  title_de: string;
  title_en: string;
  sequence: number;
  strip: Strip;
  status: SectionStatus;
  status_reason: string | null;
  planned_from: Day | null;
  planned_to: Day | null;
  actual_start: Day | null;
  actual_end: Day | null;
  start_verified: boolean;
  end_verified: boolean;
  expected_resume: Day | null;
  warranty_until: Day | null;
  last_confirmed_at: Day | null;
  contractor: string | null;
  contact_role: string;
  description_de: string;
  description_en: string;
  note_internal: string | null;
  blackout_ok: boolean;
  blackout_reason: string | null;
  geometry: MultiPolygon | Polygon | null;
  centreline: LineString | null;
  impact: ImpactDoc | null;
  phases: PhaseDoc[];
  facilities: FacilityDoc[];
}

export const NEW_SECTION: SectionDoc = {
  project_id: null,
  label: '',
  title_de: '',
  title_en: '',
  sequence: 1,
  strip: 'full',
  status: 'idea',
  status_reason: null,
  planned_from: null,
  planned_to: null,
  actual_start: null,
  actual_end: null,
  start_verified: false,
  end_verified: false,
  expected_resume: null,
  warranty_until: null,
  last_confirmed_at: null,
  contractor: null,
  contact_role: '',
  description_de: '',
  description_en: '',
  note_internal: null,
  blackout_ok: false,
  blackout_reason: null,
  geometry: null,
  centreline: null,
  impact: null,
  phases: [],
  facilities: [],
};

export type DocKey = keyof SectionDoc;
export const DOC_KEYS = Object.keys(NEW_SECTION) as DocKey[];
export const refOf = (part: { id?: number; key?: string }): PartRef => part.id ?? part.key ?? '';
