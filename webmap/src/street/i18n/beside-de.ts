export const de = {
  title: 'Orte nebeneinander',
  hint: 'Zwei bis sechs Orte stehen hier nebeneinander: Straßen, Abschnitte, Gebiete, Gezeichnetes, auch je eine Seite.',
  notHere: 'Der Name dieser Straße lässt sich hier nicht schreiben.',
  take: 'Diesen Ort dazunehmen',
  leave: (name: string) => `${name} wegnehmen`,
  failed: 'Der Vergleich ist nicht gelungen.',
  caption: (day: string, first: string, known: string | null) =>
    `Stand ${day}${known ? `, bekannt am ${known}` : ''}; klein darunter der Unterschied zu ${first}`,
  points: '%-Punkte',
  csv: 'Vergleich als CSV',
  report: (year: number) => `Jahresbericht ${year}`,
  works: (months: number, metreDays: string, sections: number, units: number, known: number) =>
    `Baustellen vor den Läden in ${months} Monaten: ${metreDays} Frontmeter-Tage, ${sections} ${sections === 1 ? 'Abschnitt' : 'Abschnitte'}, ${units} betroffene Einheiten (Front bekannt bei ${known}).`,
  noWorks: (months: number) => `In ${months} Monaten lag keine Baustelle vor diesen Läden.`,
  figure: {
    stock: 'Bestand',
    vacant: 'davon leer',
    byUnits: 'leer nach Einheiten',
    byArea: 'leer nach Fläche',
    byFront: 'leer nach Front',
    structural: 'strukturell leer',
    persistent: 'dauerhaft leer',
    duration: 'Dauer, Median Tage',
    fresh: 'in 90 Tagen erhoben',
    exposure: 'Baustellen, m·Tage in 12 Monaten',
  },
};
