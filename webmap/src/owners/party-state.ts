// The party that is open as a document: entering it, changing it, and what is there now if somebody was faster.

import { type Held, type Sheet, sheetOf } from '../register/sheet';
import { untracked } from '../signal';
import { freshKey } from '../staff/office-api';
import { rename } from '../staff/route';
import { serverToday } from '../store';
import { addMonths } from '../time/period';
import { docOf, type HeldParty, type Party, type PartyDoc, type Role, tidied } from './model';
import { owners } from './paths';
import { held, home, load, outdate, purpose } from './state';
import { memberInWords, valueInWords } from './words';

/** Half of what is allowed, which is longer than most questions take. */
const KEPT_MONTHS = 12;

const words = { member: memberInWords, value: valueInWords };

const heldOf = ({ party, etag }: HeldParty): Held<PartyDoc> => ({
  doc: docOf(party),
  etag,
  by: null,
  at: party.updated_at,
});

const heldNow = (party: Party): HeldParty => ({ party, etag: `"${party.version}"` });

export function sheetOfParty(first: HeldParty): Sheet<PartyDoc> {
  const { id } = first.party;
  const sheet: Sheet<PartyDoc> = sheetOf(heldOf(first), {
    name: 'party',
    words,
    send: async (body, etag) => {
      const said = tidied(body);
      const stub = await owners.save(id, said, etag, untracked(purpose));
      outdate();
      const now = untracked(held);
      const { reason: _, ...members } = said;
      const tag = `"${stub.version}"`;
      if (now?.party.id === id)
        held.set({ party: { ...now.party, ...members, version: stub.version } as Party, etag: tag });
      return { ...untracked(sheet.held), doc: { ...untracked(sheet.held).doc, ...members, reason: '' }, etag: tag };
    },
    ask: async (current) => heldOf(current ? heldNow(current as Party) : await owners.one(id, untracked(purpose))),
  });
  return sheet;
}

function fresh(): PartyDoc {
  const today = untracked(serverToday);
  return {
    kind: 'owner',
    name: '',
    email: '',
    phone: '',
    address: '',
    legal_basis: '',
    source: '',
    purpose: '',
    collected_at: today,
    delete_after: addMonths(today, KEPT_MONTHS),
    reason: '',
  };
}

/** Somebody new; where there is an errand, linked at once. */
export function newSheet(role: () => Role): Sheet<PartyDoc> {
  const [key, linkKey] = [freshKey(), freshKey()];
  const doc = fresh();
  const first: Held<PartyDoc> = { doc, etag: '', by: null, at: '' };
  const sheet: Sheet<PartyDoc> = sheetOf(first, {
    name: 'party',
    words,
    send: async () => {
      const { reason: _, ...all } = untracked(sheet.doc);
      const { id } = await owners.create(tidied(all), key);
      const unit = untracked(home);
      if (unit) await owners.link(id, { role: untracked(role), unit_id: unit.id }, linkKey);
      outdate();
      rename({ view: 'party', id });
      void load(id);
      return first;
    },
    ask: async () => first,
  });
  return sheet;
}
