// How the enquiry that is open is handled, as a document: what is changed stays in it until it is saved or given up.

import { type Held as HeldDoc, type Sheet, sheetOf } from '../register/sheet';
import { computed, untracked } from '../signal';
import { toast } from '../staff/toast';
import { held, learn } from './current';
import { w } from './i18n';
import { type Handling, type Held, handlingOf } from './model';
import { desk } from './paths';

const docOf = ({ item, etag }: Held): HeldDoc<Handling> => ({ doc: handlingOf(item), etag, by: null, at: '' });

function took(next: Held): HeldDoc<Handling> {
  learn(next);
  return docOf(next);
}

function sheetOfHandling(first: Held): Sheet<Handling> {
  const { id } = first.item;
  return sheetOf(docOf(first), {
    name: 'handling',
    send: async (body, etag) => took(await desk.change(id, body, etag)),
    ask: async () => took(await desk.item(id)),
  });
}

const openId = computed(() => held()?.item.id ?? null);

/** A sheet for each enquiry that is opened; another form of the same one goes on with it. */
export const handling = computed(() => (openId() === null ? null : sheetOfHandling(untracked(held) as Held)));

/** Whether somebody changed what is not saved; what another desk has is no longer theirs to save. */
export const holdsHandling = () => held()?.item.mine === true && (handling()?.changed().length ?? 0) > 0;

/** What came meanwhile; what was changed here stays on top of it. */
export const learnHandling = (sheet: Sheet<Handling>, next: Held) => sheet.learn(docOf(next));

export async function saveHandling(sheet: Sheet<Handling>): Promise<boolean> {
  const done = await sheet.save();
  if (done) toast(untracked(w).saved);
  return done;
}
