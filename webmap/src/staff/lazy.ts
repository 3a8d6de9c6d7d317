// Views of the office that are loaded when they are first opened.

import { h } from '../dom';
import { t } from '../i18n';
import { st } from './i18n';

/** A place whose view comes with the first start; it says so while that is on its way, and if it could not come. */
export function lazyPlace(load: () => Promise<HTMLElement>): { root: HTMLElement; start(): void } {
  const root = h('div', { class: 'office-place' });
  let isStarted = false;
  const fetch = () => {
    root.setAttribute('aria-busy', 'true');
    root.replaceChildren(h('p', { class: 'quiet pad' }, st().loading));
    load().then(
      (view) => {
        root.removeAttribute('aria-busy');
        root.replaceChildren(view);
      },
      () => {
        root.removeAttribute('aria-busy');
        root.replaceChildren(h('button', { type: 'button', class: 'button', click: fetch }, t().retry));
      },
    );
  };
  const start = () => {
    if (!isStarted) fetch();
    isStarted = true;
  };
  return { root, start };
}
