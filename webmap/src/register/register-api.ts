// The only file that knows the register's paths.

import type { Unit } from '../model';
import { all } from '../staff/office-api';
import { type Ask, request, respond } from '../staff/request';
import type { Day } from '../time/period';
import type { StaffUnit } from './model';
import type { AnonymousOffer, Marketing, OfferDoc, Scope } from './model-offer';

const BASE = 'api/v1/';
const STAFF = `${BASE}staff/units`;
const UNITS = `${BASE}units`;
const PAGE = 2000;

export interface HeldUnit {
  unit: StaffUnit;
  etag: string;
}

export interface HeldOffer {
  market: Marketing;
  etag: string;
}

export interface UnitVersion {
  version: number;
  at: string;
  until: string | null;
  editor: string;
  editor_name: string | null;
  reason: string | null;
  changed: string[];
}

export interface Warned {
  unit_id: number;
  public_ref: string;
  street_name: string | null;
  house_number: number | null;
  reason: 'threatened' | 'lease_ending';
  on: Day | null;
  area_m2: number | null;
}

export interface Tap {
  /** The phone's own name of it, so that sending it twice counts once. */
  key: string;
  unit_id: number;
  result: 'confirmed' | 'not_accessible';
  at: Day;
}

export interface TapAnswer {
  key: string;
  state: 'made' | 'known' | 'refused';
  code?: string;
}

export interface BulkSeen {
  id: number;
  public_ref: string;
  version: number;
  changes: { member: string; before: unknown; after: unknown }[];
  errors: { path: string; code: string; message: string }[];
}

async function held(response: Response): Promise<HeldUnit> {
  return { unit: (await response.json()) as StaffUnit, etag: response.headers.get('ETag') ?? '' };
}

async function heldOffer(response: Response): Promise<HeldOffer> {
  return { market: (await response.json()) as Marketing, etag: response.headers.get('ETag') ?? '' };
}

const purposeOf = (purpose: string) => (purpose ? `?purpose=${encodeURIComponent(purpose)}` : '');

export const registry = {
  units: (ask: Ask) => all<StaffUnit>(`${STAFF}?limit=${PAGE}`, ask),
  unit: async (id: number, purpose = '') => held(await respond('GET', `${STAFF}/${id}${purposeOf(purpose)}`)),
  history: async (id: number) => (await request<{ versions: UnitVersion[] }>('GET', `${STAFF}/${id}/history`)).versions,
  create: async (body: object, key: string) => held(await respond('POST', UNITS, { body, key })),
  save: async (id: number, body: object, ifMatch: string) =>
    held(await respond('PATCH', `${UNITS}/${id}`, { body, ifMatch })),
  remove: (id: number, ifMatch: string) => request<void>('DELETE', `${UNITS}/${id}`, { ifMatch }),
  step: async (id: number, body: object, key: string) =>
    held(await respond('POST', `${UNITS}/${id}/status`, { body, key })),
  saveTenant: async (id: number, body: object, ifMatch: string) =>
    held(await respond('PATCH', `${BASE}occupancies/${id}`, { body, ifMatch })),

  offer: async (unit: number) => heldOffer(await respond('GET', `${STAFF}/${unit}/offer`)),
  createOffer: async (unit: number, body: Partial<OfferDoc>, key: string) =>
    heldOffer(await respond('POST', `${UNITS}/${unit}/offer`, { body, key })),
  saveOffer: async (unit: number, body: Partial<OfferDoc>, ifMatch: string) =>
    heldOffer(await respond('PATCH', `${UNITS}/${unit}/offer`, { body, ifMatch })),
  publish: async (unit: number, to: string, ifMatch: string, key: string) =>
    heldOffer(await respond('POST', `${UNITS}/${unit}/publication`, { body: { to }, ifMatch, key })),
  consent: async (
    unit: number,
    body: { scope: Scope; given_at: Day; evidence: string; party_id?: string },
    key: string,
  ) => heldOffer(await respond('POST', `${UNITS}/${unit}/consents`, { body, key })),
  revoke: async (consent: string, key: string) =>
    heldOffer(await respond('POST', `${BASE}consents/${consent}/revoke`, { body: {}, key })),
  preview: (unit: number) =>
    request<{ unit: Unit | null; anonymous: AnonymousOffer | null }>('GET', `${STAFF}/${unit}/preview`),

  /** In passing: a phone that is offline, or whose session has ended, keeps its taps and asks for nothing. */
  surveys: async (surveys: readonly Tap[]) =>
    (await request<{ surveys: TapAnswer[] }>('POST', `${BASE}surveys`, { body: { surveys }, asIs: true })).surveys,
  warnings: (purpose = '') =>
    request<{ units: Warned[]; count: number; area_m2: number }>(
      'GET',
      `${BASE}staff/early-warning${purposeOf(purpose)}`,
    ),

  previewBulk: async (body: object) =>
    (await request<{ units: BulkSeen[] }>('POST', `${BASE}bulk-edits/preview`, { body })).units,
  bulk: (body: object, key: string) =>
    request<{ id: string; units: number }>('POST', `${BASE}bulk-edits`, { body, key }),
  undoBulk: (id: string, key: string) =>
    request<{ id: string; units: number }>('POST', `${BASE}bulk-edits/${id}/undo`, { body: {}, key }),
};
