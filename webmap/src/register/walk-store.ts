// The taps of a round: kept on this device until the server has them, and sent once each, whatever happens in between.

import { signal, untracked } from '../signal';
import { freshKey } from '../staff/office-api';
import { OfficeError } from '../staff/request';
import { walkPlace } from '../staff/walk-door';
import { serverToday } from '../store';
import type { Day } from '../time/period';
import { registry, type Tap } from './register-api';

/** How long a tap can be taken back before it is sent. */
const SETTLE_MS = 4_000;
const RETRY_MS = 20_000;
const MOST = 200;

export interface Mark {
  result: Tap['result'] | 'changed' | 'todo';
  at: Day;
  key: string;
}

interface Kept {
  taps: Tap[];
  /** What was seen at each unit today, also what is sent already. */
  marks: Record<string, Mark>;
  street: string;
}

const NOTHING: Kept = { taps: [], marks: {}, street: '' };

function read(): Kept {
  try {
    const found = JSON.parse(localStorage.getItem(walkPlace()) ?? 'null') as Kept | null;
    return found && Array.isArray(found.taps) ? { ...NOTHING, ...found } : NOTHING;
  } catch {
    return NOTHING;
  }
}

export const kept = signal<Kept>(NOTHING);
/** False where the device can keep nothing; then the taps live as long as the page. */
export const hasStorage = signal(true);
export type Sending = 'idle' | 'sending' | 'offline' | 'login';
export const sending = signal<Sending>('idle');
export const refusedTaps = signal(0);
export const waiting = () => kept().taps.length;

function write(next: Kept): void {
  kept.set(next);
  try {
    localStorage.setItem(walkPlace(), JSON.stringify(next));
    hasStorage.set(true);
  } catch {
    hasStorage.set(false);
  }
}

let timer: ReturnType<typeof setTimeout> | undefined;

function later(ms: number): void {
  clearTimeout(timer);
  timer = setTimeout(() => void flush(), ms);
}

const today = () => untracked(serverToday);

function note(unit: number, mark: Mark, taps: Tap[]): void {
  const now = untracked(kept);
  const fresh = Object.entries(now.marks).filter(([, { at }]) => at === today());
  write({ ...now, taps, marks: { ...Object.fromEntries(fresh), [unit]: mark } });
}

/** One tap at one door; a second one at the same door takes the place of the first while that is not sent. */
export function tap(unit: number, result: Tap['result']): void {
  const { taps } = untracked(kept);
  const key = freshKey();
  const rest = taps.filter(({ unit_id, key: each }) => unit_id !== unit || inFlight.has(each));
  note(unit, { result, at: today(), key }, [...rest, { key, unit_id: unit, result, at: today() }]);
  later(SETTLE_MS);
}

/** The street that is walked, which a reload does not forget. */
export const setStreet = (street: string) => write({ ...untracked(kept), street });

/** What changed is entered as a step; until then it is a thing to do. */
export function markChanged(unit: number, isDone: boolean): void {
  const { taps } = untracked(kept);
  const rest = taps.filter(({ unit_id, key }) => unit_id !== unit || inFlight.has(key));
  note(unit, { result: isDone ? 'changed' : 'todo', at: today(), key: '' }, rest);
}

const inFlight = new Set<string>();

/** Whether the tap at a unit can still be taken back. */
export function isOpen(unit: number): boolean {
  const mark = kept().marks[unit];
  if (!mark) return false;
  return mark.result === 'todo' || kept().taps.some(({ key }) => key === mark.key);
}

export function takeBack(unit: number): void {
  const now = untracked(kept);
  const rest = Object.fromEntries(Object.entries(now.marks).filter(([id]) => id !== String(unit)));
  const taps = now.taps.filter(({ unit_id, key }) => unit_id !== unit || inFlight.has(key));
  write({ ...now, taps, marks: rest });
}

export const markOf = (unit: number): Mark | null => {
  const mark = kept().marks[unit];
  return mark && mark.at === serverToday() ? mark : null;
};

/** Another window may have tapped meanwhile: what it keeps is not lost. */
function settle(answered: ReadonlySet<string>): void {
  const now = read();
  const mine = untracked(kept);
  const known = new Set(now.taps.map(({ key }) => key));
  const all = untracked(hasStorage) ? [...now.taps, ...mine.taps.filter(({ key }) => !known.has(key))] : mine.taps;
  write({ ...mine, taps: all.filter(({ key }) => !answered.has(key)) });
}

async function send(batch: readonly Tap[]): Promise<void> {
  for (const { key } of batch) inFlight.add(key);
  try {
    const answers = await registry.surveys(batch);
    refusedTaps.set(untracked(refusedTaps) + answers.filter(({ state }) => state === 'refused').length);
    settle(new Set(answers.map(({ key }) => key)));
  } finally {
    for (const { key } of batch) inFlight.delete(key);
  }
}

/** Sends what waits. What is lost on the way is sent again under the same keys, which count once. */
export async function flush(): Promise<void> {
  clearTimeout(timer);
  if (untracked(sending) === 'sending' || untracked(kept).taps.length === 0) return;
  sending.set('sending');
  try {
    while (untracked(kept).taps.length > 0) await send(untracked(kept).taps.slice(0, MOST));
    sending.set('idle');
  } catch (cause) {
    sending.set(cause instanceof OfficeError && [401, 403].includes(cause.status) ? 'login' : 'offline');
    later(RETRY_MS);
  }
}

let isStarted = false;

/** Takes up what an earlier page left, and sends when the network is back or the phone is put away. */
export function startWalk(): void {
  if (isStarted) return;
  isStarted = true;
  kept.set(read());
  if (untracked(kept).taps.length > 0) void flush();
  addEventListener('online', () => void flush());
  addEventListener('visibilitychange', () => void flush());
  addEventListener('storage', ({ key }) => key === walkPlace() && kept.set(read()));
}
