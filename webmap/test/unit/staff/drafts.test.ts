import { beforeEach, describe, expect, test } from 'vitest';
import { flush } from '../../../src/signal';
import { type Draft, draft } from '../../../src/staff/draft';
import { autosave, drop, dropAll, find, keep, look, stored } from '../../../src/staff/drafts';
import { session } from '../../../src/staff/session-state';
import { sectionDoc } from './make';

const DAY_MS = 86_400_000;
const base = sectionDoc();
const draftOf = (name: string, id: number | null = 5): Draft => ({
  id,
  name,
  base,
  etag: '"3-a"',
  facts: null,
  doc: { ...base, title_de: 'Im Entwurf' },
  key: 'k',
});
const logIn = (id: number) =>
  session.set({
    account: { id, name: 'E', email: 'e@stadt.example', roles: ['staff'], desk: null, locale: 'de', totp: true },
  });

describe('E12 drafts', () => {
  beforeEach(() => {
    localStorage.clear();
    logIn(1);
    look();
  });

  test('a draft comes back with what it is based on', () => {
    expect(keep(draftOf('s5'))).toBe(true);
    look();
    expect(find('s5')).toMatchObject({ id: 5, etag: '"3-a"', base, doc: { title_de: 'Im Entwurf' } });
    drop('s5');
    expect(find('s5')).toBeNull();
    expect(localStorage).toHaveLength(0);
  });

  test('nobody finds the draft of somebody else on the same device', () => {
    keep(draftOf('s5'));
    logIn(2);
    look();
    expect(stored()).toEqual([]);
    dropAll();
    logIn(1);
    look();
    expect(stored()).toHaveLength(1);
  });

  test('after a month it is thrown away, with what cannot be read', () => {
    const now = Date.now();
    keep(draftOf('old'), now - 31 * DAY_MS);
    keep(draftOf('young'), now - 29 * DAY_MS);
    localStorage.setItem('mitte.draft.1.broken', '{"schema":1');
    localStorage.setItem('mitte.draft.1.alien', '{"schema":99}');
    look(now);
    expect(stored().map(({ name }) => name)).toEqual(['young']);
    expect(localStorage).toHaveLength(1);
  });

  test('the newest comes first', () => {
    const now = Date.now();
    keep(draftOf('a'), now - 2000);
    keep(draftOf('b'), now - 1000);
    look(now);
    expect(stored().map(({ name }) => name)).toEqual(['b', 'a']);
  });

  test('what was typed a moment ago is written down when the view is left, and not after it was given up', () => {
    autosave();
    draft.set(draftOf('s5'));
    flush();
    draft.set(null);
    flush();
    expect(find('s5')?.doc.title_de).toBe('Im Entwurf');
    draft.set(draftOf('s6'));
    flush();
    drop('s6');
    draft.set(null);
    flush();
    expect(find('s6')).toBeNull();
  });

  test('a draft holds nothing about who wrote it but the number of the account', () => {
    keep(draftOf('s5'));
    expect(JSON.stringify({ ...localStorage })).not.toContain('stadt.example');
  });
});
