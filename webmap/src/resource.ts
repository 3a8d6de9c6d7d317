import { ApiError } from './api';
import { type Signal, signal, untracked } from './signal';

export interface Loaded<T> {
  data: T | null;
  error: ApiError | null;
  loading: boolean;
  /** When the data came, in milliseconds. */
  since: number;
}

export interface Resource<T> {
  value: Signal<Loaded<T>>;
  /** Loads, also behind what is shown; resolves when that is over, well or not. */
  load(): Promise<void>;
  /** Resolves when nothing is on its way. */
  settled(): Promise<void>;
  /** Puts in what was learnt otherwise. */
  put(data: T): void;
}

const RETRY_S = [2, 4, 8, 16, 30];

export const faultOf = (cause: unknown) =>
  cause instanceof ApiError ? cause : new ApiError(0, String(cause), null, null);

/** Loads, keeps the last good answer, and tries again by itself where waiting helps. */
export function resource<T>(
  fetcher: (signal: AbortSignal) => Promise<T>,
  merge: (old: T | null, next: T) => T = (_, next) => next,
): Resource<T> {
  const value = signal<Loaded<T>>({ data: null, error: null, loading: false, since: 0 });
  let control: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let last: Promise<void> = Promise.resolve();
  const put = (data: T) =>
    value.set({ data: merge(untracked(value).data, data), error: null, loading: false, since: Date.now() });
  const fail = (error: ApiError) => {
    value.set({ ...untracked(value), error, loading: false });
    if (error.status !== 0 && error.status !== 429 && error.status !== 503) return;
    const wait = error.retryAfter ?? RETRY_S[Math.min(failures++, RETRY_S.length - 1)] ?? 30;
    timer = setTimeout(load, wait * 1000);
  };
  function load(): Promise<void> {
    control?.abort();
    clearTimeout(timer);
    const mine = new AbortController();
    control = mine;
    value.set({ ...untracked(value), loading: true });
    last = fetcher(mine.signal).then(
      (data) => {
        if (mine.signal.aborted) return;
        failures = 0;
        put(data);
      },
      (cause) => {
        if (!mine.signal.aborted) fail(faultOf(cause));
      },
    );
    return last;
  }
  const settled = async () => {
    for (let seen: Promise<void> | null = null; seen !== last; ) {
      seen = last;
      await seen;
    }
  };
  return { value, load, settled, put };
}

/** Keeps the features that are what they were, so that nothing is drawn anew that did not change. */
export function keepEqual<F extends { id: number }>(old: F[] | null, next: F[]): F[] {
  if (!old) return next;
  const known = new Map(old.map((feature) => [feature.id, feature]));
  const merged = next.map((feature) => {
    const was = known.get(feature.id);
    return was && JSON.stringify(was) === JSON.stringify(feature) ? was : feature;
  });
  return merged.length === old.length && merged.every((feature, i) => feature === old[i]) ? old : merged;
}
