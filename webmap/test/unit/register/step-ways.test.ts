import { describe, expect, test } from 'vitest';
import type { Need, UnitStatus } from '../../../src/register/model';
import { reasonFor, unusualWays } from '../../../src/register/step-ways';

const asked = (to: UnitStatus, ...needs: Need[]) => reasonFor({ to, needs });

describe('STA-M2 the reason of a step', () => {
  test('is wanted where a shop empties, and needed where the server says so', () => {
    expect([asked('vacant'), asked('threatened', 'expected_until')]).toEqual(['wanted', 'wanted']);
    expect([asked('vacant', 'reason'), asked('converted', 'reason')]).toEqual(['needed', 'needed']);
    expect([asked('occupied', 'business_name'), asked('marketing', 'offer')]).toEqual([null, null]);
  });

  test('is needed for every unusual step', () => {
    const ways = unusualWays('vacant', [{ to: 'occupied', needs: ['business_name'] }]);
    expect(ways.map(reasonFor)).toEqual(ways.map(() => 'needed'));
    expect(ways.length).toBeGreaterThan(5);
  });
});
