// The record that is open: loading it, saving it, and which of its views is shown.

import type { ApiError } from '../api';
import { faultOf } from '../resource';
import { effect, signal, untracked } from '../signal';
import { keepForPage } from '../staff/keeper';
import { freshKey } from '../staff/office-api';
import { open, rename, route } from '../staff/route';
import { me } from '../staff/session-state';
import { learn } from './data';
import { docOfUnit, NEW_UNIT, type StaffUnit, type UnitDoc } from './model';
import { type HeldUnit, registry } from './register-api';
import { type Held, type Sheet, sheetOf } from './sheet';
import { drop, dropAll, keep, unsaved } from './unsaved';

export type UnitMode = 'record' | 'offer' | 'preview' | 'versions';
export const mode = signal<UnitMode>('record');

export interface Open {
  unit: StaffUnit;
  sheet: Sheet<UnitDoc>;
}

export const opened = signal<Open | null>(null);
export const trouble = signal<ApiError | null>(null);

function heldOf({ unit, etag }: HeldUnit): Held<UnitDoc> {
  const { updated_by_name, updated_at } = unit.properties;
  return { doc: docOfUnit(unit), etag, by: updated_by_name, at: updated_at };
}

/** The facts beside the document change with every answer; what is typed stays. */
function note(held: HeldUnit): Held<UnitDoc> {
  learn(held.unit);
  const now = untracked(opened);
  if (now?.unit.id === held.unit.id) opened.set({ ...now, unit: held.unit });
  return heldOf(held);
}

/** Parcels go by their number; what they are called is the server's. */
function bodyOf(doc: Partial<UnitDoc>): object {
  const { parcels, ...rest } = doc;
  return parcels ? { ...rest, parcels: parcels.map(({ parcel_id, primary }) => ({ parcel_id, primary })) } : rest;
}

function sheetOfUnit(first: HeldUnit): Sheet<UnitDoc> {
  const { id } = first.unit;
  return sheetOf(heldOf(first), {
    name: 'unit',
    send: async (body, etag) => note(await registry.save(id, bodyOf(body), etag)),
    ask: async () => note(await registry.unit(id)),
  });
}

/** Takes in what something else than a save answered: a step, a tenant. */
export function takeIn(held: HeldUnit): void {
  const next = note(held);
  const now = untracked(opened);
  if (now?.unit.id === held.unit.id) now.sheet.learn(next);
}

let serial = 0;

export async function load(id: number): Promise<void> {
  const mine = ++serial;
  trouble.set(null);
  try {
    const held = await registry.unit(id);
    if (mine !== serial) return;
    learn(held.unit);
    const sheet = sheetOfUnit(held);
    const kept = untracked(unsaved).get(id);
    // What was typed before goes on with what it was based on; a save tells whether that is still so.
    if (kept) sheet.rebase(kept.held, kept.doc);
    opened.set({ unit: held.unit, sheet });
  } catch (cause) {
    if (mine === serial) trouble.set(faultOf(cause));
  }
}

/** Opens what the route says, and keeps what is typed when another view comes. */
export function followRoute(): void {
  effect(() => {
    const now = route();
    const before = untracked(opened);
    const id = now.view === 'unit' ? now.id : null;
    if (before && before.unit.id === id) return;
    mode.set('record');
    opened.set(null);
    trouble.set(null);
    serial++;
    if (id !== null) void load(id);
  });
  effect(() => {
    const now = opened();
    if (!now) return;
    const { sheet, unit } = now;
    if (sheet.changed().length > 0) keep(unit.id, { held: sheet.held(), doc: sheet.doc() });
    else drop(unit.id);
  });
  keepForPage(() => unsaved().size > 0);
  // Whoever signs in after somebody else finds nothing of what that one typed.
  let who = untracked(me)?.id;
  effect(() => {
    const now = me()?.id;
    if (now !== who) untracked(dropAll);
    who = now;
  });
}

/** A unit that does not exist yet; what it is doing is entered with it. */
export function newSheet(doing: () => object): Sheet<UnitDoc> {
  const key = freshKey();
  const first: Held<UnitDoc> = { doc: NEW_UNIT, etag: '', by: null, at: '' };
  return sheetOf(first, {
    name: 'unit',
    send: async (body) => {
      const held = await registry.create({ ...bodyOf(body), ...doing() }, key);
      learn(held.unit);
      rename({ view: 'unit', id: held.unit.id });
      return heldOf(held);
    },
    ask: async () => first,
  });
}

export const leave = () => open({ view: 'register' });
