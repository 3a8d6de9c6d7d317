// The schedule of the section in the form: what is moved here stands in the draft at once, and is saved with it.

import '../css/plan.css';
import { h, region } from '../dom';
import { p } from '../i18n/plan';
import type { CityMap } from '../map/map';
import type { Key } from '../plan/bars';
import { desk } from '../plan/desk';
import { effectList, objections } from '../plan/effects';
import { barForm } from '../plan/form';
import { gantt, type View } from '../plan/gantt';
import { zoomFor } from '../plan/scale';
import { undoTools, zoomTools } from '../plan/toolbar';
import { computed, effect, signal, untracked } from '../signal';
import { day } from '../store';
import { dayNumber } from '../time/period';
import { doc, draft, edit } from './draft';
import { barsOfDoc, daysInto } from './plan-bars';
import { loadBlackouts, planBlackouts } from './plan-source';
import { mayWrite } from './session-state';

const touch = matchMedia('(max-width: 899px)');
const NOBODY = ['', ''] as const;

/** The draft's days on the table: what came from elsewhere is the new ground, what came from here is not. */
function tableOfDraft() {
  const id = () => draft()?.id ?? draft()?.name ?? 0;
  const now = () => {
    const it = doc();
    return it ? barsOfDoc(it, id(), NOBODY) : [];
  };
  const ground = signal(untracked(now));
  const own = desk(ground);
  const isOurs = () => JSON.stringify(untracked(now)) === JSON.stringify(untracked(own.placed).map(plain));
  const ends = [
    effect(() => {
      const bars = now();
      if (isOurs()) return;
      own.reset();
      ground.set(bars);
    }),
    effect(() => {
      own.steps();
      const it = untracked(doc);
      const patch = it && daysInto(it, untracked(own.placed));
      if (patch) edit(patch);
    }),
  ];
  return { own, ends };
}

const plain = ({ cause: _, by: __, ...bar }: { cause: unknown; by: unknown }) => bar;

export function mountTimeline(root: HTMLElement, _city: CityMap): () => void {
  loadBlackouts();
  const { own, ends } = tableOfDraft();
  const saved = computed(() => {
    const it = draft();
    return it ? barsOfDoc(it.base, it.id ?? it.name, NOBODY) : [];
  });
  const view: View = {
    desk: own,
    mayEdit: mayWrite,
    ghosts: computed(() => {
      const at = new Map(own.placed().map((bar) => [bar.key, bar.planned]));
      const moved = saved().filter(({ key, planned }) => {
        const is = at.get(key);
        return is && (is.from !== planned.from || is.to !== planned.to);
      });
      return new Map(moved.map((bar) => [bar.key, bar]));
    }),
    blackouts: planBlackouts,
    px: signal(1.7),
    folded: signal(new Set<Key>()),
    choose: (bar) => own.chosen.set(bar.key),
    isSlot: true,
  };
  const chart = gantt(view);
  const tools = h('div', { class: 'plan-slot-tools' });
  const side = h('div', { class: 'plan-slot-side' });
  const whole = () => {
    const { from, to } = chart.scale();
    view.px.set(zoomFor(dayNumber(to) - dayNumber(from), chart.root.clientWidth));
  };
  const show = () => chart.show(own.base()[0]?.planned.from ?? day());
  root.append(h('div', { class: 'plan-slot' }, tools, chart.root, side));
  const parts = [
    region(tools, () => [zoomTools(view.px, whole, () => chart.show(day())), mayWrite() && undoTools(own)]),
    region(side, () => [
      mayWrite() ? barForm(own) : null,
      objections(own, view.blackouts()),
      effectList(own, view.choose, saved()),
      mayWrite() && h('p', { class: 'plan-help' }, touch.matches ? p().helpTouch : p().help),
    ]),
  ];
  requestAnimationFrame(() => {
    whole();
    requestAnimationFrame(show);
  });
  return () => {
    for (const end of [...ends, ...parts, chart.end]) end();
  };
}
