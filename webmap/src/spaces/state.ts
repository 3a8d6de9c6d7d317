// Which space requests are loaded, and the one that is open.

import type { ApiError } from '../api';
import type { UseType } from '../model';
import { faultOf, resource } from '../resource';
import { computed, signal, untracked } from '../signal';
import { OfficeError } from '../staff/request';
import { route } from '../staff/route';
import { type HeldSpace, type Match, nextOf, type Space, type SpaceStatus, type Step } from './model';
import { seekers } from './paths';

const MOST = 200;

export interface Filter {
  status: SpaceStatus | 'live' | 'any';
  use: UseType | '';
}

const FRESH: Filter = { status: 'live', use: '' };
export const filter = signal<Filter>(FRESH);
export const isFiltered = computed(() => JSON.stringify(filter()) !== JSON.stringify(FRESH));

function queryOf({ status, use }: Filter): URLSearchParams {
  const query = new URLSearchParams({ limit: String(MOST) });
  if (status !== 'any') query.set('status', status === 'live' ? 'active,paused' : status);
  if (use) query.set('use', use);
  return query;
}

let inPassing = false;
export const spaces = resource<{ requests: Space[]; more: boolean }>((signal) =>
  seekers.list(queryOf(untracked(filter)), { signal, asIs: inPassing }),
);

/** Looks again without making anybody sign in. */
export function lookAgain(): void {
  inPassing = true;
  void spaces.load();
  inPassing = false;
}

export function narrow(patch: Partial<Filter>): void {
  filter.set({ ...untracked(filter), ...patch });
  void spaces.load();
}

export const widen = () => narrow(FRESH);

export const held = signal<HeldSpace | null>(null);
export const trouble = signal<ApiError | null>(null);
/** What fits; null while it is being found. */
export const fitting = signal<Match[] | null>(null);
export const noMatches = signal<ApiError | null>(null);

/** Somebody was faster: what was wanted, and what is there now. */
export const overtaken = signal<{ base: Space; to: Step; theirs: HeldSpace } | null>(null);

let serial = 0;

export async function match(id: number): Promise<void> {
  const mine = serial;
  noMatches.set(null);
  try {
    const found = await seekers.matches(id);
    if (mine === serial) fitting.set(found);
  } catch (cause) {
    if (mine === serial) noMatches.set(faultOf(cause));
  }
}

export function clear(): void {
  serial++;
  for (const each of [held, trouble, fitting, noMatches, overtaken]) each.set(null);
}

export async function load(id: number): Promise<void> {
  clear();
  const mine = serial;
  void match(id);
  try {
    const found = await seekers.one(id);
    if (mine === serial) held.set(found);
  } catch (cause) {
    if (mine === serial) trouble.set(faultOf(cause));
  }
}

/** Takes in what is there now, if it is still what is looked at. */
export function learn(next: HeldSpace): void {
  const now = untracked(route);
  overtaken.set(null);
  if (now.view === 'space' && now.id === next.space.id) held.set(next);
  lookAgain();
}

const tagOf = ({ version }: Space) => `"${version}"`;

/**
 * True if the step was taken. If somebody was faster, `overtaken` has both, unless there is nothing left to decide;
 * every other refusal comes back to whoever asked.
 */
export async function move({ space, etag }: HeldSpace, to: Step): Promise<boolean> {
  try {
    learn(await seekers.move(space.id, to, etag));
    return true;
  } catch (cause) {
    if (!(cause instanceof OfficeError) || cause.status !== 412 || !cause.current) throw cause;
    const now = cause.current as Space;
    const theirs = { space: now, etag: tagOf(now) };
    if (now.status !== to && nextOf(now.status).includes(to)) overtaken.set({ base: space, to, theirs });
    else learn(theirs);
    return false;
  }
}
