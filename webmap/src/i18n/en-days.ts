import type { deDays } from './de-days';
import { counter } from './format';

const count = counter('en');
const sections = (n: number) => (n === 1 ? '1 section' : `${count(n)} sections`);
const units = (n: number) => (n === 1 ? '1 unit' : `${count(n)} units`);

export const enDays: typeof deDays = {
  title: 'Two days compared',
  other: 'Left',
  away: 'Distance from the day of the map',
  steps: { back12: '−1 year', back3: '−3 months', on3: '+3 months', on12: '+1 year' },
  swap: 'Swap',
  line: 'Line between the two days',
  lineAt: (percent, left, right) => `Left ${percent} per cent of the map with ${left}, on the right ${right}`,
  loading: 'Loading the other day …',
  failed: 'The units of the other day cannot be reached. Only works are compared.',
  same: 'Both days are the same.',
  equal: 'Everything is the same on both days.',
  differ: (s, u) => `What differs: ${[s > 0 && sections(s), u > 0 && units(u)].filter(Boolean).join(', ')}`,
  counts: (left, a, right, b) =>
    `${left}: ${sections(a[0])} under construction, ${count(a[1])} vacant · ${right}: ${sections(b[0])} under construction, ${count(b[1])} vacant`,
  becomes: 'becomes',
  absent: 'not recorded',
  ended: { converted: 'converted', removed: 'gone' },
  state: { current: 'under construction', future: 'not yet begun', past: 'completed' },
  works: 'Works',
  units: 'Units',
  nothingKnown: (date) => `Nothing is recorded about units for ${date} yet; only works are compared.`,
  future: 'How units will be used on a day to come is not known: what is shown is what is known today.',
};
