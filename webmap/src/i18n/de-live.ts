export const deLive = {
  cutOff: (time: string) => `Änderungen kommen gerade nicht an. Stand der Karte: ${time} Uhr.`,
  caughtUp: 'Die Verbindung steht wieder, die Karte ist auf dem neuesten Stand.',
  itemChanged: 'Diese Angaben wurden soeben geändert.',
  itemGone: (name: string) => `Soeben zurückgezogen: ${name}`,
  notAllDrawn: 'Hier ist nicht alles gezeichnet. Vergrößern zeigt alles.',
  overview: 'Übersicht',
  overviewHint: 'Leere Ladenlokale je Feld. Vergrößern zeigt sie einzeln.',
  overviewNone: 'ohne Ladenlokal',
  overviewShares: ['kein Leerstand', 'bis 10 % leer', 'bis 25 % leer', 'mehr als 25 % leer'],
};
