import { describe, expect, test } from 'vitest';
import { type Held, sheetOf } from '../../../src/register/sheet';
import { OfficeError } from '../../../src/staff/request';

interface Doc {
  name: string;
  floor: number;
  note: string | null;
}

const held = (doc: Doc, etag: string): Held<Doc> => ({ doc, etag, by: 'Jonas', at: '2026-11-23T10:00:00Z' });
const FIRST = held({ name: 'a', floor: 0, note: null }, '"1"');
const refusal = (status: number, fields: { path: string; code: string; message: string }[] = []) =>
  new OfficeError(status, '', null, null, '', fields);

function sheet(send: (body: Partial<Doc>, etag: string) => Promise<Held<Doc>>, theirs = FIRST) {
  return sheetOf(FIRST, { name: 'unit', send, ask: async () => theirs });
}

describe('N30 a flat document', () => {
  test('a save sends what differs, with the tag that it is based on', async () => {
    const sent: unknown[] = [];
    const one = sheet(async (body, etag) => {
      sent.push([body, etag]);
      return held({ name: 'b', floor: 0, note: null }, '"2"');
    });
    one.edit({ name: 'b' });
    expect(one.changed()).toEqual(['name']);
    expect(await one.save()).toBe(true);
    expect(sent).toEqual([[{ name: 'b' }, '"1"']]);
    expect(one.changed()).toEqual([]);
    expect(one.held().etag).toBe('"2"');
  });

  test('what is typed while a save is on its way stays', async () => {
    const one = sheet(async () => {
      one.edit({ note: 'typed meanwhile' });
      return held({ name: 'b', floor: 0, note: null }, '"2"');
    });
    one.edit({ name: 'b' });
    await one.save();
    expect(one.doc()).toEqual({ name: 'b', floor: 0, note: 'typed meanwhile' });
    expect(one.changed()).toEqual(['note']);
  });

  test('what somebody else saved is shown, and nothing typed is lost', async () => {
    const theirs = held({ name: 'theirs', floor: 1, note: null }, '"2"');
    const one = sheet(() => Promise.reject(refusal(412)), theirs);
    one.edit({ name: 'mine' });
    expect(await one.save()).toBe(false);
    expect(one.overtaken()).toBe(theirs);
    expect(one.doc().name).toBe('mine');
    one.rebase(theirs, { ...theirs.doc, name: 'mine' });
    expect(one.overtaken()).toBeNull();
    expect(one.changed()).toEqual(['name']);
  });

  test('every refused member has its words until it is changed', async () => {
    const faults = [
      { path: '/name', code: 'required', message: 'Fehlt.' },
      { path: '/note/0/text', code: 'text', message: 'Zu lang.' },
    ];
    const one = sheet(() => Promise.reject(refusal(422, faults)));
    one.edit({ name: '' });
    expect(await one.save()).toBe(false);
    expect([one.faults.of('unit/name'), one.faults.of('unit/note'), one.faults.of('unit/floor')]).toEqual([
      'Fehlt.',
      'Zu lang.',
      '',
    ]);
    one.faults.forgive('unit/name');
    expect(one.faults.of('unit/name')).toBe('');
  });

  test('what another action answered becomes the base, under what is typed', () => {
    const one = sheet(async () => FIRST);
    one.edit({ note: 'mine' });
    one.learn(held({ name: 'a', floor: 2, note: null }, '"3"'));
    expect(one.doc()).toEqual({ name: 'a', floor: 2, note: 'mine' });
    one.discard();
    expect(one.doc()).toEqual({ name: 'a', floor: 2, note: null });
  });

  test('where somebody else changed what is typed, the save still asks', async () => {
    const tags: string[] = [];
    const one = sheet(async (_, etag) => {
      tags.push(etag);
      throw refusal(412);
    });
    one.edit({ name: 'mine' });
    one.learn(held({ name: 'theirs', floor: 2, note: null }, '"3"'));
    expect(one.doc()).toEqual({ name: 'mine', floor: 0, note: null });
    await one.save();
    expect(tags).toEqual(['"1"']);
  });

  test('what is there now may be out of reach: that is said, and nothing typed is lost', async () => {
    const one = sheetOf(FIRST, {
      name: 'unit',
      send: () => Promise.reject(refusal(412)),
      ask: () => Promise.reject(refusal(0)),
    });
    one.edit({ name: 'mine' });
    expect(await one.save()).toBe(false);
    expect(one.failed()?.status).toBe(0);
    expect([one.overtaken(), one.doc().name, one.saving()]).toEqual([null, 'mine', false]);
  });
});
