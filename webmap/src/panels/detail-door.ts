import { h } from '../dom';
import { t } from '../i18n';
import type { CityMap } from '../map/map';
import { effect, untracked } from '../signal';
import { sel } from '../store';
import { say } from './notices';

/** The region of what is open. What fills it comes when it is first needed, or when the page has nothing else to do. */
export function detailDoor(city: CityMap): HTMLElement {
  const root = h('section', { class: 'detail', id: 'detail' });
  const before = untracked(sel);
  let begun = false;
  const fill = () => {
    if (begun) return;
    begun = true;
    import('./detail').then(
      ({ detail }) => detail(city, root, before),
      () => {
        begun = false;
        if (untracked(sel)) say(untracked(t).serverUnreachable);
      },
    );
  };
  effect(() => {
    root.hidden = sel() === null;
    root.setAttribute('aria-label', t().facts);
    if (sel()) fill();
  });
  // Safari has no idle callback.
  (globalThis.requestIdleCallback ?? ((work) => setTimeout(work, 2000)))(fill);
  return root;
}
