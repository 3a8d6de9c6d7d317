// The only file that knows the paths behind the login.

import type { Feature, Geometry } from 'geojson';
import type { Guides } from '../edit';
import type { Box } from '../model';
import type { Found, KeptQuestion, Kpis, NamedArea } from '../street/model';
import type { Day } from '../time/period';
import type { Affected } from './impact-model';
import type { AccountRow, Session } from './model';
import type { Blackout, Findings, Held, Project, StaffSection, Version } from './model-answers';
import type { HeldNotice, Notice, Outbox, Telling } from './notice-model';
import { type Ask, request, respond } from './request';

const BASE = 'api/v1/';
const SESSION = `${BASE}session`;
const SECTIONS = `${BASE}sections`;
const NOTICES = `${BASE}notices`;
const QUESTIONS = `${BASE}questions`;
const STAFF_SECTIONS = `${BASE}staff/sections`;

export type SectionBody = Record<string, unknown>;

async function held(response: Response): Promise<Held> {
  return { section: (await response.json()) as StaffSection, etag: response.headers.get('ETag') ?? '' };
}

async function heldNotice(response: Response): Promise<HeldNotice> {
  return { notice: (await response.json()) as Notice, etag: response.headers.get('ETag') ?? '' };
}

interface Page<T> {
  features: T[];
  links?: { rel: string; href: string }[];
}

/** Every page of a list. */
export async function all<T>(path: string, ask: Ask = {}): Promise<T[]> {
  const found: T[] = [];
  let next: string | undefined = path;
  for (let page = 0; next && page < 50; page++) {
    const body: Page<T> = await request<Page<T>>('GET', next, ask);
    found.push(...body.features);
    const href: string | undefined = body.links?.find(({ rel }) => rel === 'next')?.href;
    next = href && new URL(href, location.href).pathname + new URL(href, location.href).search;
  }
  return found;
}

const flat = <T>({ id, geometry, properties }: Feature<Geometry | null>): T =>
  ({ ...properties, id, geometry }) as unknown as T;

/** A new name for a creation, so that sending it twice makes one thing. */
export const freshKey = () => crypto.randomUUID();

