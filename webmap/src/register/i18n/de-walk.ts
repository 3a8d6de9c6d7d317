export const deWalk = {
  title: 'Begehung',
  street: 'Straße',
  chooseStreet: 'Straße wählen',
  streetLine: (name: string, n: number, due: number) => `${name} (${n}, ${due} fällig)`,
  intro:
    'Wählen Sie eine Straße und gehen Sie von Tür zu Tür. Ohne Netz bleibt alles auf diesem Gerät und wird später gesendet.',
  orders: { sides: 'Seite für Seite', numbers: 'Nach Nummern' },
  order: 'Reihenfolge',
  progress: (done: number, all: number) => `${done} von ${all} begangen`,
  stillVacant: 'Noch leer',
  stillSo: 'Noch so',
  changed: 'Hat sich geändert',
  notAccessible: 'Nicht zugänglich',
  done: { confirmed: 'Bestätigt', not_accessible: 'Nicht zugänglich', changed: 'Geändert' },
  todo: 'Änderung noch eintragen',
  undo: 'Zurücknehmen',
  waiting: (n: number) => (n === 1 ? '1 Eintrag wartet' : `${n} Einträge warten`),
  waitingOffline: 'Kein Netz. Wird gesendet, sobald wieder Verbindung besteht.',
  waitingNow: 'Wird gleich gesendet.',
  sending: 'Wird gesendet …',
  allSent: 'Alles gesendet.',
  sendNow: 'Jetzt senden',
  signInAgain: 'Bitte melden Sie sich wieder an, dann wird gesendet.',
  refused: (n: number) =>
    n === 1
      ? '1 Eintrag wurde nicht angenommen und verworfen.'
      : `${n} Einträge wurden nicht angenommen und verworfen.`,
  noStorage: 'Dieses Gerät kann nichts aufheben. Lassen Sie die Seite offen, bis alles gesendet ist.',
  offlineChange: 'Eine Änderung braucht Netz. Sie ist vorgemerkt.',
  over: 'Die Straße ist fertig.',
  back: 'Zum Register',
  next: 'Nächste',
};
