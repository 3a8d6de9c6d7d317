// How the words of the stream become news, and what news are about. It comes with the stream, after the first picture.

import type { Change, News } from './changes';
import type { Box } from './model';

function isNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'number' && Number.isFinite(each));
}

/** Reads the data of an event; null for what cannot be read. */
export function readChange(text: string): Change | null {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return null;
  }
  const { layer, ids, bbox, v } = (raw ?? {}) as Record<string, unknown>;
  if (typeof layer !== 'string' || typeof v !== 'string') return null;
  return {
    layer,
    ids: isNumbers(ids) ? ids : null,
    box: isNumbers(bbox) && bbox.length === 4 ? (bbox as Box) : null,
    v,
  };
}

/** The features of a layer that news are about: none, those named, or null for any of them. */
export function named(news: News, layer: string): readonly number[] | null {
  if (news.all) return null;
  const ids = new Set<number>();
  for (const change of news.changes) {
    if (change.layer !== layer) continue;
    if (!change.ids) return null;
    for (const id of change.ids) ids.add(id);
  }
  return [...ids];
}

/** Collects what comes within a moment, so that a burst of edits is one piece of news. */
export function gather(
  tell: (news: News) => void,
  pauseMs: number,
): { add(change: Change): void; all(v: string): void } {
  let changes: Change[] = [];
  let all = false;
  let v = '';
  let waiting = false;
  const flush = () => {
    const news = { all, changes: all ? [] : changes, v };
    [changes, all, waiting] = [[], false, false];
    tell(news);
  };
  const soon = (newest: string) => {
    v = newest;
    if (!waiting) setTimeout(flush, pauseMs);
    waiting = true;
  };
  return {
    add: (change) => {
      changes.push(change);
      soon(change.v);
    },
    all: (newest) => {
      all = true;
      soon(newest);
    },
  };
}
