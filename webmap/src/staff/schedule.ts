import { h, icon } from '../dom';
import { t } from '../i18n';
import type { CityMap } from '../map/map';
import { planOpen } from '../plan/open';
import { effect } from '../signal';

/** From the list of sections to the schedule of them all. */
export function mountSchedule(root: HTMLElement, _city: CityMap): () => void {
  const name = h('span');
  const button = h(
    'button',
    {
      type: 'button',
      class: 'button',
      'data-key': 'schedule',
      'aria-controls': 'plan',
      click: () => planOpen.set(!planOpen()),
    },
    icon('plan'),
    name,
  );
  root.append(button);
  return effect(() => {
    name.textContent = t().timeline;
    button.setAttribute('aria-expanded', String(planOpen()));
  });
}