export const office = {
  session: () => request<Session>('GET', SESSION, { asIs: true }),
  login: (body: { email: string; password: string; code?: string }) =>
    request<Session>('POST', SESSION, { body, asIs: true }),
  logout: () => request<void>('DELETE', SESSION, { asIs: true }),
  setUp: (body: { token: string; email: string; name: string; password: string; locale: string }) =>
    request<Session>('POST', `${BASE}setup`, { body, asIs: true }),
  newSecret: () => request<{ secret: string; uri: string; qr: string }>('POST', `${SESSION}/totp`),
  /** Like the change of a password it gives a new session in place of the old one. */
  enrol: (code: string) =>
    request<Session & { recovery_codes: string[] }>('PUT', `${SESSION}/totp`, { body: { code } }),
  changePassword: (body: { old: string; new: string }) => request<Session>('PUT', `${SESSION}/password`, { body }),
  stepUp: (code: string) => request<void>('POST', `${SESSION}/code`, { body: { code }, asIs: true }),

  sections: (ask: Ask) => all<StaffSection>(`${STAFF_SECTIONS}?limit=10000`, ask),
  /** The plan as it was known at the end of a past day. */
  sectionsAt: (day: Day, signal: AbortSignal) =>
    all<StaffSection>(`${STAFF_SECTIONS}?limit=10000&known_at=${day}`, { signal }),
  section: async (id: number, version?: number) =>
    held(await respond('GET', `${STAFF_SECTIONS}/${id}${version ? `?version=${version}` : ''}`)),
  history: async (id: number) =>
    (await request<{ versions: Version[] }>('GET', `${STAFF_SECTIONS}/${id}/history`)).versions,
  create: async (body: SectionBody, key: string) => held(await respond('POST', SECTIONS, { body, key })),
  save: async (id: number, body: SectionBody, ifMatch: string) =>
    held(await respond('PATCH', `${SECTIONS}/${id}`, { body, ifMatch })),
  /** All of them or none. */
  saveTogether: async (changes: { id: number; version: string; section: SectionBody }[]) =>
    (await request<{ sections: StaffSection[] }>('POST', `${SECTIONS}/changes`, { body: { changes } })).sections,
  remove: (id: number, ifMatch: string) => request<void>('DELETE', `${SECTIONS}/${id}`, { ifMatch }),
  restore: async (id: number, version: number, ifMatch: string) =>
    held(await respond('POST', `${SECTIONS}/${id}/restore`, { body: { version }, ifMatch })),
  guides: (box: Box, signal: AbortSignal) =>
    request<Guides>('GET', `${BASE}staff/guides?bbox=${box.map((each) => each.toFixed(7)).join()}`, {
      signal,
      asIs: true,
    }),
  check: (body: SectionBody, signal: AbortSignal) =>
    request<Findings>('POST', `${SECTIONS}/check`, { body, signal, asIs: true }),
  impact: (body: SectionBody, signal: AbortSignal) =>
    request<Affected>('POST', `${BASE}impact`, { body, signal, asIs: true }),
  impactOf: (id: number, reach: number) => request<Affected>('GET', `${SECTIONS}/${id}/impact?reach_m=${reach}`),

  notices: (section: number) => request<Telling>('GET', `${SECTIONS}/${section}/notices`),
  notice: async (id: number) => heldNotice(await respond('GET', `${NOTICES}/${id}`)),
  prepare: (section: number, body: object, key: string) =>
    request<Notice>('POST', `${SECTIONS}/${section}/notices`, { body, key }),
  reword: async (id: number, body: object, ifMatch: string) =>
    heldNotice(await respond('PATCH', `${NOTICES}/${id}`, { body, ifMatch })),
  told: (id: number, body: object, key: string) => request<Notice>('POST', `${NOTICES}/${id}/sent`, { body, key }),
  withdraw: (id: number) => request<Notice>('POST', `${NOTICES}/${id}/withdrawn`, { body: {} }),
  outbox: () => request<Outbox>('GET', `${BASE}outbox`),
  /** What is printed: pages of their own, which the session's cookie opens. */
  sheet: (id: number, kind: 'letter' | 'poster') => `notices/${id}/${kind}`,

  /** What stands along a street or in an area; the question says which. */
  standing: (along: boolean, query: string, ask: Ask) =>
    request<Found>('GET', `${BASE}${along ? 'along' : 'area'}?${query}`, ask),
  standingFile: (along: boolean, query: string, format: 'csv' | 'geojson' | 'gpkg') =>
    `${BASE}${along ? 'along' : 'area'}${format === 'gpkg' ? `.gpkg?${query}` : `?${query}&format=${format}`}`,
  questions: async () => (await request<{ questions: KeptQuestion[] }>('GET', QUESTIONS)).questions,
  keepQuestion: (body: { name: string; query: string }, key: string) =>
    request<KeptQuestion>('POST', QUESTIONS, { body, key }),
  changeQuestion: ({ id, version }: KeptQuestion, body: { name?: string; query?: string }) =>
    request<KeptQuestion>('PATCH', `${QUESTIONS}/${id}`, { body, ifMatch: `"${version}"` }),
  dropQuestion: ({ id, version }: KeptQuestion) =>
    request<void>('DELETE', `${QUESTIONS}/${id}`, { ifMatch: `"${version}"` }),
  kpis: (query: string, ask: Ask) => request<Kpis>('GET', `${BASE}kpis?${query}`, ask),
  areas: async () => (await request<{ areas: NamedArea[] }>('GET', `${BASE}areas`)).areas,
  segmentsIn: (box: Box) =>
    all<{ id: number; geometry: Geometry }>(
      `${BASE}segments?limit=200&bbox=${box.map((each) => each.toFixed(7)).join()}`,
    ),
  /** Names of streets that begin or sound like a text. */
  streets: async (text: string) =>
    (
      await request<{ results: { kind: string; label: string }[] }>(
        'GET',
        `${BASE}search?limit=20&q=${encodeURIComponent(text)}`,
      )
    ).results
      .filter(({ kind }) => kind === 'street')
      .map(({ label }) => label),

  projects: async () => (await all<Feature>(`${BASE}staff/projects?limit=10000`)).map((each) => flat<Project>(each)),
  createProject: (body: object, key: string) => request<Feature>('POST', `${BASE}projects`, { body, key }),
  saveProject: (id: number, body: object, ifMatch: string) =>
    request<Feature>('PATCH', `${BASE}projects/${id}`, { body, ifMatch }),
  blackouts: async () => (await all<Feature>(`${BASE}blackouts`)).map((each) => flat<Blackout>(each)),
  createBlackout: (body: object, key: string) => request<Feature>('POST', `${BASE}blackouts`, { body, key }),
  saveBlackout: (id: number, body: object, ifMatch: string) =>
    request<Feature>('PATCH', `${BASE}blackouts/${id}`, { body, ifMatch }),
  removeBlackout: (id: number, ifMatch: string) => request<void>('DELETE', `${BASE}blackouts/${id}`, { ifMatch }),

  accounts: async () => (await request<{ accounts: AccountRow[] }>('GET', `${BASE}accounts`)).accounts,
  createAccount: (body: object, key: string) => request<AccountRow>('POST', `${BASE}accounts`, { body, key }),
  saveAccount: (id: number, body: object, ifMatch: string) =>
    request<AccountRow>('PATCH', `${BASE}accounts/${id}`, { body, ifMatch }),
};
