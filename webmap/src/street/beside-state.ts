// The places that stand beside one another: remembered until the window is closed.

import { signal, untracked } from '../signal';
import { lang } from '../store';
import type { Day } from '../time/period';
import type { Answer } from './question';
import { w } from './texts';
import type { Question } from './words';

/** A place in the server's own words, and what people call it. */
export interface Place {
  of: string;
  name: string;
}

const KEPT = 'mitte.beside';
export const MOST = 6;

function kept(): readonly Place[] {
  try {
    const found: unknown = JSON.parse(sessionStorage.getItem(KEPT) ?? '[]');
    return Array.isArray(found) ? found.slice(0, MOST) : [];
  } catch {
    return [];
  }
}

export const places = signal<readonly Place[]>(kept());

function keep(next: readonly Place[]): void {
  places.set(next);
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(next));
  } catch {
    // Without storage they are chosen anew after a reload.
  }
}

export const take = (place: Place) => {
  const before = untracked(places);
  if (before.length < MOST && !before.some((each) => each.of === place.of)) keep([...before, place]);
};

export const leave = (place: Place) => keep(untracked(places).filter((each) => each.of !== place.of));

/** Corners as they stand between the other places. */
const cornersOf = (text: string) => text.replaceAll(';', '|');

/** A question's own words for its place; null for a street whose name they cannot say. */
export function placeOf(query: string): string | null {
  const q = new URLSearchParams(query);
  const side = q.get('side') ? `@${q.get('side')}` : '';
  const [segments, street, area] = [q.get('segment_id'), q.get('street'), q.get('area_id')];
  const [line, outline] = [q.get('line'), q.get('polygon')];
  if (segments) return `segment:${segments}${side}`;
  if (line) return `line:${cornersOf(line)}${side}`;
  if (outline) return `outline:${cornersOf(outline)}`;
  if (area) return `area:${area}`;
  if (q.has('radius_m')) return `round:${q.get('lon')},${q.get('lat')},${q.get('radius_m')}`;
  if (!street || /[;|@]/.test(street + (q.get('from') ?? '') + (q.get('to') ?? ''))) return null;
  return `street:${[street, q.get('from') ?? '', q.get('to') ?? ''].join('|').replace(/\|+$/, '')}${side}`;
}

type Asked = Pick<Question, 'at' | 'within' | 'known'>;

/** The question for all of them on the day of an answer, as wide as it is, and for what happened in the year before it. */
export function besideQuery(all: readonly Place[], { at, within, known }: Asked, since: Day): string {
  const of = all.map((each) => each.of).join(';');
  const more = known ? { known_at: known } : {};
  return new URLSearchParams({ of, within_m: `${within}`, at, since, until: at, ...more, lang: lang() }).toString();
}

/** What people call it: of one side the side is told. */
export function nameOf({ asked, found }: Answer): string {
  if (found.area) return found.area.name || w().ways[asked.way];
  const { street_name, from_label, to_label } = found.path ?? {};
  const ends = [from_label, to_label].filter(Boolean).join(' – ');
  const side = asked.side === '' ? '' : w().sides[asked.side];
  return [street_name || w().ways[asked.way], ends, side].filter(Boolean).join(', ');
}
