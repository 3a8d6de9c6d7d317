// What the inbox has loaded and what it is asked for.

import { resource } from '../resource';
import { computed, signal, untracked } from '../signal';
import { me } from '../staff/session-state';
import { type Colleague, DESKS, type Desk, type Inbox, type Kind, OPEN, type Status, type Template } from './model';
import { desk } from './paths';

export interface Filter {
  desk: Desk | 'own' | 'all';
  status: Status | 'open' | 'any';
  kind: Kind | '';
  assignee: string;
  due: '' | 'overdue' | 'week';
  text: string;
}

const FRESH: Filter = { desk: 'own', status: 'open', kind: '', assignee: '', due: '', text: '' };
export const filter = signal<Filter>(FRESH);
export const isFiltered = computed(() => JSON.stringify(filter()) !== JSON.stringify(FRESH));

/** The desk of who is here; null for who has none of the three. */
export const ownDesk = computed(() => DESKS.find((each) => each === me()?.desk) ?? null);

/** What is asked beyond status and topic is asked about one's own desk alone. */
export const isOwn = computed(() => {
  const own = ownDesk();
  return own !== null && (filter().desk === 'own' || filter().desk === own);
});

export function queryOf(now: Filter, own: Desk | null): URLSearchParams {
  const query = new URLSearchParams({ limit: '200' });
  const which = now.desk === 'own' ? own : now.desk === 'all' ? null : now.desk;
  if (which) query.set('desk', which);
  if (now.status === 'open') query.set('status', OPEN.join());
  else if (now.status !== 'any') query.set('status', now.status);
  if (now.kind) query.set('kind', now.kind);
  if (own === null || which !== own) return query;
  if (now.assignee) query.set('assignee', now.assignee);
  if (now.due) query.set('due', now.due);
  if (now.text) query.set('q', now.text);
  return query;
}

let inPassing = false;
export const inbox = resource<Inbox>((signal) =>
  desk.inbox(queryOf(untracked(filter), untracked(ownDesk)), { signal, asIs: inPassing }),
);
export const templates = resource<Template[]>(() => desk.templates());
export const colleagues = resource<Colleague[]>(() => desk.colleagues());

/** Looks again without making anybody sign in. */
export function lookAgain(): void {
  inPassing = true;
  void inbox.load();
  inPassing = false;
}

export function narrow(patch: Partial<Filter>): void {
  filter.set({ ...untracked(filter), ...patch });
  void inbox.load();
}

export const widen = () => narrow(FRESH);
