const streets = (n: number) => (n === 0 ? '' : n === 1 ? ', 1 Straße betroffen' : `, ${n} Straßen betroffen`);

const phaseKind: Record<string, string> = {
  utility: 'Leitungen',
  demolition: 'Abbruch',
  surface: 'Oberfläche',
  furniture: 'Ausstattung',
  planting: 'Bepflanzung',
  remaining_works: 'Restarbeiten',
  defects: 'Mängelbeseitigung',
};
const sectionStatus: Record<string, string> = {
  idea: 'Idee',
  scheduled: 'terminiert',
  active: 'im Bau',
  suspended: 'unterbrochen',
  surface_open: 'freigegeben, Restarbeiten',
  completed: 'abgeschlossen',
  warranty: 'in Gewährleistung',
  planned: 'geplant',
  done: 'erledigt',
  cancelled: 'entfallen',
};
const strip: Record<string, string> = {
  full: 'ganze Breite',
  side_left: 'linke Seite',
  side_right: 'rechte Seite',
  middle: 'Mitte',
};
const pedestrian: Record<string, string> = {
  open: 'frei',
  narrowed: 'verengt',
  one_side: 'nur eine Seite',
  closed: 'gesperrt',
};
const vehicle: Record<string, string> = { open: 'frei', local_access: 'nur Anlieger', closed: 'gesperrt' };

export const deWorks = {
  phaseKind,
  sectionStatus,
  strip,
  pedestrian,
  vehicle,
  section: (label: string) => `Abschnitt ${label}`,
  project: 'Bauprojekt',
  period: 'Zeitraum',
  streetsTouched: 'Straßen',
  impacts: 'Auswirkungen',
  onFoot: 'Zu Fuß',
  passage: 'Durchgang mindestens',
  byCar: 'Mit dem Auto',
  noise: 'Beeinträchtigung',
  parkingLost: 'Entfallende Stellplätze',
  contact: 'Zuständig',
  lastConfirmed: 'Zuletzt bestätigt',
  toPage: 'Seite zum Drucken und Weitergeben, Kalender, Feed',
  resumes: (date: string) => `Weiter voraussichtlich am ${date}`,
  doubtful: 'Das geplante Ende ist vorbei, der Abschluss ist noch nicht gemeldet.',
  phases: 'Phasen',
  timeline: 'Zeitplan',
  timelineNote: (from: string, to: string, today: string) =>
    `Zeitplan von ${from} bis ${to}; die senkrechte Linie ist der ${today}.`,

  atDate: 'Datum',
  slider: 'Tag auf der Zeitachse',
  periodLength: 'Zeitraum',
  previousChange: 'Vorige Änderung',
  nextChange: 'Nächste Änderung',
  backToToday: 'Zurück zu heute',
  twoDays: 'Zwei Tage vergleichen',
  oneDay: 'Vergleich beenden',
  worksOn: (date: string, current: number, future: number, until: string) => {
    const now =
      current === 1
        ? '1 Bauabschnitt läuft'
        : `${current === 0 ? 'kein' : current} Bauabschnitt${current === 0 ? '' : 'e'} ${current === 0 ? 'läuft' : 'laufen'}`;
    const soon =
      until === ''
        ? ''
        : future === 0
          ? `, bis ${until} beginnt keiner`
          : future === 1
            ? `, 1 beginnt bis ${until}`
            : `, ${future} beginnen bis ${until}`;
    return `Am ${date}: ${now}${soon}`;
  },
  phaseSummary: (i: number, n: number, range: string, touched: number) =>
    `Phase ${i} von ${n}: ${range}${streets(touched)}`,
  sectionSummary: (range: string, touched: number) => `${range}${streets(touched)}`,
  dayBefore: (n: number) => (n === 1 ? 'beginnt morgen' : `beginnt in ${n} Tagen`),
  daysLeft: (n: number) => (n <= 0 ? 'letzter Tag' : n === 1 ? 'noch 1 Tag' : `noch ${n} Tage`),
  endedAgo: (n: number) => (n === 1 ? 'seit gestern fertig' : `seit ${n} Tagen fertig`),
};
