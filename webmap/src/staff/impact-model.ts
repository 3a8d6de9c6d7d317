// Whom a section affects, as the server reckons it, and how its doors are put in order.

import type { Geometry, LineString } from 'geojson';
import type { Level, Status, UseType } from '../model';
import type { Day } from '../time/period';

type Side = 'left' | 'right';

interface AffectedSegment {
  segment_id: number;
  street_name: string | null;
  side: Side;
  from_m: number;
  to_m: number;
  metres: number;
  days: number | null;
}

interface AffectedFrontage {
  frontage_id: number;
  unit_id: number;
  unit_ref: string;
  segment_id: number | null;
  side: Side | null;
  from_m: number | null;
  to_m: number | null;
  affected_m: number;
  days: number | null;
  geometry: LineString | null;
}

export interface AffectedUnit {
  id: number;
  ref: string;
  street_name: string | null;
  house_number: string | null;
  name: string | null;
  use_type: UseType;
  vacancy_status: Status;
  frontage_m: number;
  affected_m: number;
  days: number | null;
  first_day: Day | null;
  last_day: Day | null;
  pedestrian: string | null;
  step_free: boolean | null;
  vehicle: string | null;
  noise_level: Level | null;
  deliveries: unknown;
  waste: Geometry | null;
  position: [number, number] | null;
}

export interface Delivery {
  phase_id: number | null;
  from: Day | null;
  to: Day | null;
  vehicle: string;
  vehicle_clear_width_m: number | null;
  delivery_window: unknown;
  access_note_de: string;
  access_note_en: string;
}

interface CutOff {
  unit_id: number;
  unit_ref: string;
  day_from: Day | null;
  day_to: Day | null;
  why: string;
  position: [number, number] | null;
}

export interface Affected {
  from: Day | null;
  to: Day | null;
  days: number | null;
  reach_m: number;
  segments: AffectedSegment[];
  frontages: AffectedFrontage[];
  units: AffectedUnit[];
  parcels: { id: number; label: string; shared_m2: number }[];
  parking_spaces_lost: number;
  deliveries: Delivery[];
  waste_points: { from: Day | null; to: Day | null; geometry: Geometry | null }[];
  facilities: { id: number; kind: string; from: Day | null; to: Day | null; geometry: Geometry | null }[];
  unreachable: CutOff[];
  unjudged?: string[];
  too_large?: boolean;
  totals: { units: number; vacant: number; parcels: number; frontage_m: number; exposure_m_days: number };
}

/** A side of a street with its affected doors, along the street by house number. */
export interface StreetSide {
  street: string;
  side: Side | null;
  metres: number;
  days: number | null;
  units: AffectedUnit[];
}

const collator = new Intl.Collator('de', { numeric: true });
const most = (a: number | null, b: number | null) => (a === null ? b : b === null ? a : Math.max(a, b));

/** Every door stands on one side: that of its longest affected front. */
function sideOf(unit: AffectedUnit, fronts: readonly AffectedFrontage[], streets: ReadonlyMap<number, string>) {
  const own = fronts.filter(({ unit_id }) => unit_id === unit.id).toSorted((a, b) => b.affected_m - a.affected_m);
  const front = own[0];
  const street = streets.get(front?.segment_id ?? -1) ?? unit.street_name ?? '';
  return { street, side: front?.side ?? null };
}

export function byStreet({ segments, frontages, units }: Affected): StreetSide[] {
  const out = new Map<string, StreetSide>();
  const at = (street: string, side: Side | null): StreetSide => {
    const key = `${street}|${side ?? ''}`;
    const known = out.get(key) ?? { street, side, metres: 0, days: null, units: [] };
    out.set(key, known);
    return known;
  };
  const streets = new Map<number, string>();
  for (const { segment_id, street_name, side, metres, days } of segments) {
    if (street_name) streets.set(segment_id, street_name);
    const here = at(street_name ?? '', side);
    here.metres += metres;
    here.days = most(here.days, days);
  }
  for (const unit of units) {
    const { street, side } = sideOf(unit, frontages, streets);
    const here = at(street, side);
    here.days = most(here.days, unit.days);
    here.units.push(unit);
  }
  for (const each of out.values())
    each.units.sort((a, b) => collator.compare(a.house_number ?? '', b.house_number ?? ''));
  return [...out.values()].toSorted(
    (a, b) => collator.compare(a.street, b.street) || (a.side ?? '').localeCompare(b.side ?? ''),
  );
}

export const isVacantDoor = ({ vacancy_status: status }: AffectedUnit) =>
  ['vacant', 'marketing', 'reserved'].includes(status);

/** "Mo–Fr 6–10" as the server keeps it: one window or several, days as a list or as a text. */
export function windows(raw: unknown): { days: string[]; from: string; to: string }[] {
  const list = Array.isArray(raw) ? raw : raw ? [raw] : [];
  return list.flatMap((each) => {
    const { days, from, to } = (each ?? {}) as Record<string, unknown>;
    const names = Array.isArray(days) ? days.map(String) : typeof days === 'string' ? days.split(/[\s,]+/) : [];
    return typeof from === 'string' && typeof to === 'string' ? [{ days: names.filter(Boolean), from, to }] : [];
  });
}
