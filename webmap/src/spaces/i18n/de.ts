import type { SpaceStatus, Step } from '../model';

const status: Record<SpaceStatus, string> = {
  active: 'aktiv',
  paused: 'pausiert',
  matched: 'fündig geworden',
  expired: 'abgelaufen',
  withdrawn: 'zurückgezogen',
};
const step: Record<Step, string> = {
  active: 'Wieder aufnehmen',
  paused: 'Pausieren',
  matched: 'Hat etwas gefunden',
  withdrawn: 'Zurückziehen',
};
const done: Record<Step, string> = {
  active: 'Das Gesuch ist wieder aktiv.',
  paused: 'Das Gesuch pausiert.',
  matched: 'Erledigt. Wer gesucht hat, bekommt eine Nachricht.',
  withdrawn: 'Das Gesuch ist zurückgezogen.',
};

export const de = {
  status,
  step,
  done,
  loading: 'Wird geladen …',
  cancel: 'Abbrechen',
  reset: 'Filter zurücksetzen',
  failed: 'Die Gesuche konnten nicht geladen werden.',
  failedOne: 'Das Gesuch konnte nicht geladen werden.',
  failedMatches: 'Es konnte nicht verglichen werden.',
  gone: 'Dieses Gesuch gibt es nicht (mehr). 30 Tage nach ihrem Ende werden Gesuche gelöscht.',
  count: (n: number, more: boolean) => (n === 1 ? '1 Gesuch' : `${more ? 'mehr als ' : ''}${n} Gesuche`),
  none: 'Zurzeit sucht niemand. Gesuche kommen über das öffentliche Formular; sie erscheinen hier, sobald die E-Mail-Adresse bestätigt ist.',
  noneFound: 'Kein Gesuch passt zu diesem Filter.',
  publicForm: 'Zum öffentlichen Formular',
  byStatus: 'Status',
  byUse: 'Nutzung',
  live: 'aktiv oder pausiert',
  anyStatus: 'Jeder Status',
  anyUse: 'Jede Nutzung',
  toList: 'Alle Gesuche',
  areaOnMap: 'Gesuchtes Gebiet auf der Karte zeigen',
  until: (day: string) => `gilt bis ${day}`,
  confirmed: (day: string) => `bestätigt am ${day}`,
  deletedSoon: 'wird 30 Tage nach dem Ende gelöscht',
  nothingElse: 'ohne weitere Wünsche',
  upTo: (money: string) => `bis ${money}`,
  aMonth: (rent: string) => `${rent} im Monat`,
  fromDay: (day: string) => `ab ${day}`,
  frontFrom: (metres: string) => `Schaufenster ab ${metres}`,
  atLeast: (metres: string) => `mindestens ${metres}`,
  months: (n: number) => (n === 1 ? '1 Monat' : `${n} Monate`),
  stepFree: 'stufenlos',
  drawn: 'im eingezeichneten Gebiet',
  anywhere: 'überall in der Innenstadt',
  wanted: 'Was gesucht wird',
  fact: {
    use: 'Nutzung',
    area: 'Fläche',
    rent: 'Kaltmiete',
    front: 'Schaufenster',
    entrance: 'Eingang',
    from: 'Ab',
    term: 'Mietdauer',
    place: 'Ort',
  },
  contact: 'Wer sucht',
  nameless: 'Ohne Namen',
  staffOnly: 'Wer sucht, sehen nur die Mitarbeitenden des Büros.',
  write: (email: string) => `E-Mail an ${email}`,
  call: (phone: string) => `Anrufen: ${phone}`,
  letterHint: (n: number) =>
    n === 0
      ? 'Zurzeit passt nichts Öffentliches; die E-Mail beginnt mit einer Anrede.'
      : n === 1
        ? 'Die E-Mail beginnt mit dem passenden öffentlichen Angebot. Interne Ladenlokale stehen nicht darin.'
        : `Die E-Mail beginnt mit den ${n} passenden öffentlichen Angeboten. Interne Ladenlokale stehen nicht darin.`,
  letterSubject: (about: string) => `Ihr Gesuch: ${about}`,
  letter: (offers: string) =>
    offers === ''
      ? 'Guten Tag,\n\nzu Ihrem Gesuch '
      : `Guten Tag,\n\nzu Ihrem Gesuch passen zurzeit diese Ladenlokale:\n\n${offers}\n\nWas davon möchten Sie ansehen?\n\nMit freundlichen Grüßen`,
  steps: 'Wie geht es weiter?',
  ends: {
    matched:
      'Das Gesuch endet. Wer gesucht hat, bekommt eine E-Mail; 30 Tage später wird alles gelöscht. Das lässt sich nicht zurücknehmen.',
    withdrawn:
      'Das Gesuch endet ohne Nachricht; 30 Tage später wird alles gelöscht. Das lässt sich nicht zurücknehmen.',
  },
  changedMeanwhile: 'Das Gesuch hat sich inzwischen geändert; hier steht, was jetzt gilt.',
  conflict: 'Jemand hat dieses Gesuch geändert, während Sie es offen hatten. Was soll gelten?',
  field: { status: 'Status', ends_on: 'Gilt bis' },
  matches: (n: number | null) => (n === null || n === 0 ? 'Was dazu passt' : `Was dazu passt (${n})`),
  matching: 'Wird verglichen …',
  noMatch: 'Im Register steht zurzeit nichts, das dazu passt. Was frei wird, wird weiter verglichen.',
  rule: 'Nutzung, Fläche, Ort und Stufenlosigkeit müssen passen; alles andere zählt nach Gewicht. Was niemand weiß, zählt halb.',
  percent: (n: number) => `${n} %`,
  fits: 'passend',
  shown: (isPublic: boolean): string => (isPublic ? 'öffentlich' : 'nicht öffentlich'),
  toRecord: 'Zum Ladenlokal',
  onMap: 'Auf der Karte',
  why: (met: number, of: number) => `Warum? ${met} von ${of} erfüllt`,
  verdict: { met: 'passt', partly: 'passt zum Teil', missed: 'passt nicht', unknown: 'nicht bekannt' },
  isHard: 'muss passen',
  counts: (weight: number) => `zählt ${weight}`,
  seekers: 'Gesuche, die hierzu passen',
  noSeeker: 'Zurzeit sucht niemand etwas, zu dem dieses Ladenlokal passt.',
  noneDigest: 'keine',
  notToBeHad: 'Verglichen wird, sobald das Ladenlokal frei ist oder frei wird.',
  toRequest: 'Zum Gesuch',
};
