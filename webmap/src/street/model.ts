// What the server answers to a question about a street, an area or a place.

import type { Geometry } from 'geojson';
import type { Day } from '../time/period';
import type { Exposure } from './beside-paths';

type Kind = 'units' | 'parcels' | 'buildings' | 'sections';

export interface Row {
  kind: Kind;
  ref_id: number;
  ref: string;
  label?: string | null;
  /** Only along a street: which side, and where on it, in metres. */
  side?: 'left' | 'right' | 'on' | 'both';
  chainage_m?: number;
  chainage_from_m?: number;
  chainage_to_m?: number;
  offset_m?: number;
  frontage_m: number | null;
  geometry: Geometry;
  house_number?: string | null;
  use_type?: string;
  vacancy_status?: string;
  business_name?: string | null;
  vacant_since?: Day | null;
  sales_area_m2?: number | null;
  area_m2?: number;
  title_de?: string;
  title_en?: string;
  from?: Day | null;
  to?: Day | null;
}

/** What the list has; rates and sums are the figures'. */
export interface Totals {
  units: number;
  stock: number;
  parcels: number;
  sections: number;
}

interface Leg {
  start_m: number;
  length_m: number;
  geometry: Geometry;
}

export interface Found {
  /** Along a street. */
  path?: {
    street_name?: string | null;
    from_label?: string | null;
    to_label?: string | null;
    length_m: number;
    legs: Leg[];
  };
  /** In an area. */
  area?: { name?: string | null; size_m2: number; geometry: Geometry };
  at: Day;
  rows: Row[];
  totals: Totals;
}

export interface Figures {
  at: Day;
  stock: number;
  vacant: number;
  vacancy_rate_units: number | null;
  vacancy_rate_area: number | null;
  vacancy_rate_frontage: number | null;
  sales_area_m2: number;
  vacant_sales_area_m2: number;
  sales_area_known: number;
  frontage_m: number;
  vacant_frontage_m: number;
  frontage_known: number;
  structural: number;
  persistent: number;
  vacancy_duration_days_median: number | null;
  /** Of them the first day is known only as the latest one possible. */
  vacancy_duration_lower_bounds: number;
  interim_use: number;
  early_warning: number;
  use_mix: Record<string, number>;
  surveyed: number;
  survey_freshness: number | null;
}

/** What happened in the months before. */
interface Flow {
  entries: number;
  exits: number;
  turnover: number | null;
  let: number;
  reletting_days_median: number | null;
}

export interface Kpis {
  units: number;
  figures: Figures;
  compared: Figures | null;
  flow: Flow | null;
  exposure: Exposure | null;
  series: Figures[];
}

export interface NamedArea {
  id: number;
  kind: string;
  name: string;
  size_m2: number;
}

/** A question that somebody keeps under a name, in the words of its address. */
export interface KeptQuestion {
  id: number;
  version: number;
  name: string;
  query: string;
}
