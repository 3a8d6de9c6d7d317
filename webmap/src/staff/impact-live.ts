// Asks whom the section in the form affects whenever it changes, so that the list is there while people still look.

import { ApiError } from '../api';
import { effect, type Signal, signal, untracked } from '../signal';
import { doc, draft } from './draft';
import type { Affected } from './impact-model';
import type { SectionDoc } from './model';
import { office } from './office-api';

/** Vertices of one movement come within this; the list has to be there 200 ms after the last one. */
const STILL_MS = 40;

export interface Live {
  found: Signal<Affected | null>;
  /** True while what is shown is older than the draft. */
  stale: Signal<boolean>;
  error: Signal<ApiError | null>;
  reach: Signal<number>;
  again(): void;
  end(): void;
}

/** What the answer depends on. */
function question(now: SectionDoc, id: number | null, reach: number): Record<string, unknown> | null {
  if (!now.geometry) return null;
  return {
    geometry: now.geometry,
    impact: now.impact,
    phases: now.phases,
    ...(now.planned_from ? { from: now.planned_from } : {}),
    ...(now.planned_to && (!now.planned_from || now.planned_from < now.planned_to) ? { to: now.planned_to } : {}),
    reach_m: reach,
    ...(id === null ? {} : { section_id: id }),
  };
}

export function live(): Live {
  const found = signal<Affected | null>(null);
  const stale = signal(false);
  const error = signal<ApiError | null>(null);
  const reach = signal(5);
  let control: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = '';
  const ask = async (body: Record<string, unknown>) => {
    const mine = new AbortController();
    control = mine;
    try {
      const answer = await office.impact(body, mine.signal);
      if (mine.signal.aborted) return;
      found.set(answer);
      error.set(null);
    } catch (cause) {
      if (mine.signal.aborted) return;
      error.set(cause instanceof ApiError ? cause : new ApiError(0, String(cause), null, null));
    }
    stale.set(false);
  };
  const look = () => {
    const now = doc();
    const body = now && question(now, draft()?.id ?? null, reach());
    const text = JSON.stringify(body);
    if (text === asked) return;
    asked = text;
    control?.abort();
    clearTimeout(timer);
    if (!body) {
      found.set(null);
      stale.set(false);
      return;
    }
    stale.set(true);
    timer = setTimeout(() => void ask(body), untracked(found) ? STILL_MS : 0);
  };
  const stop = effect(look);
  return {
    found,
    stale,
    error,
    reach,
    again: () => {
      asked = '';
      untracked(look);
    },
    end: () => {
      stop();
      control?.abort();
      clearTimeout(timer);
    },
  };
}
