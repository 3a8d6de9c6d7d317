// The views of the office, each a tab away: in lines where there is room, on a phone in one line that scrolls.

import { h, region } from '../dom';
import { effect } from '../signal';
import { st } from './i18n';
import { isAlone, type OfficeView, open, route } from './route';
import { has } from './session';

function allowed(): OfficeView[] {
  const all: OfficeView[] = ['sections', 'register', 'projects', 'blackouts', 'street'];
  if (has('staff', 'admin')) all.push('inbox');
  all.push('spaces');
  if (has('staff')) all.push('owners');
  if (has('admin')) all.push('accounts');
  return all;
}

const tab = (view: OfficeView) =>
  h(
    'button',
    {
      type: 'button',
      class: 'segment',
      'data-key': `office-tab-${view}`,
      'aria-pressed': `${route().view === view}`,
      click: () => open({ view }),
    },
    st()[view],
  );

/** An edge fades where there are more behind it. */
function fade(line: HTMLElement): void {
  const rest = line.scrollWidth - line.clientWidth - line.scrollLeft;
  line.classList.toggle('more-before', line.scrollLeft > 1);
  line.classList.toggle('more-after', rest > 1);
}

/** The open one stands in the middle of the line, as far as there are others on both sides. */
function show(line: HTMLElement): void {
  const now = line.querySelector<HTMLElement>('[aria-pressed="true"]');
  if (!now) return;
  const [box, at] = [line.getBoundingClientRect(), now.getBoundingClientRect()];
  line.scrollLeft += at.left + at.width / 2 - box.left - box.width / 2;
  fade(line);
}

export function officeTabs(): HTMLElement {
  const root = h('div', { class: 'segments', role: 'group' });
  region(root, () => {
    root.setAttribute('aria-label', st().office);
    return allowed().map(tab);
  });
  root.addEventListener('scroll', () => fade(root), { passive: true });
  addEventListener('resize', () => fade(root));
  effect(() => {
    route();
    if (!isAlone()) queueMicrotask(() => show(root));
  });
  return root;
}
