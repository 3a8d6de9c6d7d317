// What people look for, and which units fit it, as the server tells it to staff.

import type { MultiPolygon, Polygon } from 'geojson';
import type { Status, UseType } from '../model';
import type { Day } from '../time/period';

/** As the office may see them; before its address is confirmed nobody sees a request. */
export const STATUSES = ['active', 'paused', 'matched', 'expired', 'withdrawn'] as const;
export type SpaceStatus = (typeof STATUSES)[number];

/** A step that staff may take; time alone lets a request expire. */
export type Step = Exclude<SpaceStatus, 'expired'>;

const NEXT: Partial<Record<SpaceStatus, readonly Step[]>> = {
  active: ['paused', 'matched', 'withdrawn'],
  paused: ['active', 'matched', 'withdrawn'],
};
export const nextOf = (status: SpaceStatus): readonly Step[] => NEXT[status] ?? [];
export const isLive = (status: SpaceStatus) => NEXT[status] !== undefined;

export interface Space {
  id: number;
  version: number;
  status: SpaceStatus;
  use_type: UseType;
  area_min_m2: number;
  area_max_m2: number;
  rent_max_cents: number | null;
  frontage_min_m: number | null;
  step_free: boolean;
  from: Day | null;
  term_months: number | null;
  /** What the place is called, '' for none. */
  place: string;
  area: Polygon | MultiPolygon | null;
  confirmed_at: string | null;
  /** The first day on which it no longer counts. */
  ends_on: Day;
  ended_at: string | null;
  /** Null for who may not know who asks. */
  contact: { name: string; email: string; phone: string } | null;
}

export interface Criterion {
  key: string;
  hard: boolean;
  /** Null where nobody knows. */
  met: boolean | null;
  score: number;
  weight: number;
  text: string;
}

export interface Match {
  unit_id: number;
  unit_ref: string;
  name: string;
  status: Status;
  public: boolean;
  score: number;
  criteria: Criterion[];
}

export interface Seeker extends Space {
  score: number;
  criteria: Criterion[];
}

export interface HeldSpace {
  space: Space;
  etag: string;
}

/** What a change can come into conflict with. */
export interface Standing {
  status: SpaceStatus;
  ends_on: Day;
}

export const standingOf = ({ status, ends_on }: Space): Standing => ({ status, ends_on });
