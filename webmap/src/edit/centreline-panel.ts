// The centre line of a section: it comes with the area by itself, along another street or by hand if need be.

import type { LineString } from 'geojson';
import { h, region } from '../dom';
import { effect, signal, untracked } from '../signal';
import { type Axis, axesOf } from './axes';
import { alongAxis, axesIn, centrelineOf, keepsTo, throughArea } from './centreline';
import type { SnapGuides } from './guides';
import { lineM } from './plane';
import type { Session } from './session';
import { axisPicker } from './street-panel';
import { metres, words } from './texts';
import type { CentrelineAt } from './types';

const same = (a: LineString | null, b: LineString | null) =>
  JSON.stringify(a?.coordinates ?? null) === JSON.stringify(b?.coordinates ?? null);

/** Keeps the line in the area while that changes, unless somebody has set one that still lies in it. */
class Follower {
  /** What was put here last, and whether it is a piece of an axis. */
  private last: LineString | null = null;
  private isOnAxis = false;
  private done = 0;

  constructor(
    private readonly session: Session,
    private readonly centreline: CentrelineAt,
  ) {}

  follow(steps: number, axes: readonly Axis[]): void {
    const isStep = steps !== this.done;
    this.done = steps;
    if (steps === 0 || !this.centreline.isAsked()) return;
    const [now, area] = [this.centreline.now(), this.session.area()];
    const isOwn = now === null || same(now, this.last);
    if (!isOwn && area && keepsTo(now, area)) return;
    // A street that comes into view later is only better than no street.
    if (!isStep && (!isOwn || this.isOnAxis)) return;
    const found = area && centrelineOf(area, axes);
    if (!isStep && !found?.axis) return;
    this.last = found?.line ?? null;
    this.isOnAxis = Boolean(found?.axis);
    if (!same(now, this.last)) this.centreline.set(this.last);
  }
}

function chooser(axes: readonly Axis[], chosen: string, choose: (key: string) => void): HTMLSelectElement {
  const picker = axisPicker('line-axis', axes, chosen, choose);
  picker.append(h('option', { value: '' }, words().line.through));
  picker.value = axes.some(({ key }) => key === chosen) ? chosen : '';
  return picker;
}

export function centrelinePanel(
  session: Session,
  guides: SnapGuides,
  centreline: CentrelineAt,
): { root: HTMLElement; end(): void } {
  const root = h('div', { class: 'edit-form', tabindex: -1 });
  const chosen = signal<string | null>(null);
  const isBad = signal(false);
  const follower = new Follower(session, centreline);
  const stops = [
    effect(() => {
      const [steps, axes] = [session.edits(), axesOf(guides.features())];
      untracked(() => follower.follow(steps, axes));
    }),
    region(root, () => {
      const t = words();
      if (!centreline.isAsked()) return [h('p', { class: 'edit-note' }, t.line.ofSection)];
      const [area, now] = [session.area(), centreline.now()];
      if (!area) return [h('p', { class: 'edit-note' }, t.line.noArea)];
      const axes = axesIn(area, axesOf(guides.features()));
      const picker = chooser(axes, chosen() ?? axes[0]?.key ?? '', (key) => chosen.set(key));
      const take = () => {
        const axis = axes.find(({ key }) => key === picker.value);
        const found = axis ? alongAxis(area, axis) : throughArea(area);
        isBad.set(!found);
        if (!found) return;
        centreline.set(found.line);
        session.say(t.line.has(metres(lineM(found.line.coordinates))));
      };
      return [
        h('p', { role: 'status' }, now ? t.line.has(metres(lineM(now.coordinates))) : t.line.none),
        h('p', { class: 'edit-note' }, t.line.about),
        h('label', { for: 'line-axis' }, t.line.along),
        picker,
        isBad() && h('p', { class: 'edit-error', role: 'alert' }, t.line.short),
        h(
          'div',
          { class: 'edit-actions' },
          h('button', { type: 'button', class: 'button', 'data-key': 'line-take', click: take }, t.take),
          h(
            'button',
            { type: 'button', class: 'button', 'data-key': 'line-draw', click: () => session.tool.set('line') },
            t.line.draw,
          ),
        ),
      ];
    }),
  ];
  return {
    root,
    end() {
      for (const stop of stops) stop();
    },
  };
}
