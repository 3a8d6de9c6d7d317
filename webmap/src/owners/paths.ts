// The only file that knows the paths of parties.

import { request, respond } from '../staff/request';
import type { HeldParty, Party, PartyDoc, Question, Role, Stub } from './model';

const BASE = 'api/v1/';
const PARTIES = `${BASE}parties`;

const asked = (purpose: string, more: Record<string, string> = {}) => new URLSearchParams({ purpose, ...more });

interface NewLink {
  role: Role;
  unit_id?: number;
  parcel_id?: number;
  from?: string;
  to?: string;
}

export const owners = {
  find: (question: Question, purpose: string) => {
    const wanted = Object.fromEntries(Object.entries(question).map(([key, value]) => [key, String(value)]));
    return request<{ parties: Party[]; more: boolean }>('GET', `${PARTIES}?${asked(purpose, wanted)}`);
  },
  one: async (id: string, purpose: string): Promise<HeldParty> => {
    const response = await respond('GET', `${PARTIES}/${id}?${asked(purpose)}`);
    return { party: (await response.json()) as Party, etag: response.headers.get('ETag') ?? '' };
  },
  export: async (id: string, purpose: string) =>
    (await respond('GET', `${PARTIES}/${id}/export?${asked(purpose)}`)).blob(),
  create: (body: Partial<PartyDoc>, key: string) => request<Stub>('POST', PARTIES, { body, key }),
  /** The purpose is for what a refusal of an old version tells. */
  save: (id: string, body: Partial<PartyDoc>, ifMatch: string, purpose: string) =>
    request<Stub>('PATCH', `${PARTIES}/${id}?${asked(purpose)}`, { body, ifMatch }),
  link: (id: string, body: NewLink, key: string) =>
    request<{ id: string }>('POST', `${PARTIES}/${id}/links`, { body, key }),
  unlink: (link: string) => request<void>('DELETE', `${BASE}party-links/${link}`),
  erase: (id: string, reason: string, key: string) =>
    request<{ consents_revoked: number }>('POST', `${PARTIES}/${id}/erase`, { body: { reason }, key }),
};
