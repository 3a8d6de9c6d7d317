// The places that stand beside one another: remembered until the window is closed.

import { signal, untracked } from '../signal';
import type { Day } from '../time/period';
import type { Answer } from './question';

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

/** A question's own words for its place; null for what is drawn by hand and for several segments. */
export function placeOf(query: string): string | null {
  const q = new URLSearchParams(query);
  const [segment, street, area] = [q.get('segment_id'), q.get('street'), q.get('area_id')];
  if (segment && /^\d+$/.test(segment)) return `segment:${segment}`;
  if (area) return `area:${area}`;
  if (q.has('radius_m')) return `round:${q.get('lon')},${q.get('lat')},${q.get('radius_m')}`;
  if (!street || /[;|]/.test(street + (q.get('from') ?? '') + (q.get('to') ?? ''))) return null;
  return `street:${[street, q.get('from') ?? '', q.get('to') ?? ''].join('|').replace(/\|+$/, '')}`;
}

/** The question for all of them on the day of an answer, and for what happened in the year before it. */
export function besideQuery(all: readonly Place[], at: Day, since: Day): string {
  return new URLSearchParams({ of: all.map((each) => each.of).join(';'), at, since, until: at }).toString();
}

export function nameOf({ found }: Answer): string {
  if (found.area) return found.area.name ?? '';
  const { street_name, from_label, to_label } = found.path ?? {};
  const ends = [from_label, to_label].filter(Boolean).join(' – ');
  return [street_name, ends].filter(Boolean).join(', ');
}
