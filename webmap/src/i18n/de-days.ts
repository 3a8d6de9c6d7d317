import { counter } from './format';

const count = counter('de');
const sections = (n: number) => (n === 1 ? '1 Bauabschnitt' : `${count(n)} Bauabschnitte`);
const units = (n: number) => (n === 1 ? '1 Ladenlokal' : `${count(n)} Ladenlokale`);

/** Two days side by side. */
export const deDays = {
  title: 'Zwei Tage im Vergleich',
  other: 'Links',
  away: 'Abstand zum Tag der Karte',
  steps: { back12: '−1 Jahr', back3: '−3 Monate', on3: '+3 Monate', on12: '+1 Jahr' },
  swap: 'Tauschen',
  line: 'Trennlinie zwischen beiden Tagen',
  lineAt: (percent: number, left: string, right: string) =>
    `Links ${percent} Prozent der Karte mit dem ${left}, rechts der ${right}`,
  loading: 'Der andere Tag wird geladen …',
  failed: 'Die Ladenlokale des anderen Tages sind nicht erreichbar. Verglichen sind nur die Baustellen.',
  same: 'Beide Tage sind derselbe.',
  equal: 'An beiden Tagen ist alles gleich.',
  differ: (s: number, u: number) =>
    `Was sich unterscheidet: ${[s > 0 && sections(s), u > 0 && units(u)].filter(Boolean).join(', ')}`,
  counts: (left: string, a: [number, number], right: string, b: [number, number]) =>
    `${left}: ${sections(a[0])} im Bau, ${count(a[1])} leer · ${right}: ${sections(b[0])} im Bau, ${count(b[1])} leer`,
  becomes: 'wird zu',
  absent: 'nicht verzeichnet',
  ended: { converted: 'umgenutzt', removed: 'aufgehoben' } as Record<string, string>,
  state: { current: 'im Bau', future: 'noch nicht begonnen', past: 'abgeschlossen' },
  works: 'Baustellen',
  units: 'Ladenlokale',
  nothingKnown: (date: string) =>
    `Über Ladenlokale ist zum ${date} noch nichts aufgezeichnet; verglichen sind nur die Baustellen.`,
  future: 'Wie Ladenlokale an einem künftigen Tag genutzt sind, steht nicht fest: gezeigt ist, was heute bekannt ist.',
};
