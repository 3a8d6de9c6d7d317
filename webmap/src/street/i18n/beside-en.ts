import type { de } from './beside-de';

export const en: typeof de = {
  title: 'Places beside one another',
  hint: 'Two to six places stand beside one another here: streets, segments, areas, what was drawn, also one side each.',
  notHere: 'The name of this street cannot be written here.',
  take: 'Take this place',
  leave: (name) => `Leave out ${name}`,
  failed: 'The comparison did not succeed.',
  caption: (day, first, known) =>
    `As of ${day}${known ? `, known on ${known}` : ''}; below in small type what sets each apart from ${first}`,
  points: 'pp',
  csv: 'Comparison as CSV',
  report: (year) => `Report ${year}`,
  works: (months, metreDays, sections, units, known) =>
    `Works before the shops in ${months} months: ${metreDays} metre-days of front, ${sections} ${sections === 1 ? 'section' : 'sections'}, ${units} units affected (front known of ${known}).`,
  noWorks: (months) => `In ${months} months no works lay before these shops.`,
  figure: {
    stock: 'Stock',
    vacant: 'of it vacant',
    byUnits: 'vacant by units',
    byArea: 'vacant by area',
    byFront: 'vacant by front',
    structural: 'structurally vacant',
    persistent: 'persistently vacant',
    duration: 'Duration, median days',
    fresh: 'surveyed in 90 days',
    exposure: 'Works, m·days in 12 months',
  },
};
