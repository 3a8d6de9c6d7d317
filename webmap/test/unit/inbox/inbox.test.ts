import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { speakEnglish } from '../../../src/i18n';
import { filled, nextAfter } from '../../../src/inbox/answer';
import { drop, find, guardAnswers, hasAnswer, keep } from '../../../src/inbox/answers';
import { wordsFor } from '../../../src/inbox/handling-words';
import { de } from '../../../src/inbox/i18n/de';
import { en } from '../../../src/inbox/i18n/en';
import { type Held, handlingOf, type Item, STATUSES } from '../../../src/inbox/model';
import { type Filter, queryOf } from '../../../src/inbox/state';
import { flush } from '../../../src/signal';
import { compareFlat, mergedFlat } from '../../../src/staff/merge-flat';
import { session } from '../../../src/staff/session-state';
import { item } from './make';

beforeAll(speakEnglish);

const FILTER: Filter = { desk: 'own', status: 'open', kind: '', assignee: '', due: '', text: '' };
const held = (patch: Partial<Item> = {}): Held => ({ item: { ...item(), ...patch }, etag: '"1-a"' });

describe('what the list is asked for', () => {
  test('the own desk, what is open, and all that only the own desk may be asked', () => {
    const query = queryOf({ ...FILTER, assignee: 'me', due: 'overdue', text: 'Miete' }, 'city');
    expect(query.get('desk')).toBe('city');
    expect(query.get('status')).toBe('new,assigned,in_progress,waiting_for_customer');
    expect([query.get('assignee'), query.get('due'), query.get('q')]).toEqual(['me', 'overdue', 'Miete']);
  });

  test('another desk, or an account without one, is asked for status and topic alone', () => {
    const wanted: Filter = { ...FILTER, desk: 'social', kind: 'space', assignee: 'me', text: 'Miete', status: 'any' };
    for (const own of ['city', null] as const) {
      const query = queryOf(wanted, own);
      expect(Object.fromEntries(query)).toEqual({ limit: '200', desk: 'social', kind: 'space' });
    }
    expect(queryOf(FILTER, null).has('desk')).toBe(false);
    expect(queryOf({ ...FILTER, desk: 'all' }, 'city').has('desk')).toBe(false);
  });
});

describe('answers', () => {
  test('a template speaks the language of who asked, with number and name', () => {
    const template = {
      id: 'x',
      title_de: '',
      title_en: '',
      text_de: 'Guten Tag {name},\n{no}',
      text_en: 'Hello {name},\n{no}',
    };
    expect(filled(template, held())).toBe('Guten Tag Erika Muster,\n2026-0007');
    const english = held();
    if (english.item.content)
      english.item.content = { ...english.item.content, lang: 'en', contact: { name: '', email: '', phone: '' } };
    expect(filled(template, english)).toBe('Hello,\n2026-0007');
  });

  test('what has ended stays so, what is open can be answered', () => {
    expect(nextAfter('new')[0]).toBe('answered');
    expect(nextAfter('answered')).toEqual(['', 'closed', 'in_progress']);
    expect(nextAfter('forwarded')).toEqual(['']);
    for (const status of STATUSES) expect(nextAfter(status).length).toBeGreaterThan(0);
  });

  describe('on this device', () => {
    const sit = (id: number | null) => {
      session.set(id === null ? null : ({ account: { id, desk: 'city', roles: ['staff'] } } as never));
      flush();
    };
    beforeEach(() => {
      sessionStorage.clear();
      sit(1);
    });

    test('survive a reload, with the key of the first try', () => {
      const begun = { ...find(7), text: 'Ja, der Laden' };
      keep(7, begun);
      expect(hasAnswer(7)).toBe(true);
      expect(find(7)).toEqual(begun);
      drop(7);
      expect(hasAnswer(7)).toBe(false);
      expect(find(7).text).toBe('');
    });

    test('are not there for the next person, nor after signing out', () => {
      guardAnswers();
      keep(7, { ...find(7), text: 'Ja' });
      sit(2);
      expect(find(7).text).toBe('');
      expect(sessionStorage.length).toBe(0);
      keep(8, { ...find(8), text: 'Nein' });
      sit(null);
      expect(sessionStorage.length).toBe(0);
      expect(hasAnswer(8)).toBe(false);
    });
  });
});

describe('N30 two versions of how it is handled', () => {
  const base = handlingOf(item());
  const mine = { ...base, priority: 'high' as const, due_at: '2026-12-01' };
  const theirs = { ...base, due_at: '2026-12-02', assignee_id: 4 };

  test('only what both changed differently is asked', () => {
    const { conflicts, settled } = compareFlat(base, mine, theirs);
    expect(conflicts.map(({ path }) => path)).toEqual(['due_at']);
    expect(settled.map(({ path, from }) => [path, from])).toEqual([
      ['assignee_id', 'theirs'],
      ['priority', 'mine'],
    ]);
    expect(mergedFlat(base, mine, theirs, new Map([['due_at', 'theirs']]))).toEqual({ ...theirs, priority: 'high' });
    expect(mergedFlat(base, mine, theirs, new Map()).due_at).toBe('2026-12-01');
  });

  test('what both changed in the same way is no question', () => {
    expect(compareFlat(base, mine, mine).conflicts).toEqual([]);
  });

  test('every member has words', () => {
    const { conflicts } = compareFlat(base, mine, { ...base, due_at: '2026-12-02' });
    expect(conflicts.map(({ path, theirs: value }) => wordsFor(path, value))).toEqual(['02/12/2026']);
    for (const [path, value] of Object.entries(base)) expect(wordsFor(path, value)).not.toBe('');
  });
});

test('both catalogues name every status, topic and step', () => {
  for (const texts of [de, en])
    for (const status of STATUSES) {
      expect(texts.status[status]).toBeTruthy();
      expect(texts.step[status]).toBeTruthy();
    }
});
