// What looks wrong with the area, ours and the server's, in words and on the map (N33).

import type { Position } from 'geojson';
import type { Map as LeafletMap } from 'leaflet';
import { h, region } from '../dom';
import { effect, type Signal, signal } from '../signal';
import { asArea, boundsOfArea } from './area';
import { check } from './check';
import { type Marks, spot } from './marks';
import type { Session } from './session';
import { words } from './texts';
import type { Problem } from './types';

const CALM_MS = 150;

export interface Warnings {
  root: HTMLElement;
  /** What the server says. */
  problems: Signal<readonly Problem[]>;
  end(): void;
}

export function warningList(session: Session, map: LeafletMap, marks: Marks): Warnings {
  const root = h('div', { class: 'edit-warnings', role: 'group', tabindex: -1 });
  const own = signal<readonly Problem[]>([]);
  const problems = signal<readonly Problem[]>([]);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const all = () => [...own(), ...problems()];

  const look = () => {
    const { options } = session;
    const found = check(session.area(), {
      neighbours: options.neighbours?.() ?? [],
      within: options.within?.() ?? null,
      town: options.town ?? null,
    });
    own.set(
      found.map(({ code, what, at, geometry }) => ({
        message: words().warning(code, what),
        ...(at ? { at } : {}),
        ...(geometry ? { geometry } : {}),
      })),
    );
  };
  const show = ({ at, geometry }: Problem) => {
    const area = asArea(geometry);
    if (area) map.fitBounds(boundsOfArea(area), { maxZoom: 20 });
    else if (at) map.panTo([(at as Position)[1] ?? 0, (at as Position)[0] ?? 0]);
  };
  const stops = [
    effect(() => {
      session.area();
      words();
      clearTimeout(timer);
      timer = setTimeout(look, CALM_MS);
    }),
    region(root, () => {
      const t = words();
      root.setAttribute('aria-label', t.warningsTitle);
      const list = all();
      root.hidden = list.length === 0;
      const items = list.map((problem, i) =>
        h(
          'li',
          {},
          h('span', {}, problem.message),
          (problem.at || problem.geometry) &&
            h('button', { type: 'button', class: 'link', 'data-key': `show-${i}`, click: () => show(problem) }, t.show),
        ),
      );
      return [h('ul', { class: 'edit-list', role: 'status' }, ...items)];
    }),
    effect(() => {
      marks.show(...all().map(({ at, geometry }) => [geometry ?? (at && spot(at)), 'edit-clash'] as const));
    }),
  ];
  return {
    root,
    problems,
    end() {
      clearTimeout(timer);
      for (const stop of stops) stop();
      marks.clear();
    },
  };
}
