// What an investor filters units by beside use, status and text. The server filters pages and files by the same words; both
// are held to geo/vacancy/testdata/filter.json.

import { groupOf, type Unit, USE_GROUPS, type UseGroup } from './model';
import { type Day, isDay } from './time/period';

/** Both ends inclusive; null is open. */
export type Range = readonly [number | null, number | null];

export interface Near {
  lat: number;
  lon: number;
  m: number;
}

export interface Facets {
  /** Groups of uses that an offer is suitable for; none: any. */
  fit: readonly UseGroup[];
  /** Sales area, else total area, in square metres. */
  area: Range | null;
  /** Euros for a square metre and month. */
  rent: Range | null;
  /** Metres. */
  front: Range | null;
  ground: boolean;
  step: boolean;
  interim: boolean;
  /** Offered and free on that day. */
  free: Day | null;
  /** The name of a fund area, or '1' for any. */
  fund: string | null;
  near: Near | null;
}

export const NO_FACETS: Facets = {
  fit: [],
  area: null,
  rent: null,
  front: null,
  ground: false,
  step: false,
  interim: false,
  free: null,
  fund: null,
  near: null,
};

const BOUND = /^\d{1,7}(?:\.\d{1,2})?$/;

function readRange(text: string | undefined): Range | null {
  const parts = text?.split('-') ?? [];
  if (parts.length !== 2 || parts.some((part) => part !== '' && !BOUND.test(part))) return null;
  const [min, max] = parts.map((part) => (part === '' ? null : Number(part))) as [number | null, number | null];
  return min === null && max === null ? null : [min, max];
}

function writeRange(range: Range | null): string | null {
  return range?.map((bound) => bound ?? '').join('-') ?? null;
}

function readNear(text: string | undefined): Near | null {
  const parts = text?.split(',') ?? [];
  const [lat, lon, m] = parts.map((part) => (/^-?\d{1,6}(?:\.\d+)?$/.test(part) ? Number(part) : Number.NaN));
  if (parts.length !== 3 || lat === undefined || lon === undefined || m === undefined) return null;
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 && m > 0 && m <= 100_000 ? { lat, lon, m } : null;
}

/** The facets as words of an address, in one order. */
export function writeFacets(f: Facets): [string, string | null][] {
  return [
    ['fit', f.fit.length > 0 ? USE_GROUPS.filter((group) => f.fit.includes(group)).join() : null],
    ['area', writeRange(f.area)],
    ['rent', writeRange(f.rent)],
    ['front', writeRange(f.front)],
    ['ground', f.ground ? '1' : null],
    ['step', f.step ? '1' : null],
    ['interim', f.interim ? '1' : null],
    ['free', f.free],
    ['fund', f.fund],
    ['near', f.near && `${Number(f.near.lat.toFixed(5))},${Number(f.near.lon.toFixed(5))},${f.near.m}`],
  ];
}

/** What is unknown or wrong counts as absent. */
export function readFacets(words: ReadonlyMap<string, string>): Facets {
  const fit = words.get('fit')?.split(',') ?? [];
  const free = words.get('free');
  return {
    fit: USE_GROUPS.filter((group) => fit.includes(group)),
    area: readRange(words.get('area')),
    rent: readRange(words.get('rent')),
    front: readRange(words.get('front')),
    ground: words.get('ground') === '1',
    step: words.get('step') === '1',
    interim: words.get('interim') === '1',
    free: free && isDay(free) ? free : null,
    fund: words.get('fund')?.trim().slice(0, 100) || null,
    near: readNear(words.get('near')),
  };
}

const holds = (range: Range | null, value: number | null | undefined, ours = 1) =>
  !range ||
  (typeof value === 'number' &&
    (range[0] === null || value >= Math.round(range[0] * ours * 100) / 100) &&
    (range[1] === null || value <= Math.round(range[1] * ours * 100) / 100));

const EARTH_M = 6_371_008.8;
const RAD = Math.PI / 180;

/** Over a sphere, which inside a town is right to a few centimetres. */
export function distanceM(unit: Pick<Unit, 'geometry'>, near: Near): number {
  const [lon = 0, lat = 0] = unit.geometry.coordinates;
  const dLat = Math.sin(((lat - near.lat) * RAD) / 2);
  const dLon = Math.sin(((lon - near.lon) * RAD) / 2);
  const h = dLat * dLat + Math.cos(lat * RAD) * Math.cos(near.lat * RAD) * dLon * dLon;
  return 2 * EARTH_M * Math.asin(Math.sqrt(h));
}

export const leadingArea = ({ properties: p }: Pick<Unit, 'properties'>) => p.sales_area_m2 ?? p.total_area_m2 ?? null;

/** Whether an offer is suitable; one that names no uses is for that of the unit. */
function fits({ properties: p }: Unit, groups: readonly UseGroup[]): boolean {
  const uses = p.suitable_uses?.length ? p.suitable_uses : [p.use_type];
  return !!p.offered && uses.some((use) => groups.includes(groupOf(use)));
}

/** Whether a unit has all that is asked for. What it does not tell, it has not. */
export function hasFacets(unit: Unit, f: Facets): boolean {
  const p = unit.properties;
  const areas = p.fund_areas ?? [];
  return (
    holds(f.area, leadingArea(unit)) &&
    holds(f.rent, p.rent_cents_m2_month, 100) &&
    holds(f.front, p.frontage_m) &&
    (!f.ground || (p.floor ?? 0) === 0) &&
    (!f.step || p.step_free === true) &&
    (!f.interim || p.interim_use_possible === true) &&
    (!f.free || (!!p.offered && (p.available_from ?? '') <= f.free)) &&
    (!f.fund || (f.fund === '1' ? areas.length > 0 : areas.includes(f.fund))) &&
    (f.fit.length === 0 || fits(unit, f.fit)) &&
    (!f.near || distanceM(unit, f.near) <= f.near.m)
  );
}
