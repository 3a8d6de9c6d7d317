// Notices to neighbours: who is told what, in which way, and when.

import type { Day } from '../time/period';

export type Channel = 'letter' | 'poster' | 'mail' | 'web';
export const CHANNELS: readonly Channel[] = ['letter', 'poster', 'mail', 'web'];

export interface Recipient {
  unit_id: number;
  unit_ref: string;
  street_name: string;
  house_number: string;
  use_type: string;
  first_day: Day | null;
  last_day: Day | null;
  days: number | null;
  sent_at: string | null;
}

export interface Notice {
  id: number;
  version: number;
  created_at: string;
  channel: Channel;
  from: Day | null;
  to: Day | null;
  reach_m: number | null;
  text_de: string;
  text_en: string;
  /** When the first was told. */
  sent_at: string | null;
  /** How many were told so far. */
  recipients_count: number;
  /** Since when it is not on the web any more. */
  withdrawn_at: string | null;
  recipients?: Recipient[];
}

export interface HeldNotice {
  notice: Notice;
  etag: string;
}

export interface Telling {
  notices: Notice[];
  start: Day | null;
  /** The last day on which neighbours are told in time. */
  tell_by: Day | null;
  late: boolean;
}

export interface Outbox {
  waiting: number;
  sent: number;
  failed: number;
  /** Whether a mail server is configured; without one mails wait. */
  smtp: boolean;
}
