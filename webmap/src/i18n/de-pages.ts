export const dePages = {
  page: { imprint: 'Impressum', privacy: 'Datenschutz', accessibility: 'Barrierefreiheit' },
  sources: { title: 'Quellen und Lizenzen', text: 'Aus diesen Quellen stammen die Daten der Karte:' },
};
