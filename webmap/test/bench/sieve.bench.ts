import { bench, describe } from 'vitest';
import { sift } from '../../src/sieve';
import { random } from '../unit/make';
import { manyUnits, someFilter } from '../unit/many';

const units = manyUnits(5000, 5);
const next = random(11);
const filters = Array.from({ length: 100 }, () => someFilter(next));
let turn = 0;

describe('5,000 units', () => {
  bench('a filter with its list and all its counts', () => {
    turn++;
    sift(units, filters[turn % filters.length] as (typeof filters)[number], [6.96, 51.65, 6.98, 51.67]);
  });
});
