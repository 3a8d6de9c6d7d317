/** The words of the list and of what an investor does with a unit. */
export const deFind = {
  moreFilters: 'Filter',
  sortBy: 'Sortieren',
  sorts: {
    address: 'nach Adresse',
    area: 'kleinste Fläche zuerst',
    'area-down': 'größte Fläche zuerst',
    rent: 'günstigste Miete zuerst',
    free: 'früheste Verfügbarkeit zuerst',
    vacant: 'am längsten leer zuerst',
    near: 'nächste zuerst',
  },
  files: 'Diese Auswahl als Datei',
  asList: 'als Liste',
  saveSearch: 'Suche merken',
  saveSearchHint: 'Wir schreiben Ihnen, wenn etwas Passendes dazukommt.',
  compare: 'Vergleichen',
  compared: 'Im Vergleich',
  compareFull: 'Der Vergleich hat schon drei Ladenlokale.',
  ask: 'Anfragen',
  unitPage: 'Seite und Exposé',
  fundAreas: 'Fördergebiet',
};
