import type { LayerRange } from './changes';
import type { Box, Hit, Parcel, Section, Town, Unit } from './model';
import type { Day } from './time/period';

const BASE = 'api/v1/';
const LAYERS = 'parcels,buildings,segments,grid';

export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly requestId: string | null,
    readonly retryAfter: number | null,
  ) {
    super(message);
  }
}

/** What TileJSON says about our tiles. */
export interface TileSource {
  template: string;
  minzoom: number;
  maxzoom: number;
  attribution: string;
  layers: readonly LayerRange[];
  /** What the tiles are not older than. */
  version: string;
}

async function problem(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => null);
  const fields = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const wait = Number(response.headers.get('Retry-After'));
  return new ApiError(
    response.status,
    String(fields.detail ?? fields.title ?? response.statusText),
    typeof fields.request_id === 'string' ? fields.request_id : response.headers.get('X-Request-Id'),
    wait > 0 ? wait : null,
  );
}

async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  let response: Response;
  try {
    const headers = { Accept: 'application/json', 'Accept-Language': document.documentElement.lang || 'de' };
    response = await fetch(path, { headers, ...(signal ? { signal } : {}) });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new ApiError(0, '', null, null);
  }
  if (!response.ok) throw await problem(response);
  return (await response.json()) as T;
}

interface Page<F> {
  features: F[];
  links?: { rel: string; href: string }[];
}

function ownPath(href: string): string {
  const url = new URL(href, location.href);
  return url.pathname + url.search;
}

async function all<F>(path: string, signal?: AbortSignal): Promise<F[]> {
  const features: F[] = [];
  let next: string | undefined = path;
  for (let page = 0; next && page < 50; page++) {
    const body: Page<F> = await get<Page<F>>(next, signal);
    features.push(...body.features);
    const href: string | undefined = body.links?.find((link) => link.rel === 'next')?.href;
    next = href && ownPath(href);
  }
  return features;
}

interface TileJson {
  tiles: string[];
  minzoom?: number;
  maxzoom?: number;
  attribution?: string;
  vector_layers?: LayerRange[];
  data_version?: string;
}

const tileJson = () => get<TileJson>(`tiles/${LAYERS}.json`);

const FACTS: Partial<Unit['properties']> = Object.fromEntries(
  [
    'street_name house_number house_number_suffix postcode city vacant_since business_name last_use sales_area_m2 retail_area_m2',
    'storage_area_m2 gastro_area_m2 total_area_m2 divisible_from_m2 ceiling_height_m step_free condition year_built location_class',
    'frontage_m parcel_id offered offer_title_de offer_title_en offer_description_de offer_description_en net_cold_rent_cents',
    'service_charges_cents price_on_request rent_cents_m2_month available_from interim_use_possible suitable_uses confirmed_until',
  ].flatMap((names) => names.split(' ').map((name) => [name, null])),
);

/** The short form of units leaves out what is not known. */
async function brief(path: string, signal?: AbortSignal): Promise<Unit[]> {
  const found = await all<Unit>(path, signal);
  return found.map((unit) => ({ ...unit, properties: { ...FACTS, ...unit.properties } }));
}

const degrees = (box: Box) => box.map((each) => each.toFixed(7)).join();
const dated = (at: Day | null) => (at ? `&at=${at}` : '');

export const api = {
  town: (signal?: AbortSignal) => get<Town>(`${BASE}town`, signal),
  units: (at: Day | null, signal?: AbortSignal) => brief(`${BASE}units?limit=10000&fields=brief${dated(at)}`, signal),
  sections: (signal?: AbortSignal) => all<Section>(`${BASE}sections?limit=10000`, signal),
  unit: (ref: string, at: Day | null, signal?: AbortSignal) =>
    get<Unit>(`${BASE}units/by-ref/${encodeURIComponent(ref)}${at ? `?at=${at}` : ''}`, signal),
  section: (id: number, signal?: AbortSignal) => get<Section>(`${BASE}sections/${id}`, signal),
  parcel: (id: number, signal?: AbortSignal) => get<Parcel>(`${BASE}parcels/${id}`, signal),
  search: async (q: string, signal?: AbortSignal) =>
    (await get<{ results: Hit[] }>(`${BASE}search?limit=10&q=${encodeURIComponent(q)}`, signal)).results,
  unitsIn: (box: Box, at: Day | null) =>
    brief(`${BASE}units?limit=10000&fields=brief&bbox=${degrees(box)}${dated(at)}`),
  sectionsIn: (box: Box) => all<Section>(`${BASE}sections?limit=10000&bbox=${degrees(box)}`),
  tiles: async (): Promise<TileSource> => {
    const json = await tileJson();
    // Our own tiles have our own origin, whatever name the server believes it has.
    const template = (json.tiles[0] ?? '').replace(/^https?:\/\/[^/]+/, '');
    return {
      template,
      minzoom: json.minzoom ?? 11,
      maxzoom: json.maxzoom ?? 17,
      attribution: json.attribution ?? '',
      layers: json.vector_layers ?? [],
      version: json.data_version ?? '',
    };
  },
  version: async () => (await tileJson()).data_version ?? '',
  changes: () => new EventSource(`${BASE}changes`),
};

/** One tile as the server gave it; without bytes it is empty. */
export interface TileAnswer {
  bytes: ArrayBuffer | null;
  etag: string | null;
  /** How many features were left out so that the tile stays small. */
  dropped: number;
}

/** One tile, not older than a version if there is one; null if it is the one that the tag names. */
export async function tile(
  address: string,
  version: string,
  etag: string | null,
  signal: AbortSignal,
): Promise<TileAnswer | null> {
  const headers: HeadersInit = etag ? { 'If-None-Match': etag } : {};
  const response = await fetch(version ? `${address}?v=${version}` : address, { headers, signal });
  if (etag && response.status === 304) return null;
  if (!response.ok) throw await problem(response);
  return {
    bytes: response.status === 204 ? null : await response.arrayBuffer(),
    etag: response.headers.get('ETag'),
    dropped: Number(response.headers.get('Mitte-Dropped')) || 0,
  };
}
