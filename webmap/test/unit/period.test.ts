// @vitest-environment node
import { describe, expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  boundaries,
  contains,
  dayFromNumber,
  dayNumber,
  isDay,
  lastDay,
  overlaps,
  stateOn,
  stepTo,
  today,
  windowOf,
} from '../../src/time/period';

const MARCH = { from: '2026-03-02', to: '2026-07-01' };

describe('N19 civil days', () => {
  test('N19 a period holds its first day and not the day after its last', () => {
    expect(['2026-03-01', '2026-03-02', '2026-06-30', '2026-07-01'].map((day) => contains(MARCH, day))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(lastDay(MARCH)).toBe('2026-06-30');
  });

  test('N21 past, current and future follow from the same rule', () => {
    expect(['2026-03-01', '2026-03-02', '2026-06-30', '2026-07-01'].map((day) => stateOn(MARCH, day))).toEqual([
      'future',
      'current',
      'current',
      'past',
    ]);
    expect(stateOn({ from: null, to: null }, '2026-01-01')).toBe('current');
  });

  test('N19 periods that touch do not overlap', () => {
    expect(overlaps(MARCH, { from: '2026-07-01', to: '2026-08-01' })).toBe(false);
    expect(overlaps(MARCH, { from: '2026-06-30', to: '2026-08-01' })).toBe(true);
    expect(overlaps({ from: null, to: '2026-01-01' }, { from: '2025-12-31', to: '2026-05-01' })).toBe(true);
  });

  test('N19 days count through leap years and changes of the clock', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2026-03-28', 2)).toBe('2026-03-30');
    expect(addDays('2026-10-24', 2)).toBe('2026-10-26');
    expect(dayFromNumber(dayNumber('2026-11-23'))).toBe('2026-11-23');
    expect(dayNumber('2025-01-01') - dayNumber('2024-01-01')).toBe(366);
  });

  test('N19 months end where they end', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2026-11-23', 3)).toBe('2027-02-23');
    expect(addMonths('2026-03-31', -1)).toBe('2026-02-28');
    expect(addMonths('2024-02-29', 12)).toBe('2025-02-28');
  });

  test('N19 a day is a real day', () => {
    expect(['2026-02-28', '2026-02-30', '2026-13-01', '26-01-01', ''].map(isDay)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  test('N19 today is the day in Berlin', () => {
    expect(today(new Date('2026-11-22T23:30:00Z'))).toBe('2026-11-23');
    expect(today(new Date('2026-06-30T21:59:00Z'))).toBe('2026-06-30');
    expect(today(new Date('2026-06-30T22:00:00Z'))).toBe('2026-07-01');
  });

  test('N19 presets look as far back as ahead', () => {
    expect(windowOf('2026-11-23', 'day')).toEqual({ from: '2026-11-23', to: '2026-11-24' });
    expect(windowOf('2026-11-23', '2w')).toEqual({ from: '2026-11-09', to: '2026-12-08' });
    expect(windowOf('2026-11-23', '12m')).toEqual({ from: '2025-11-23', to: '2027-11-24' });
  });

  test('N19 ticks are the days on which something changes, and steps go from tick to tick', () => {
    const ticks = boundaries([MARCH, { from: '2026-07-01', to: null }, { from: '2026-01-01', to: '2026-03-02' }]);
    expect(ticks).toEqual(['2026-01-01', '2026-03-02', '2026-07-01']);
    expect(stepTo(ticks, '2026-03-02', 1)).toBe('2026-07-01');
    expect(stepTo(ticks, '2026-03-02', -1)).toBe('2026-01-01');
    expect(stepTo(ticks, '2026-07-01', 1)).toBeNull();
  });
});
