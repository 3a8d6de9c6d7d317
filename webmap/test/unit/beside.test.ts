import { beforeEach, describe, expect, test } from 'vitest';
import { besideQuery, leave, MOST, placeOf, places, take } from '../../src/street/beside-state';

describe('places beside one another', () => {
  beforeEach(() => {
    for (const each of places()) leave(each);
  });

  test('a question says its place in the words of the server', () => {
    expect(placeOf('segment_id=12&within_m=25')).toBe('segment:12');
    expect(placeOf('area_id=3')).toBe('area:3');
    expect(placeOf('lon=6.96&lat=51.66&radius_m=120')).toBe('round:6.96,51.66,120');
    expect(placeOf('street=Markt&within_m=25')).toBe('street:Markt');
    expect(placeOf('street=Markt&to=17')).toBe('street:Markt||17');
    expect(placeOf('street=A%3BB')).toBeNull();
    expect(placeOf('street=Markt&within_m=25&side=left')).toBe('street:Markt@left');
    expect(placeOf('segment_id=1%2C2&side=right')).toBe('segment:1,2@right');
    expect(placeOf('line=6.96%2C51.66%3B6.97%2C51.66')).toBe('line:6.96,51.66|6.97,51.66');
    expect(placeOf('polygon=6.96%2C51.66%3B6.97%2C51.66%3B6.97%2C51.67')).toBe(
      'outline:6.96,51.66|6.97,51.66|6.97,51.67',
    );
    expect(placeOf('')).toBeNull();
  });

  test('a place stands there once, and no more than fit', () => {
    for (const n of [1, 1, 2, 3, 4, 5, 6, 7]) take({ of: `segment:${n}`, name: `${n}` });
    expect(places().map((each) => each.name)).toEqual(['1', '2', '3', '4', '5', '6']);
    expect(places()).toHaveLength(MOST);
    leave({ of: 'segment:1', name: '' });
    expect(besideQuery(places().slice(0, 2), { at: '2026-11-23', within: 40, known: '2026-10-01' }, '2025-11-23')).toBe(
      'of=segment%3A2%3Bsegment%3A3&within_m=40&at=2026-11-23&since=2025-11-23&until=2026-11-23&known_at=2026-10-01&lang=de',
    );
  });
});
