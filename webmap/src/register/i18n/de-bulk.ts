const units = (n: number) => (n === 1 ? '1 Ladenlokal' : `${n} Ladenlokale`);

export const deBulk = {
  title: (n: number) => `${units(n)} ändern`,
  chosen: (n: number) => (n === 0 ? 'Noch keines gewählt' : `${n} gewählt`),
  all: 'Alle wählen',
  change: 'Ändern …',
  choose: 'Bitte wählen',
  member: 'Welche Angabe',
  without: (name: string) => `${name} nicht ändern`,
  reasonHint: 'Steht später bei den Änderungen.',
  preview: 'Vorschau',
  go: 'So ändern',
  willChange: (n: number, same: number) =>
    `${units(n)} ${n === 1 ? 'ändert' : 'ändern'} sich${same > 0 ? `, ${same} ${same === 1 ? 'ist' : 'sind'} schon so` : ''}.`,
  wrong: (n: number) => `Bei ${units(n)} geht das so nicht:`,
  done: (n: number) => `${units(n)} geändert.`,
  undone: 'Zurückgenommen.',
  keep: 'So lassen',
};
