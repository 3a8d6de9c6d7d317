// Places in the office that other parts fill, each loaded when its place is opened.

import { h } from '../dom';
import { t } from '../i18n';
import type { CityMap } from '../map/map';
import { st } from './i18n';
import { atEnd } from './scope';

/** Puts itself into the place; what it returns is called when the place goes. */
type Mount = (root: HTMLElement, city: CityMap) => (() => void) | undefined;
/** `geometry`, `timeline`, `impact` and `notices` lie in the form of a section, `schedule` lies over the whole list. */
export type SlotName = 'geometry' | 'timeline' | 'impact' | 'notices' | 'schedule';

const slots: Partial<Record<SlotName, () => Promise<Mount>>> = {
  geometry: () => import('./geometry').then(({ mountGeometry }) => mountGeometry),
  timeline: () => import('./timeline').then((part) => part.mountTimeline),
  schedule: () => import('./schedule').then((part) => part.mountSchedule),
  impact: () => import('./impact').then((part) => part.mountImpact),
  notices: () => import('./notices').then((part) => part.mountNotices),
};

/** A place that nothing is in before it is started; it says so while that is on its way, and if it could not come. */
export function slot(name: SlotName, city: CityMap): { root: HTMLElement; start(): void } | null {
  const load = slots[name];
  if (!load) return null;
  const root = h('div', { class: `slot slot-${name}` });
  let end: (() => void) | undefined;
  let isGone = false;
  atEnd(() => {
    isGone = true;
    end?.();
  });
  const start = () => {
    root.setAttribute('aria-busy', 'true');
    root.replaceChildren(h('p', { class: 'quiet' }, st().loading));
    load().then(
      (mount) => {
        if (isGone) return;
        root.replaceChildren();
        root.removeAttribute('aria-busy');
        end = mount(root, city);
      },
      () => root.replaceChildren(h('button', { type: 'button', class: 'button', click: start }, t().retry)),
    );
  };
  return { root, start };
}
