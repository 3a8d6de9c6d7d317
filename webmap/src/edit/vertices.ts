// Corners without dragging (E9): choose one, then nudge it, type its place or tap the new one.

import type { Position } from 'geojson';
import type { Map as LeafletMap } from 'leaflet';
import { h, region } from '../dom';
import * as format from '../i18n/format';
import { signal, untracked } from '../signal';
import { lang } from '../store';
import { type CornerAt, cornerCount, cornerOf, corners, insertAfter, moveCorner, removeCorner } from './area';
import { glyph } from './icons';
import type { Session } from './session';
import { plainNumber, readNumber, words } from './texts';
import { round9, toDegrees, toMetres } from './utm';
import { pickers, system } from './vertex-pick';

const ROWS = 60;
const FAR_DEGREES = 0.2;
const NUDGES: readonly ['north' | 'south' | 'east' | 'west', number, number][] = [
  ['north', 0, 1],
  ['west', -1, 0],
  ['east', 1, 0],
  ['south', 0, -1],
];

const nudge = signal(1);

/** The server keeps whole millimetres; a nudge begins on one, so that it moves exactly as far as it says. */
const onGrid = (m: number) => Math.round(m * 1000) / 1000;

export function nudged(place: Position, dx: number, dy: number): Position {
  const [east, north] = toMetres(place);
  return toDegrees([onGrid(east) + dx, onGrid(north) + dy]);
}

function shown(place: Position): [string, string] {
  const [x = 0, y = 0] = system() === 'utm' ? toMetres(place) : place;
  const digits = system() === 'utm' ? 3 : 9;
  return [plainNumber(x, digits), plainNumber(y, digits)];
}

