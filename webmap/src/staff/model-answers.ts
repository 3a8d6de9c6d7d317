// What the server answers to staff, and how a document is taken out of it.

import type { Geometry, MultiPolygon } from 'geojson';
import type { Day } from '../time/period';
import { DOC_KEYS, NEW_SECTION, type SectionDoc, type SectionStatus } from './model';

/** Something that the server finds about a document; path is a JSON pointer. */
export interface Finding {
  path: string;
  code: string;
  message: string;
  at?: [number, number];
  geometry?: Geometry;
  section_id?: number;
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

/** The document in an answer; what an older server does not say is as in a new section. */
export function docOf({ geometry, properties }: StaffSection): SectionDoc {
  const given = properties as unknown as Record<string, unknown>;
  const picked = DOC_KEYS.map((key) => [key, given[key] === undefined ? NEW_SECTION[key] : given[key]]);
  return { ...(Object.fromEntries(picked) as unknown as SectionDoc), geometry };
}
