import { describe, expect, test } from 'vitest';
import { covers } from '../../src/map/select';
import { labelPoint } from '../../src/map/works';

describe('works on the map', () => {
  const at = (lat: number, lon: number): [number, number] => [(lon - 6.96) * 1e5, (51.661 - lat) * 1e5];
  test('the badge stands inside its section, also in a hook', () => {
    const hook = {
      type: 'MultiPolygon' as const,
      coordinates: [
        [
          [
            [6.96, 51.66],
            [6.962, 51.66],
            [6.962, 51.6602],
            [6.9602, 51.6602],
            [6.9602, 51.661],
            [6.96, 51.661],
            [6.96, 51.66],
          ],
        ],
      ],
    };
    const [x, y] = labelPoint(hook, at) ?? [0, 0];
    expect(covers(hook, 6.96 + x / 1e5, 51.661 - y / 1e5)).toBe(true);
    expect(covers(hook, 6.9615, 51.6608)).toBe(false);
  });
});
