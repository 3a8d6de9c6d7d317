import { beforeEach, expect, test, vi } from 'vitest';
import { docOfUnit } from '../../../src/register/model';
import { followOffers, loadOffer, offered, typedOffers } from '../../../src/register/offer-state';
import { registry } from '../../../src/register/register-api';
import { sheetOf } from '../../../src/register/sheet';
import { opened, takeIn } from '../../../src/register/unit-state';
import { flush } from '../../../src/signal';
import { endLoses } from '../../../src/staff/keeper';
import { session } from '../../../src/staff/session-state';
import { staffUnit } from './make';

const account = { id: 1, name: 'Erika', email: 'e@x.example', roles: ['staff'], desk: null };

/** An offer as the server has it, in some version. */
const offerOf = (title_de: string, version = 1) => ({
  market: { offer: { title_de, updated_at: '2026-11-20T08:00:00Z' }, lacks: [], consents: [] },
  etag: `"${version}"`,
});
const answer = (title: string, version = 1) =>
  vi.spyOn(registry, 'offer').mockResolvedValue(offerOf(title, version) as never);

beforeEach(() => {
  session.set({ account } as never);
  followOffers();
});

test('terms that are typed stay when another unit is looked at, and with what they were based on', async () => {
  answer('Laden');
  await loadOffer(1);
  offered()?.sheet.edit({ title_de: 'Eckladen' });
  flush();
  expect([typedOffers(), endLoses()]).toEqual([[1], true]);
  await loadOffer(2);
  expect(offered()?.sheet.doc().title_de).toBe('Laden');
  answer('von Paul', 2);
  await loadOffer(1);
  expect([offered()?.sheet.doc().title_de, offered()?.sheet.held().etag]).toEqual(['Eckladen', '"1"']);
  offered()?.sheet.discard();
  flush();
  expect([typedOffers(), endLoses()]).toEqual([[], false]);
});

test('terms that are typed do not wait for whoever signs in next', async () => {
  answer('Laden');
  await loadOffer(1);
  offered()?.sheet.edit({ title_de: 'Eckladen' });
  flush();
  session.set(null);
  flush();
  expect([offered(), typedOffers()]).toEqual([null, []]);
});

test('what a step of one unit answers is not put into the record of another', () => {
  const two = staffUnit(2);
  const sheet = sheetOf(
    { doc: docOfUnit(two), etag: '"2"', by: null, at: '' },
    { name: 'unit', send: () => Promise.reject(new Error()), ask: () => Promise.reject(new Error()) },
  );
  opened.set({ unit: two, sheet });
  takeIn({ unit: staffUnit(1), etag: '"9"' });
  expect([sheet.doc().house_number, sheet.held().etag]).toEqual([2, '"2"']);
});
