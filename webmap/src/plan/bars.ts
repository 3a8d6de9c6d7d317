// A plan of works as bars: sections and their phases, each with what was planned and what really happened. Whoever
// knows more (staff) adds dependencies and Sperrzeiten; the public plan has none.

import type { MultiPolygon } from 'geojson';
import { addDays, type Day, type Period } from '../time/period';

/** "s:12" is a section, "p:34" a phase; a phase that was never saved goes by its own name. */
export type Key = string;

export interface Bar {
  key: Key;
  /** The section a phase belongs to; null for a section. */
  parent: Key | null;
  /** In German and in English; one may be empty. */
  project: readonly [de: string, en: string];
  title: readonly [de: string, en: string];
  /** The letter of the section. */
  label: string;
  /** Of a phase its trade, of a section "section". */
  kind: string;
  strip: string;
  status: string;
  planned: Period;
  /** First and last day on site, both inclusive, as far as reported. */
  begun: Day | null;
  ended: Day | null;
  dependsOn: readonly Key[];
  /** Works may go on in a Sperrzeit: the section says so, with a reason. */
  blackoutOk: boolean;
  geometry: MultiPolygon | null;
}

export interface Blackout {
  id: number;
  name: string;
  from: Day;
  to: Day;
  /** Where it holds; null is everywhere. */
  geometry: MultiPolygon | null;
}

export const sectionKey = (id: number | string): Key => `s:${id}`;
export const phaseKey = (id: number | string): Key => `p:${id}`;

const OVER = ['done', 'completed', 'warranty', 'cancelled'];

export const isOver = (bar: Bar) => bar.ended !== null || OVER.includes(bar.status);
export const hasBegun = (bar: Bar) => bar.begun !== null || bar.status === 'active';

/** The days on site as far as they are reported; a site that goes on is there until today. */
export function actual(bar: Bar, today: Day): Period | null {
  if (!bar.begun) return null;
  const last = bar.ended ?? (today < bar.begun ? bar.begun : today);
  return { from: bar.begun, to: addDays(last, 1) };
}
