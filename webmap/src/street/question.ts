// The question, in one signal, and what was answered to it. A question that is put anew ends the one before.

import type { ApiError } from '../api';
import { faultOf } from '../resource';
import { effect, signal, untracked } from '../signal';
import { office } from '../staff/office-api';
import { drift, select, state } from '../store';
import { addMonths, type Day } from '../time/period';
import type { Found, Kpis } from './model';
import { corners, fresh, isStreet, type Question, readWords, wordsOf } from './words';

export interface Answer {
  asked: Question;
  found: Found;
  /** On the day that is compared with. */
  before: Found | null;
  kpis: Kpis;
}

const KEPT = 'mitte.street';
export const SERIES_MONTHS = 24;

/** The question of the address, else the one that was put last in this window. */
function kept(): Question {
  try {
    return readWords(untracked(state).ask ?? sessionStorage.getItem(KEPT) ?? '');
  } catch {
    return fresh();
  }
}

export const question = signal<Question>(kept());
export const answer = signal<Answer | null>(null);
export const trouble = signal<ApiError | null>(null);
export const asking = signal(false);
/** While somebody draws, a press on the map is a corner. */
export const isDrawing = signal(false);
/** The row under the pointer or the focus, by kind and id. */
export const marked = signal('');

export const keyOf = (row: { kind: string; ref_id: number }) => `${row.kind}/${row.ref_id}`;

/** What the server needs to know of where; null while that is not said yet. */
function where(q: Question): [string, string][] | null {
  switch (q.way) {
    case 'segments':
      return q.segments.length === 0 ? null : [['segment_id', q.segments.join()]];
    case 'line':
      return q.line.length < 2 ? null : [['line', corners(q.line)]];
    case 'shape':
      return q.shape.length < 3 ? null : [['polygon', corners(q.shape)]];
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

/** The address of a list without the day it is of: the server's own words. */
export function listQuery(q: Question): { along: boolean; query: string } | null {
  const place = where(q);
  if (!place) return null;
  const along = isStreet(q);
  const more: [string, string][] = along ? [['within_m', `${q.within}`]] : [];
  if (along && q.side) more.push(['side', q.side]);
  if (q.known) more.push(['known_at', q.known]);
  return { along, query: new URLSearchParams([...place, ...more]).toString() };
}

/** The figures of exactly what the list has: the same place, the same side, the same width. */
export function kpiQuery(q: Question): string {
  const days: [string, string][] = [
    ['at', q.at],
    ['since', addMonths(q.at, -SERIES_MONTHS)],
    ['until', q.at],
    ...(q.compare ? ([['compare_at', q.compare]] as [string, string][]) : []),
  ];
  return `${listQuery(q)?.query ?? ''}&${new URLSearchParams(days)}`;
}

let control: AbortController | undefined;

/** Asks what the question says now; nothing while it says too little. */
export async function ask(): Promise<void> {
  const asked = untracked(question);
  const list = listQuery(asked);
  const words = wordsOf(asked);
  try {
    sessionStorage.setItem(KEPT, words ?? '');
  } catch {
    // Without storage the address alone knows the question.
  }
  control?.abort();
  if (!list) {
    asking.set(false);
    return;
  }
  drift({ ask: words });
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

/** Puts a question that stands somewhere in words. */
export function put(words: string): void {
  question.set(readWords(words));
  void ask();
}

/** The address names the question as long as the page is open, and Back leads to another one. */
export function followAddress(isShown: () => boolean): void {
  const said = select('ask');
  let wasShown = false;
  effect(() => {
    const [words, now] = [said(), isShown()];
    const mine = wordsOf(untracked(question));
    if (now && words && words !== mine) put(words);
    else if (now && !wasShown && !words && mine && untracked(answer)) drift({ ask: mine });
    else if (!now && wasShown && words) drift({ ask: null });
    wasShown = now;
  });
}
