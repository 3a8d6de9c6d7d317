// What the server answers to staff, and how a document is taken out of it.

import type { Geometry, MultiPolygon } from 'geojson';
import type { Day } from '../time/period';
import {
  DOC_KEYS,
  FACILITY_KEYS,
  type FacilityDoc,
  type ImpactDoc,
  NEW_SECTION,
  PHASE_KEYS,
  type PhaseDoc,
  PLAIN_IMPACT,
  type SectionDoc,
  type SectionStatus,
} from './model';

/** Something that the server finds about a document; path is a JSON pointer. */
export interface Finding {
  path: string;
  code: string;
  message: string;
  at?: [number, number];
  geometry?: Geometry;
  section_id?: number;
  /** Of the other section, of the blackout window or of the shop. */
  name?: string;
  unit_ref?: string;
  /** On which sections meet or a shop is cut off, half-open. */
  days?: { from: Day | null; to: Day | null }[];
}

export interface Findings {
  errors: Finding[];
  warnings: Finding[];
}

/** What an answer says beyond the document itself. */
export interface SectionFacts {
  version: number;
  updated_at: string;
  updated_by: string;
  updated_by_name: string | null;
  project_ref: string;
  project_title_de: string;
  project_title_en: string;
  /** Whether everybody sees it. */
  public: boolean;
  doubtful: boolean;
  /** Whether it may be deleted; later it can only be cancelled. */
  removable?: boolean;
  next_statuses: SectionStatus[];
  warnings?: Finding[];
}

export interface StaffSection {
  id: number;
  geometry: MultiPolygon;
  properties: Omit<SectionDoc, 'geometry'> & SectionFacts;
}

/** A section with the tag that its next change has to name. */
export interface Held {
  section: StaffSection;
  etag: string;
}

export interface Version {
  version: number;
  at: string;
  until?: string | null;
  editor: string;
  editor_name: string | null;
  reason?: string | null;
  changed: string[];
  deleted?: boolean;
}

export interface Project {
  id: number;
  version: number;
  public_ref: string;
  title_de: string;
  title_en: string;
  client: string;
  legal_note: string | null;
  cost_planned_cents: number | null;
  cost_actual_cents: number | null;
  cost_released: boolean;
  funding_text: string | null;
}

export interface Blackout {
  id: number;
  version: number;
  name: string;
  from: Day;
  to: Day;
  geometry: MultiPolygon | null;
}

function pick<T>(from: object, keys: readonly string[]): T {
  const given = from as Record<string, unknown>;
  return Object.fromEntries(keys.filter((key) => given[key] !== undefined).map((key) => [key, given[key]])) as T;
}

const impactOf = (impact: ImpactDoc | null) => impact && pick<ImpactDoc>(impact, Object.keys(PLAIN_IMPACT));

/**
 * The document in an answer, without what the answer says beyond it, since that is not sent back. What an older server
 * does not say is as in a new section.
 */
export function docOf({ geometry, properties }: StaffSection): SectionDoc {
  const doc: SectionDoc = { ...NEW_SECTION, ...pick<SectionDoc>(properties, DOC_KEYS), geometry };
  return {
    ...doc,
    impact: impactOf(doc.impact),
    phases: doc.phases.map((each) => ({
      ...pick<PhaseDoc>(each, ['id', ...PHASE_KEYS]),
      impact: impactOf(each.impact),
    })),
    facilities: doc.facilities.map((each) => pick<FacilityDoc>(each, ['id', ...FACILITY_KEYS])),
  };
}
