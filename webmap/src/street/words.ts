// The planner's question and the words it is kept as: in the address of her page, and on the server under a name.

import type { Position } from 'geojson';
import { type Day, isDay, today } from '../time/period';

const WAYS = ['street', 'segments', 'line', 'round', 'shape', 'area'] as const;
type Way = (typeof WAYS)[number];

export interface Question {
  way: Way;
  street: string;
  from: string;
  to: string;
  /** In the order of a walk. */
  segments: readonly number[];
  /** Drawn: a line, or the corners of an outline, in lon and lat. */
  line: readonly Position[];
  shape: readonly Position[];
  place: [number, number] | null;
  radius: number;
  area: number | null;
  side: '' | 'left' | 'right';
  within: number;
  at: Day;
  compare: Day | null;
  /** What had been entered by the end of that day; null is today. */
  known: Day | null;
}

/** What the server takes in one question. */
export const MOST_SEGMENTS = 50;
export const MOST_CORNERS = 200;
export const WIDEST_M = 60;
export const FARTHEST_M = 600;

export const fresh = (): Question => ({
  way: 'street',
  street: '',
  from: '',
  to: '',
  segments: [],
  line: [],
  shape: [],
  place: null,
  radius: 100,
  area: null,
  side: '',
  within: 25,
  at: today(),
  compare: null,
  known: null,
});

/** Seven decimals are a centimetre. */
const spot = (at: Position) => at.map((each) => each.toFixed(7)).join();
export const corners = (all: readonly Position[]) => all.map(spot).join(';');

export const isStreet = ({ way }: Question) => way === 'street' || way === 'segments' || way === 'line';

/** The words of what is asked; null while too little is said. What is as usual is left out. */
export function wordsOf(q: Question): string | null {
  const of: Record<Way, [string, string][]> = {
    street: [
      ['street', q.street],
      ['from', q.from],
      ['to', q.to],
    ],
    segments: [['segments', q.segments.join()]],
    line: [['line', corners(q.line)]],
    shape: [['shape', corners(q.shape)]],
    round: [
      ['place', q.place ? spot(q.place) : ''],
      ['radius', `${q.radius}`],
    ],
    area: [['area', q.area === null ? '' : `${q.area}`]],
  };
  if (of[q.way][0]?.[1] === '') return null;
  const beside: [string, string][] = isStreet(q)
    ? [
        ['side', q.side],
        ['within', q.within === 25 ? '' : `${q.within}`],
      ]
    : [];
  const days: [string, string][] = [
    ['at', q.at === today() ? '' : q.at],
    ['compare', q.compare ?? ''],
    ['known', q.known ?? ''],
  ];
  const all = [['way', q.way] as [string, string], ...of[q.way], ...beside, ...days];
  return new URLSearchParams(all.filter(([, value]) => value !== '')).toString();
}

function number(text: string | null, least: number, most: number): number | null {
  const value = Number(text);
  return text && value >= least && value <= most ? value : null;
}

function spotOf(text: string): [number, number] | null {
  const [lon, lat, more] = text.split(',').map(Number);
  const isPlace = more === undefined && Math.abs(lon ?? 999) <= 180 && Math.abs(lat ?? 999) <= 90;
  return isPlace ? [lon as number, lat as number] : null;
}

function cornersOf(text: string | null, least: number): Position[] {
  const all = (text ?? '').split(';').map(spotOf);
  return all.length >= least && all.length <= MOST_CORNERS && all.every((each) => each !== null) ? all : [];
}

/** What is known today needs no day. */
export const isPast = (day: string) => isDay(day) && day < today();

/** Reads the words; what is unknown or wrong counts as absent. */
export function readWords(words: string): Question {
  const has = new URLSearchParams(words);
  const text = (key: string) => (has.get(key) ?? '').slice(0, 1000);
  const usual = fresh();
  const [at, compare, known] = [text('at'), text('compare'), text('known')];
  const side = text('side');
  const segments = text('segments')
    .split(',')
    .map((each) => number(each, 1, Number.MAX_SAFE_INTEGER))
    .filter((each) => each !== null);
  return {
    way: WAYS.find((each) => each === has.get('way')) ?? usual.way,
    street: text('street'),
    from: text('from'),
    to: text('to'),
    segments: segments.filter(Number.isInteger).slice(0, MOST_SEGMENTS),
    line: cornersOf(has.get('line'), 2),
    shape: cornersOf(has.get('shape'), 3),
    place: spotOf(has.get('place') ?? 'x'),
    radius: number(has.get('radius'), 1, FARTHEST_M) ?? usual.radius,
    area: number(has.get('area'), 1, Number.MAX_SAFE_INTEGER),
    side: side === 'left' || side === 'right' ? side : '',
    within: number(has.get('within'), 1, WIDEST_M) ?? usual.within,
    at: isDay(at) ? at : usual.at,
    compare: isDay(compare) ? compare : null,
    known: isPast(known) ? known : null,
  };
}
