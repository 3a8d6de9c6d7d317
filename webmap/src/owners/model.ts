// Whom the office may have to ask, as the server tells it to staff for a purpose.

import type { Scope } from '../register/model-offer';
import type { Day } from '../time/period';

export const KINDS = ['owner', 'manager', 'tenant', 'applicant', 'donor'] as const;
export type Kind = (typeof KINDS)[number];
export const ROLES = ['owner', 'manager', 'tenant'] as const;
export type Role = (typeof ROLES)[number];

export interface PartyDoc {
  kind: Kind | null;
  name: string;
  email: string;
  phone: string;
  address: string;
  legal_basis: string;
  source: string;
  purpose: string;
  collected_at: Day | null;
  /** The last day on which it is kept. */
  delete_after: Day | null;
  /** Why it is kept longer than was said; told with a change and not kept. */
  reason: string;
}

export type PartyKey = keyof PartyDoc;

export interface PartyLink {
  id: string;
  role: Role;
  parcel_id: number | null;
  /** What it is called; its number says nothing to anybody. */
  parcel_label: string | null;
  unit_id: number | null;
  from: Day | null;
  to: Day | null;
}

export interface PartyConsent {
  id: string;
  unit_id: number;
  scope: Scope;
  given_at: Day;
  revoked_at: string | null;
}

export interface Party extends Omit<PartyDoc, 'reason' | 'kind'> {
  kind: Kind;
  id: string;
  version: number;
  created_at: string;
  updated_at: string;
  links: PartyLink[];
  consents: PartyConsent[];
}

export interface HeldParty {
  party: Party;
  etag: string;
}

/** What a change answers: nothing that would be a read. */
export interface Stub {
  id: string;
  version: number;
  delete_after: Day;
}

/** What is asked for: of a place, or by a part of a name. */
export type Question = { unit_id: number } | { q: string };

const KEYS: readonly PartyKey[] = [
  'kind',
  'name',
  'email',
  'phone',
  'address',
  'legal_basis',
  'source',
  'purpose',
  'collected_at',
  'delete_after',
];

export function docOf(party: Party): PartyDoc {
  const given = party as unknown as Record<string, unknown>;
  return { ...(Object.fromEntries(KEYS.map((key) => [key, given[key]])) as unknown as PartyDoc), reason: '' };
}

/** What is typed goes without blanks round it, as the server keeps it. */
export function tidied(doc: Partial<PartyDoc>): Partial<PartyDoc> {
  return Object.fromEntries(
    Object.entries(doc).map(([key, value]) => [key, typeof value === 'string' ? value.trim() : value]),
  ) as Partial<PartyDoc>;
}

export const standing = ({ consents }: Party) => consents.filter(({ revoked_at }) => revoked_at === null);
