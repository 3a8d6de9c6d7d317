// The offer of the unit that is open: its terms as a sheet, and what stands beside them.

import type { ApiError } from '../api';
import { faultOf } from '../resource';
import { computed, effect, signal, untracked } from '../signal';
import { keepForPage } from '../staff/keeper';
import { freshKey } from '../staff/office-api';
import { me } from '../staff/session-state';
import { docOfOffer, type Marketing, type OfferDoc } from './model-offer';
import { type HeldOffer, registry } from './register-api';
import { type Held, type Sheet, sheetOf } from './sheet';
import { takeIn } from './unit-state';

export interface OpenOffer {
  unit: number;
  market: Marketing;
  sheet: Sheet<OfferDoc>;
}

export const offered = signal<OpenOffer | null>(null);
export const offerTrouble = signal<ApiError | null>(null);

const heldOf = ({ market, etag }: HeldOffer): Held<OfferDoc> => ({
  doc: docOfOffer(market.offer),
  etag,
  by: null,
  at: market.offer?.updated_at ?? '',
});

function note(unit: number, held: HeldOffer): Held<OfferDoc> {
  const now = untracked(offered);
  if (now?.unit === unit) offered.set({ ...now, market: held.market });
  return heldOf(held);
}

/** An offer changes what the public sees of the unit, so the record is asked for again. */
async function after(unit: number, held: HeldOffer): Promise<Held<OfferDoc>> {
  const next = note(unit, held);
  takeIn(await registry.unit(unit));
  return next;
}

function sheetOfOffer(unit: number, held: HeldOffer): Sheet<OfferDoc> {
  const key = freshKey();
  return sheetOf(heldOf(held), {
    name: 'offer',
    send: async (body, etag) => {
      const isNew = untracked(offered)?.market.offer === null;
      return after(
        unit,
        isNew ? await registry.createOffer(unit, body, key) : await registry.saveOffer(unit, body, etag),
      );
    },
    ask: async () => note(unit, await registry.offer(unit)),
  });
}

/** Terms that are typed and not saved, by unit: they are there when the offer is opened again. */
const typed = signal<ReadonlyMap<number, Sheet<OfferDoc>>>(new Map());

/** Which units have some; what is typed in one of them is nobody else's concern. */
export const typedOffers = computed(
  (): readonly number[] => [...typed().keys()],
  (a, b) => a.join() === b.join(),
);

const without = (unit: number) => [...untracked(typed)].filter(([key]) => key !== unit);

/** Keeps what is typed as long as the page lives, and asks before that ends. */
export function followOffers(): void {
  keepForPage(() => typed().size > 0);
  effect(() => {
    const now = offered();
    if (!now) return;
    const isTyped = now.sheet.changed().length > 0;
    if (isTyped !== untracked(typed).has(now.unit))
      typed.set(new Map([...without(now.unit), ...(isTyped ? [[now.unit, now.sheet] as const] : [])]));
  });
  effect(() => {
    if (me() === null)
      untracked(() => {
        offered.set(null);
        typed.set(new Map());
      });
  });
}

export async function loadOffer(unit: number): Promise<void> {
  offerTrouble.set(null);
  if (untracked(offered)?.unit !== unit) offered.set(null);
  try {
    const held = await registry.offer(unit);
    const now = untracked(offered);
    if (now?.unit === unit) {
      now.sheet.learn(note(unit, held));
      return;
    }
    // What was typed before goes on with what it was based on; a save tells whether that is still so.
    offered.set({ unit, market: held.market, sheet: untracked(typed).get(unit) ?? sheetOfOffer(unit, held) });
  } catch (cause) {
    offerTrouble.set(faultOf(cause));
  }
}

/** Something else than the terms: publication, a consent. */
export async function act(unit: number, work: (etag: string) => Promise<HeldOffer>): Promise<void> {
  const now = untracked(offered);
  if (!now) return;
  const held = await work(now.sheet.held().etag);
  now.sheet.learn(await after(unit, held));
}
