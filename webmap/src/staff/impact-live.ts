// Asks whom the section in the form affects whenever it changes, so that the list is there while people still look.

import type { ApiError } from '../api';
import { faultOf } from '../resource';
import { effect, type Signal, signal, untracked } from '../signal';
import { doc, draft, dragged } from './draft';
import type { Affected } from './impact-model';
import { refOf, type SectionDoc } from './model';
import { office } from './office-api';

/** Vertices of one movement come within this; the list has to be there 200 ms after the last one. */
const STILL_MS = 40;
/** While a corner is dragged nobody asks more often than this, nor before the last answer is there. */
const DRAG_MS = 80;
/** The form's name for the section itself, beside its phases. */
const SECTION = '';

export interface Live {
  found: Signal<Affected | null>;
  /** True while what is shown is older than the draft. */
  stale: Signal<boolean>;
  error: Signal<ApiError | null>;
  reach: Signal<number>;
  again(): void;
  end(): void;
}

/** The section as the map shows it in this moment. */
function inHand(now: SectionDoc): SectionDoc {
  const drag = dragged();
  if (!drag) return now;
  if (drag.of === SECTION) return { ...now, geometry: drag.geometry };
  const phases = now.phases.map((each) => (refOf(each) === drag.of ? { ...each, geometry: drag.geometry } : each));
  return { ...now, phases };
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
  let isAsking = false;
  let last = Number.NEGATIVE_INFINITY;
  let body: Record<string, unknown> | null = null;
  const refused = (cause: unknown) => {
    // On its way a corner passes by shapes that no section may have; what was found last stays.
    if (!untracked(dragged)) error.set(faultOf(cause));
  };
  const ask = async () => {
    timer = undefined;
    if (!body) return;
    const mine = new AbortController();
    control = mine;
    isAsking = true;
    last = performance.now();
    const question = body;
    try {
      const answer = await office.impact(question, mine.signal);
      if (mine.signal.aborted) return;
      found.set(answer);
      error.set(null);
    } catch (cause) {
      if (mine.signal.aborted) return;
      refused(cause);
    }
    isAsking = false;
    if (question === body) stale.set(false);
    else soon();
  };
  /** The newest of what a drag passes by; what is under way is worth waiting for, or a long drag would show nothing. */
  const soon = () => {
    timer ??= isAsking ? undefined : setTimeout(() => void ask(), Math.max(0, last + DRAG_MS - performance.now()));
  };
  /** A finished step: its answer is the only one anybody wants. */
  const afresh = () => {
    control?.abort();
    isAsking = false;
    clearTimeout(timer);
    timer = setTimeout(() => void ask(), untracked(found) ? STILL_MS : 0);
  };
  const look = () => {
    const now = doc();
    const next = now && question(inHand(now), draft()?.id ?? null, reach());
    const isDragged = dragged() !== null;
    const text = JSON.stringify(next);
    if (text === asked) return;
    asked = text;
    body = next;
    stale.set(body !== null);
    if (body === null) {
      control?.abort();
      clearTimeout(timer);
      timer = undefined;
      isAsking = false;
      found.set(null);
    } else if (isDragged) soon();
    else afresh();
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
