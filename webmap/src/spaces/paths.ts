// The only file that knows the paths of space requests.

import { untracked } from '../signal';
import { type Ask, request, respond } from '../staff/request';
import { lang } from '../store';
import type { HeldSpace, Match, Seeker, Space, Step } from './model';

const BASE = 'api/v1/';
const SPACES = `${BASE}space-requests`;

const held = async (response: Response): Promise<HeldSpace> => ({
  space: (await response.json()) as Space,
  etag: response.headers.get('ETag') ?? '',
});
/** Reasons come in words, so the language belongs to the question. */
const spoken = () => `?lang=${untracked(lang)}`;

export const seekers = {
  list: (query: URLSearchParams, ask: Ask) =>
    request<{ requests: Space[]; more: boolean }>('GET', `${SPACES}?${query}`, ask),
  one: async (id: number) => held(await respond('GET', `${SPACES}/${id}`)),
  matches: async (id: number) =>
    (await request<{ matches: Match[] }>('GET', `${SPACES}/${id}/matches${spoken()}`)).matches,
  ofUnit: async (unit: number) =>
    (await request<{ requests: Seeker[] }>('GET', `${BASE}staff/units/${unit}/space-requests${spoken()}`)).requests,
  move: async (id: number, status: Step, ifMatch: string) =>
    held(await respond('PATCH', `${SPACES}/${id}`, { body: { status }, ifMatch })),
};
