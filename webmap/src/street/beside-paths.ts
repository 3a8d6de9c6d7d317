// Figures of several places beside one another, and a year's report: their shapes, and the only file that knows their paths.

import { request } from '../staff/request';
import type { Day } from '../time/period';
import type { Figures } from './model';

const BESIDE = 'api/v1/kpis/beside?';

/** What works put shops through in a period. */
export interface Exposure {
  m_days: number;
  sections: number;
  units: number;
  units_known: number;
  told_share: number | null;
}

export interface PlaceFigures {
  /** The place as it was asked for. */
  of: string;
  name: string;
  figures: Figures;
  exposure: Exposure | null;
}

export interface Beside {
  at: Day;
  places: PlaceFigures[];
}

export const besidePaths = {
  ask: (query: string, signal: AbortSignal) => request<Beside>('GET', BESIDE + query, { signal }),
  file: (query: string) => `${BESIDE}${query}&format=csv`,
  /** A page to read and print, which the session's cookie opens. */
  report: (year: number, lang: string, known: Day | null) =>
    `report/${year}?lang=${lang}${known ? `&known_at=${known}` : ''}`,
};
