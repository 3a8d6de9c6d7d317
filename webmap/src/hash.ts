import { type Facets, NO_FACETS, readFacets, writeFacets } from './facets';
import type { Lang, Status, UseGroup, WorksState } from './model';
import { STATUSES, USE_GROUPS, WORKS_STATES } from './model';
import { SORTS, type Sort } from './order';
import { type Day, isDay, SPANS, type Span } from './time/period';

export interface View {
  zoom: number;
  lat: number;
  lon: number;
}

/** Everything public about what is on the screen; the address holds all of it. */
export interface State {
  view: View | null;
  sel: string | null;
  uses: readonly UseGroup[];
  statuses: readonly Status[];
  works: readonly WorksState[];
  text: string;
  facets: Facets;
  sort: Sort;
  /** The references of the units that are compared. */
  compare: readonly string[];
  /** Whether the comparison lies open. */
  comparing: boolean;
  inView: boolean;
  at: Day | null;
  /** The other day of a comparison, on the left half of the map. */
  vs: Day | null;
  span: Span;
  list: 'units' | 'works';
  /** The planner's question in its own words, while her page is open. */
  ask: string | null;
  lang: Lang;
}

export const DEFAULTS: State = {
  view: null,
  sel: null,
  uses: USE_GROUPS,
  statuses: STATUSES,
  works: WORKS_STATES,
  text: '',
  facets: NO_FACETS,
  sort: 'address',
  compare: [],
  comparing: false,
  inView: false,
  at: null,
  vs: null,
  span: '12m',
  list: 'units',
  ask: null,
  lang: 'de',
};

const SEL = /^(?:[sp]:[1-9]\d{0,15}|[A-Za-z0-9][A-Za-z0-9_-]{0,63})$/;

const REF = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;
/** Side by side, more would not be read. */
export const MOST_COMPARED = 3;

function writeSet<T extends string>(all: readonly T[], chosen: readonly T[]): string | null {
  if (chosen.length === all.length) return null;
  return all.filter((value) => chosen.includes(value)).join(',') || 'none';
}

function readSet<T extends string>(all: readonly T[], text: string | undefined): readonly T[] {
  if (!text) return all;
  if (text === 'none') return [];
  const named = text.split(',');
  const chosen = all.filter((value) => named.includes(value));
  return chosen.length === 0 || chosen.length === all.length ? all : chosen;
}

function writeView(view: View | null): string {
  if (!view) return '';
  return `${Number(view.zoom.toFixed(2))}/${view.lat.toFixed(5)}/${view.lon.toFixed(5)}`;
}

function readView(text: string): View | null {
  const match = /^(\d{1,2}(?:\.\d{1,2})?)\/(-?\d{1,2}(?:\.\d+)?)\/(-?\d{1,3}(?:\.\d+)?)$/.exec(text);
  if (!match) return null;
  const [zoom, lat, lon] = match.slice(1).map(Number) as [number, number, number];
  return zoom <= 22 && Math.abs(lat) <= 85 && Math.abs(lon) <= 180 ? { zoom, lat, lon } : null;
}

/** The language for an address that names none: English where the browser prefers it to German. */
export function preferredLang(languages: readonly string[]): Lang {
  const known = languages.map((each) => each.toLowerCase().split('-')[0]);
  return known.find((each): each is Lang => each === 'de' || each === 'en') ?? DEFAULTS.lang;
}

/** The filter as the server takes it for pages and files of exactly these units. */
export function filterWords(state: State): [string, string][] {
  const pairs: [string, string | null][] = [
    ['use', writeSet(USE_GROUPS, state.uses)],
    ['status', writeSet(STATUSES, state.statuses)],
    ['q', state.text || null],
    ...writeFacets(state.facets),
    ['at', state.at],
  ];
  return pairs.filter((pair): pair is [string, string] => pair[1] !== null);
}

/** The address of a state, beginning with "#"; German is left out only where it comes back by itself. Keys keep one order, so equal states have equal addresses. */
export function encode(state: State, fallback: Lang = DEFAULTS.lang): string {
  const pairs: [string, string | null][] = [
    ['sel', state.sel],
    ['list', state.list === DEFAULTS.list ? null : state.list],
    ['use', writeSet(USE_GROUPS, state.uses)],
    ['status', writeSet(STATUSES, state.statuses)],
    ['works', writeSet(WORKS_STATES, state.works)],
    ['q', state.text || null],
    ...writeFacets(state.facets),
    ['sort', state.sort === DEFAULTS.sort ? null : state.sort],
    ['cmp', state.compare.join() || null],
    ['show', state.comparing ? 'cmp' : null],
    ['in', state.inView ? 'view' : null],
    ['at', state.at],
    ['vs', state.vs],
    ['span', state.span === DEFAULTS.span ? null : state.span],
    ['ask', state.ask],
    ['lang', state.lang === DEFAULTS.lang && fallback === DEFAULTS.lang ? null : state.lang],
  ];
  const query = pairs.flatMap(([key, value]) => (value === null ? [] : [`${key}=${encodeURIComponent(value)}`]));
  return `#${writeView(state.view)}${query.length > 0 ? `?${query.join('&')}` : ''}`;
}

function parameters(query: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const pair of query.split('&')) {
    const at = pair.indexOf('=');
    if (at < 1) continue;
    try {
      found.set(pair.slice(0, at), decodeURIComponent(pair.slice(at + 1)));
    } catch {
      // A broken escape is somebody's typing, not a reason to show nothing.
    }
  }
  return found;
}

/** Reads an address; what is unknown or wrong counts as absent. */
export function decode(hash: string, fallback: Lang = DEFAULTS.lang): State {
  const body = hash.replace(/^#/, '');
  const mark = body.indexOf('?');
  const found = parameters(mark < 0 ? '' : body.slice(mark + 1));
  const sel = found.get('sel');
  const [at, vs] = ['at', 'vs'].map((key) => found.get(key));
  const span = found.get('span') as Span | undefined;
  const lang = found.get('lang');
  return {
    view: readView(mark < 0 ? body : body.slice(0, mark)),
    sel: sel && SEL.test(sel) ? sel : null,
    uses: readSet(USE_GROUPS, found.get('use')),
    statuses: readSet(STATUSES, found.get('status')),
    works: readSet(WORKS_STATES, found.get('works')),
    text: (found.get('q') ?? '').slice(0, 100),
    facets: readFacets(found),
    sort: SORTS.find((each) => each === found.get('sort')) ?? DEFAULTS.sort,
    compare: [...new Set(found.get('cmp')?.split(','))].filter((ref) => REF.test(ref)).slice(0, MOST_COMPARED),
    comparing: found.get('show') === 'cmp',
    inView: found.get('in') === 'view',
    at: at && isDay(at) ? at : null,
    vs: vs && isDay(vs) ? vs : null,
    span: span && SPANS.includes(span) ? span : DEFAULTS.span,
    list: found.get('list') === 'works' ? 'works' : 'units',
    ask: found.get('ask')?.slice(0, 8000) || null,
    lang: lang === 'en' || lang === 'de' ? lang : fallback,
  };
}
