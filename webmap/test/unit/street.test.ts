import { describe, expect, test } from 'vitest';
import { kpiQuery, listQuery } from '../../src/street/question';
import { fresh, MOST_CORNERS, MOST_SEGMENTS, type Question, readWords, wordsOf } from '../../src/street/words';

const asked: Question[] = [
  { ...fresh(), street: 'Karlstraße & Hof', from: '12a', to: 'Gasse', side: 'left', within: 40, compare: '2025-01-01' },
  { ...fresh(), way: 'segments', segments: [7, 3, 12], at: '2024-02-29', known: '2025-03-31' },
  {
    ...fresh(),
    way: 'line',
    line: [
      [6.9655001, 51.6605002],
      [6.9665, 51.6609],
    ],
  },
  { ...fresh(), way: 'round', place: [6.965, 51.66], radius: 250 },
  {
    ...fresh(),
    way: 'shape',
    shape: [
      [6.96, 51.66],
      [6.97, 51.66],
      [6.97, 51.67],
    ],
  },
  { ...fresh(), way: 'area', area: 4 },
];

describe('the words of a question', () => {
  test('N27 each kind comes back as it was, with what was drawn and both days', () => {
    for (const question of asked) expect(readWords(wordsOf(question) ?? '')).toEqual(question);
  });

  test('say nothing of what is as usual, so that today stays today', () => {
    expect(wordsOf({ ...fresh(), street: 'Markt' })).toBe('way=street&street=Markt');
    expect(wordsOf({ ...fresh(), way: 'round', place: [7, 51], side: 'left', within: 10 })).not.toContain('within');
  });

  test('are none while too little is said', () => {
    for (const way of ['street', 'segments', 'line', 'round', 'shape', 'area'] as const)
      expect(wordsOf({ ...fresh(), way })).toBeNull();
  });

  test('that are wrong count as absent', () => {
    expect(readWords('way=moon&within=9999&radius=-1&at=2026-02-30&compare=x&side=up&area=x&known=2199-01-01')).toEqual(
      fresh(),
    );
    expect(readWords('place=1,2,3').place).toBeNull();
    expect(readWords('place=999,51').place).toBeNull();
    expect(readWords('line=6.9,51.6').line).toEqual([]);
    expect(readWords('shape=6.9,51.6;x,y;7,51').shape).toEqual([]);
    expect(readWords('segments=3,x,-4,5.5,6').segments).toEqual([3, 6]);
  });

  test('hold no more than the server takes', () => {
    const ids = Array.from({ length: 80 }, (_, i) => i + 1).join();
    expect(readWords(`segments=${ids}`).segments.length).toBe(MOST_SEGMENTS);
    expect(
      readWords(
        `line=${Array(MOST_CORNERS + 1)
          .fill('6.9,51.6')
          .join(';')}`,
      ).line,
    ).toEqual([]);
  });
});

describe('what the server is asked', () => {
  test('the figures are of the place, the side and the width that the list is of', () => {
    for (const q of asked) {
      const list = new URLSearchParams(listQuery(q)?.query);
      const figures = new URLSearchParams(kpiQuery(q));
      for (const [name, value] of list) expect(figures.get(name)).toBe(value);
    }
    expect(kpiQuery({ ...fresh(), street: 'Markt', side: 'left' })).toContain('side=left');
    expect(kpiQuery({ ...fresh(), street: 'Markt', known: '2025-03-31' })).toContain('known_at=2025-03-31');
  });
});
