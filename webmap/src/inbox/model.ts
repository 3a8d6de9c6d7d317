// What the desks are asked, as the server tells it to them.

import type { Lang } from '../model';
import type { Day } from '../time/period';

export const DESKS = ['technical', 'social', 'city'] as const;
export type Desk = (typeof DESKS)[number];
export const KINDS = ['general', 'space', 'works', 'participation', 'fund', 'vacancy_report'] as const;
export type Kind = (typeof KINDS)[number];
export const PRIORITIES = ['low', 'normal', 'high'] as const;
export type Priority = (typeof PRIORITIES)[number];
/** How something comes that staff enter. */
export const VIAS = ['phone', 'mail', 'letter', 'in_person'] as const;
type Via = (typeof VIAS)[number] | 'form';

export const STATUSES = [
  'new',
  'assigned',
  'in_progress',
  'waiting_for_customer',
  'answered',
  'closed',
  'forwarded',
  'duplicate',
  'not_responsible',
  'spam',
  'withdrawn',
] as const;
export type Status = (typeof STATUSES)[number];
/** In these the office still has something to do. */
export const OPEN: readonly Status[] = ['new', 'assigned', 'in_progress', 'waiting_for_customer'];
export const isOpenStatus = (status: Status) => OPEN.includes(status);

export interface Colleague {
  id: number;
  name: string;
}

/** A line of the list. Of another desk's there is number, kind, desk and status; everything else is null. */
export interface Row {
  id: number;
  version: number;
  no: string;
  kind: Kind;
  desk: Desk;
  status: Status;
  outside: 'open' | 'closed';
  mine: boolean;
  priority: Priority | null;
  received_via: Via | null;
  received_at: string | null;
  due_at: Day | null;
  overdue: boolean;
  assignee: Colleague | null;
  unit_ref: string | null;
  section_id: number | null;
  section: string | null;
  duplicate_of: number | null;
  forwarded_to: string | null;
  first_answer_at: string | null;
  ended_at: string | null;
  subject: string | null;
  from: string | null;
  last_at: string | null;
}

export interface Message {
  id: number;
  direction: 'in' | 'out' | 'internal';
  at: string;
  /** A name, empty for who asked. */
  by: string;
  text: string;
}

export interface Related {
  id: number;
  no: string;
  status: Status;
  subject: string;
}

export interface Content {
  body: string;
  lang: Lang;
  contact: { name: string; email: string; phone: string };
  messages: Message[];
}

export interface Item extends Row {
  content: Content | null;
  next: Status[];
  duplicates: Related[];
  similar: Related[];
}

export interface Held {
  item: Item;
  etag: string;
}

export interface Inbox {
  enquiries: Row[];
  more: boolean;
  open: number;
  overdue: number;
  mine: number;
}

export interface Template {
  id: string;
  title_de: string;
  title_en: string;
  text_de: string;
  text_en: string;
}

/** What is put right with one save; the members that may come into conflict. */
export interface Handling {
  status: Status;
  assignee_id: number | null;
  due_at: Day | null;
  priority: Priority;
  kind: Kind;
  unit_ref: string;
  section_id: number;
}

export const handlingOf = (item: Item): Handling => ({
  status: item.status,
  assignee_id: item.assignee?.id ?? null,
  due_at: item.due_at,
  priority: item.priority ?? 'normal',
  kind: item.kind,
  unit_ref: item.unit_ref ?? '',
  section_id: item.section_id ?? 0,
});
