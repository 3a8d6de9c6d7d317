import { h, icon } from '../dom';
import { t } from '../i18n';
import type { CityMap } from '../map/map';
import { size } from '../panels/sheet';
import { planOpen } from '../plan/open';
import { effect } from '../signal';

/** From the list of sections to the schedule of them all. */
export function mountSchedule(root: HTMLElement, _city: CityMap): () => void {
  const name = h('span');
  const turn = () => {
    planOpen.set(!planOpen());
    // On a phone it lies where the sheet is.
    if (planOpen()) size.set('peek');
  };
  const button = h(
    'button',
    {
      type: 'button',
      class: 'button',
      'data-key': 'schedule',
      'aria-controls': 'plan',
      click: turn,
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