export function vertexPanel(session: Session, map: LeafletMap): { root: HTMLElement; end(): void } {
  const root = h('div', { class: 'edit-corners' });
  const error = signal('');

  const move = (at: CornerAt, to: Position) => {
    const area = untracked(session.area);
    if (area) session.commit(moveCorner(area, at, to));
  };

  const typed = (at: CornerAt, form: HTMLElement) => (event: Event) => {
    event.preventDefault();
    const [x = Number.NaN, y = Number.NaN] = [...form.querySelectorAll('input')].map((input) =>
      readNumber(input.value),
    );
    if (!Number.isFinite(x) || !Number.isFinite(y)) {
      error.set(words().badNumber);
      return;
    }
    const to = untracked(system) === 'utm' ? toDegrees([x, y]) : round9([x, y]);
    const { lat, lng } = map.getCenter();
    if (!(Math.abs((to[0] ?? 0) - lng) < FAR_DEGREES && Math.abs((to[1] ?? 0) - lat) < FAR_DEGREES)) {
      error.set(words().farAway);
      return;
    }
    error.set('');
    move(at, to);
  };

  const choose = (at: CornerAt) => {
    error.set('');
    session.chosen.set(at);
    const [lon, lat] = cornerOf(untracked(session.area), at) ?? [];
    if (lon !== undefined && lat !== undefined) map.panInside([lat, lon], { padding: [80, 80] });
  };

  const place = (at: CornerAt, position: Position): HTMLElement => {
    const [x, y] = shown(position);
    const [first, second] = words().axes[system()];
    const input = (label: string, value: string, key: string) =>
      h(
        'label',
        {},
        label,
        h('input', { type: 'text', inputmode: 'decimal', value, 'data-key': key, autocomplete: 'off' }),
      );
    const form = h(
      'form',
      { class: 'edit-place' },
      input(first ?? '', x, 'corner-x'),
      input(second ?? '', y, 'corner-y'),
    );
    form.append(h('button', { class: 'button', 'data-key': 'corner-take' }, words().take));
    form.addEventListener('submit', typed(at, form));
    return form;
  };

  const nudges = (at: CornerAt, position: Position): HTMLElement => {
    const t = words();
    const step = (m: number) =>
      h(
        'button',
        {
          type: 'button',
          class: 'button',
          'data-key': `nudge-${m}`,
          'aria-pressed': String(nudge() === m),
          click: () => nudge.set(m),
        },
        format.number(m, lang(), 1),
        '\u00a0m',
      );
    const ways = NUDGES.map(([way, dx, dy]) => {
      const name = `${t.nudge} ${format.number(nudge(), lang(), 1)} m ${t.ways[way]}`;
      const click = () => move(at, nudged(position, dx * nudge(), dy * nudge()));
      return h(
        'button',
        {
          type: 'button',
          class: `edit-tool way-${way}`,
          'data-key': `nudge-${way}`,
          'aria-label': name,
          title: name,
          click,
        },
        glyph(way),
      );
    });
    return h(
      'div',
      { class: 'edit-nudge', role: 'group', 'aria-label': t.nudge },
      h('div', { class: 'edit-steps' }, h('span', { 'aria-hidden': 'true' }, t.nudge), step(0.1), step(1)),
      h('div', { class: 'edit-compass' }, ...ways),
    );
  };

  const actions = (at: CornerAt, ring: Position[]): HTMLElement => {
    const t = words();
    const area = untracked(session.area);
    const insert = () => {
      const [a, b] = [ring[at.index], ring[(at.index + 1) % ring.length]];
      if (!area || !a || !b) return;
      const [[ax, ay], [bx, by]] = [toMetres(a), toMetres(b)];
      session.commit(insertAfter(area, at, toDegrees([(ax + bx) / 2, (ay + by) / 2])));
      session.chosen.set({ ...at, index: at.index + 1 });
    };
    const remove = () => area && session.commit(removeCorner(area, at), () => t.said.cornerGone);
    const act = (key: string, label: string, click: () => void, pressed?: boolean) =>
      h(
        'button',
        {
          type: 'button',
          class: 'button',
          'data-key': key,
          'aria-pressed': pressed === undefined ? null : String(pressed),
          click,
        },
        label,
      );
    const isTapping = session.tool() === 'place';
    return h(
      'div',
      { class: 'edit-actions' },
      act('corner-tap', t.tap, () => session.tool.set(isTapping ? 'edit' : 'place'), isTapping),
      act('corner-insert', t.insertCorner, insert),
      act('corner-remove', t.removeCorner, remove),
    );
  };

  const table = (at: CornerAt, ring: Position[]): HTMLElement => {
    const t = words();
    const from = Math.max(0, Math.min(at.index - ROWS / 2, ring.length - ROWS));
    const rows = ring.slice(from, from + ROWS).map((position, i) => {
      const index = from + i;
      const [x, y] = shown(position);
      const number = h(
        'button',
        {
          type: 'button',
          class: 'link',
          'data-key': `corner-${index}`,
          'aria-label': t.choose(index + 1),
          click: () => choose({ ...at, index }),
        },
        String(index + 1),
      );
      const row = { 'aria-current': index === at.index ? 'true' : null };
      return h('tr', row, h('th', { scope: 'row' }, number), h('td', {}, x), h('td', {}, y));
    });
    const [first, second] = t.axes[system()];
    const head = [t.number, first, second].map((name) => h('th', { scope: 'col' }, name));
    return h(
      'div',
      { class: 'edit-table', tabindex: 0, role: 'group', 'aria-label': t.table },
      h(
        'table',
        {},
        h('caption', { class: 'visually-hidden' }, t.table),
        h('thead', {}, h('tr', {}, ...head)),
        h('tbody', {}, ...rows),
      ),
    );
  };

  const stop = region(root, () => {
    const t = words();
    const area = session.area();
    if (!area || cornerCount(area) === 0) return [h('p', { class: 'edit-note' }, t.noCorners)];
    const at = session.chosen() ?? { part: 0, ring: 0, index: 0 };
    const ring = corners(area.coordinates[at.part]?.[at.ring] ?? []);
    const position = ring[at.index];
    if (!position) return [];
    return [
      pickers(session, at, ring.length, choose),
      place(at, position),
      error() !== '' && h('p', { class: 'edit-error', role: 'alert' }, error()),
      nudges(at, position),
      actions(at, ring),
      table(at, ring),
    ];
  });
  return { root, end: stop };
}
