import type { deLive } from './de-live';

export const enLive: typeof deLive = {
  cutOff: (time) => `Edits are not coming through. The map is as of ${time}.`,
  caughtUp: 'Connected again, the map is up to date.',
  itemChanged: 'These details have just been changed.',
  itemGone: (name) => `Just withdrawn: ${name}`,
  notAllDrawn: 'Not everything is drawn here. Zoom in for all.',
  overview: 'Overview',
  overviewHint: 'Vacant units by square. Zoom in to see each.',
  overviewNone: 'no shop unit',
  overviewShares: ['none vacant', 'up to 10% vacant', 'up to 25% vacant', 'more than 25% vacant'],
};
