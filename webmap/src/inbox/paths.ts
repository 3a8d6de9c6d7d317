// The only file that knows the paths of the inbox.

import { type Ask, request, respond } from '../staff/request';
import type { Colleague, Held, Inbox, Item, Template } from './model';

const BASE = 'api/v1/';
const ENQUIRIES = `${BASE}enquiries`;
const STAFF = `${BASE}staff/enquiries`;

async function held(response: Response): Promise<Held> {
  return { item: (await response.json()) as Item, etag: response.headers.get('ETag') ?? '' };
}

export const desk = {
  inbox: (query: URLSearchParams, ask: Ask) => request<Inbox>('GET', `${ENQUIRIES}?${query}`, ask),
  item: async (id: number, purpose = '', ask: Ask = {}) =>
    held(await respond('GET', `${ENQUIRIES}/${id}${purpose && `?${new URLSearchParams({ purpose })}`}`, ask)),
  change: async (id: number, body: object, ifMatch: string) =>
    held(await respond('PATCH', `${ENQUIRIES}/${id}`, { body, ifMatch })),
  answer: async (id: number, body: object, key: string) =>
    held(await respond('POST', `${ENQUIRIES}/${id}/messages`, { body, key })),
  forward: async (id: number, body: object, key: string) =>
    held(await respond('POST', `${ENQUIRIES}/${id}/forward`, { body, key })),
  merge: async (id: number, into: number, key: string) =>
    held(await respond('POST', `${ENQUIRIES}/${id}/merge`, { body: { into }, key })),
  enter: async (body: object, key: string) => held(await respond('POST', STAFF, { body, key })),
  templates: async () => (await request<{ templates: Template[] }>('GET', `${STAFF}/templates`)).templates,
  colleagues: async () => (await request<{ colleagues: Colleague[] }>('GET', `${STAFF}/colleagues`)).colleagues,
};
