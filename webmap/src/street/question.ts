// The question, in one signal, and what was answered to it. A question that is put anew ends the one before.

import type { ApiError } from '../api';
import { faultOf } from '../resource';
import { signal, untracked } from '../signal';
import { office } from '../staff/office-api';
import { addMonths, type Day, today } from '../time/period';
import type { Found, Kpis } from './model';

export interface Question {
  way: 'street' | 'segment' | 'round' | 'area';
  street: string;
  from: string;
  to: string;
  segment: number | null;
  place: [number, number] | null;
  radius: number;
  area: number | null;
  side: '' | 'left' | 'right';
  within: number;
  at: Day;
  compare: Day | null;
}

export interface Answer {
  asked: Question;
  found: Found;
  /** On the day that is compared with. */
  before: Found | null;
  kpis: Kpis;
}

const KEPT = 'mitte.street';
const SERIES_MONTHS = 24;

const fresh = (): Question => ({
  way: 'street',
  street: '',
  from: '',
  to: '',
  segment: null,
  place: null,
  radius: 100,
  area: null,
  side: '',
  within: 25,
  at: today(),
  compare: null,
});

function kept(): Question {
  try {
    return { ...fresh(), ...JSON.parse(sessionStorage.getItem(KEPT) ?? '{}') };
  } catch {
    return fresh();
  }
}

export const question = signal<Question>(kept());
export const answer = signal<Answer | null>(null);
export const trouble = signal<ApiError | null>(null);
export const asking = signal(false);
/** The row under the pointer or the focus, by kind and id. */
export const marked = signal('');

export const keyOf = (row: { kind: string; ref_id: number }) => `${row.kind}/${row.ref_id}`;

/** What the server needs to know of where; null while that is not said yet. */
function where(q: Question): [string, string][] | null {
  switch (q.way) {
    case 'segment':
      return q.segment === null ? null : [['segment_id', `${q.segment}`]];
    case 'area':
      return q.area === null ? null : [['area_id', `${q.area}`]];
    case 'round': {
      if (!q.place) return null;
      const [lon, lat] = q.place.map((each) => each.toFixed(6)) as [string, string];
      return [
        ['lon', lon],
        ['lat', lat],
        ['radius_m', `${q.radius}`],
      ];
    }
    default:
      if (q.street === '') return null;
      return [
        ['street', q.street],
        ...(q.from ? ([['from', q.from]] as [string, string][]) : []),
        ...(q.to ? ([['to', q.to]] as [string, string][]) : []),
      ];
  }
}

const isStreet = (q: Question) => q.way === 'street' || q.way === 'segment';

/** The address of a list, without a day: the server's own words. */
export function listQuery(q: Question): { along: boolean; query: string } | null {
  const place = where(q);
  if (!place) return null;
  const along = isStreet(q);
  const more: [string, string][] = along ? [['within_m', `${q.within}`]] : [];
  if (along && q.side) more.push(['side', q.side]);
  return { along, query: new URLSearchParams([...place, ...more]).toString() };
}

function kpiQuery(q: Question): string {
  const more: [string, string][] = isStreet(q) ? [['within_m', `${q.within}`]] : [];
  const days: [string, string][] = [
    ['at', q.at],
    ['since', addMonths(q.at, -SERIES_MONTHS)],
    ['until', q.at],
    ...(q.compare ? ([['compare_at', q.compare]] as [string, string][]) : []),
  ];
  return new URLSearchParams([...(where(q) ?? []), ...more, ...days]).toString();
}

let control: AbortController | undefined;

/** Asks what the question says now; nothing while it says too little. */
export async function ask(): Promise<void> {
  const asked = untracked(question);
  const list = listQuery(asked);
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(asked));
  } catch {
    // Without storage the question is put anew after a reload.
  }
  if (!list) return;
  control?.abort();
  const mine = new AbortController();
  control = mine;
  asking.set(true);
  const on = (day: Day) => office.standing(list.along, `${list.query}&at=${day}`, { signal: mine.signal });
  try {
    const [found, before, kpis] = await Promise.all([
      on(asked.at),
      asked.compare ? on(asked.compare) : null,
      office.kpis(kpiQuery(asked), { signal: mine.signal }),
    ]);
    if (mine.signal.aborted) return;
    trouble.set(null);
    marked.set('');
    answer.set({ asked, found, before, kpis });
  } catch (cause) {
    if (!mine.signal.aborted) trouble.set(faultOf(cause));
  } finally {
    if (control === mine) asking.set(false);
  }
}

export function change(part: Partial<Question>): void {
  question.set({ ...untracked(question), ...part });
}
