import type { deFind } from './de-find';

export const enFind: typeof deFind = {
  moreFilters: 'Filters',
  sortBy: 'Sort',
  sorts: {
    address: 'by address',
    area: 'smallest area first',
    'area-down': 'largest area first',
    rent: 'lowest rent first',
    free: 'available soonest first',
    vacant: 'longest vacant first',
    near: 'nearest first',
  },
  files: 'This selection as a file',
  asList: 'as a list',
  saveSearch: 'Save this search',
  saveSearchHint: 'We write to you when something comes up that fits.',
  compare: 'Compare',
  compared: 'In comparison',
  compareFull: 'There are three units in the comparison already.',
  ask: 'Enquire',
  unitPage: 'Page and exposé',
  fundAreas: 'Fund area',
};
