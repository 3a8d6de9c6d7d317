// Where is meant, if not by a name: segments and places pressed on the map, lines and outlines drawn on it; all of it by keys too.

import { h, region } from '../dom';
import { lineM, polygonM2 } from '../edit/plane';
import * as format from '../i18n/format';
import type { CityMap } from '../map/map';
import { untracked } from '../signal';
import { office } from '../staff/office-api';
import { toast } from '../staff/toast';
import { lang } from '../store';
import { pick } from './onmap';
import { ask, change, isDrawing, question } from './question';
import { w } from './texts';
import { MOST_CORNERS, type Question } from './words';

/** Lets somebody draw, and asks about what was drawn. */
async function draw(city: CityMap, kind: 'line' | 'outline'): Promise<void> {
  if (untracked(isDrawing)) return;
  isDrawing.set(true);
  const texts = () => w().draw[kind];
  try {
    const { drawOnce } = await import('../edit/pad');
    await new Promise<void>((resolve) => {
      void drawOnce({
        map: city.map,
        kind,
        guides: office.guides,
        name: () => texts().name,
        hint: () => texts().hint,
        done(places) {
          resolve();
          if (places && places.length > MOST_CORNERS) toast(w().draw.tooMany(MOST_CORNERS));
          else if (places) {
            change(kind === 'line' ? { line: places } : { shape: places });
            void ask();
          }
        },
      }).catch(() => {
        toast(w().draw.failed);
        resolve();
      });
    });
  } catch {
    toast(w().draw.failed);
  }
  isDrawing.set(false);
  document.querySelector<HTMLElement>('[data-key="street-draw"]')?.focus({ preventScroll: true });
}

function button(key: string, text: string, click: () => void, isOff = false): HTMLElement {
  return h('button', { type: 'button', class: 'button', 'data-key': `street-${key}`, disabled: isOff, click }, text);
}

const inMiddle = (city: CityMap, text: string) => button('middle', text, () => pick(city.map.getCenter()));

function ofSegments(city: CityMap, { segments }: Question): HTMLElement[] {
  const keep = (next: readonly number[]) => {
    change({ segments: next });
    void ask();
  };
  const none = segments.length === 0;
  return [
    inMiddle(city, w().middleStreet),
    button('segment-back', w().segmentBack, () => keep(segments.slice(0, -1)), none),
    button('segments-none', w().segmentsNone, () => keep([]), none),
  ];
}

function ofDrawing(city: CityMap, kind: 'line' | 'outline', isThere: boolean): HTMLElement {
  const texts = w().draw[kind];
  return button('draw', isThere ? texts.again : texts.start, () => void draw(city, kind), isDrawing());
}

function size({ way, line, shape }: Question): string {
  if (way === 'line' && line.length > 1)
    return w().draw.line.is(format.metres(lineM([...line]), lang(), 0), line.length);
  if (way === 'shape' && shape.length > 2)
    return w().draw.outline.is(format.area(polygonM2([[...shape, ...shape.slice(0, 1)]]), lang()), shape.length);
  return '';
}

/** What is meant so far, in words. */
function said(q: Question): string {
  if (q.way === 'segments')
    return q.segments.length === 0 ? w().pickSegment : `${w().segmentsAre(q.segments.length)} ${w().pickMore}`;
  if (q.way === 'round') {
    const place = q.place ? `${format.number(q.place[1], lang(), 5)}, ${format.number(q.place[0], lang(), 5)}. ` : '';
    return place + w().pickPlace;
  }
  return size(q) || (q.way === 'line' ? w().draw.line.none : w().draw.outline.none);
}

/** The part of the form for what has no name. */
export function groundFields(city: CityMap): HTMLElement {
  const words = h('p', { class: 'quiet street-picked', role: 'status' });
  const tools = h('div', { class: 'street-tools' });
  region(words, () => [said(question())]);
  region(tools, () => {
    const q = question();
    if (q.way === 'segments') return ofSegments(city, q);
    if (q.way === 'round') return [inMiddle(city, w().middlePlace)];
    if (q.way === 'line') return [ofDrawing(city, 'line', q.line.length > 1)];
    return q.way === 'shape' ? [ofDrawing(city, 'outline', q.shape.length > 2)] : [];
  });
  return h('div', { class: 'street-ground' }, words, tools);
}
