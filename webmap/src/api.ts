import type { Hit, Parcel, Section, Town, Unit } from './model';
import type { Day } from './time/period';

const BASE = 'api/v1/';
const LAYERS = 'parcels,buildings,segments';

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

const dated = (at: Day | null) => (at ? `&at=${at}` : '');

export const api = {
  town: (signal?: AbortSignal) => get<Town>(`${BASE}town`, signal),
  units: (at: Day | null, signal?: AbortSignal) => all<Unit>(`${BASE}units?limit=10000${dated(at)}`, signal),
  sections: (signal?: AbortSignal) => all<Section>(`${BASE}sections?limit=10000`, signal),
  unit: (ref: string, at: Day | null, signal?: AbortSignal) =>
    get<Unit>(`${BASE}units/by-ref/${encodeURIComponent(ref)}${at ? `?at=${at}` : ''}`, signal),
  section: (id: number, signal?: AbortSignal) => get<Section>(`${BASE}sections/${id}`, signal),
  parcel: (id: number, signal?: AbortSignal) => get<Parcel>(`${BASE}parcels/${id}`, signal),
  search: async (q: string, signal?: AbortSignal) =>
    (await get<{ results: Hit[] }>(`${BASE}search?limit=10&q=${encodeURIComponent(q)}`, signal)).results,
  tiles: async (signal?: AbortSignal): Promise<TileSource> => {
    const json = await get<{ tiles: string[]; minzoom?: number; maxzoom?: number; attribution?: string }>(
      `tiles/${LAYERS}.json`,
      signal,
    );
    // Our own tiles have our own origin, whatever name the server believes it has.
    const template = (json.tiles[0] ?? '').replace(/^https?:\/\/[^/]+/, '');
    return { template, minzoom: json.minzoom ?? 11, maxzoom: json.maxzoom ?? 17, attribution: json.attribution ?? '' };
  },
};

/** The bytes of one tile, null where it is empty. */
export async function tile(address: string, signal: AbortSignal): Promise<ArrayBuffer | null> {
  const response = await fetch(address, { signal });
  if (response.status === 204) return null;
  if (!response.ok) throw await problem(response);
  return response.arrayBuffer();
}
