import { town } from '../data';
import { h, region } from '../dom';
import { t } from '../i18n';
import { openSources } from '../panels/pages';

/** Where the data come from: every source by name, since a licence such as CC BY asks for each. Phones show the button. */
export function attribution(): HTMLElement {
  const root = h('div', { class: 'attribution' });
  region(root, () => {
    const names = (town.value().data?.sources ?? []).map((source) => source.attribution || source.title);
    return [
      h('span', { class: 'attribution-text' }, [...new Set(names)].join(' · ')),
      h('button', { type: 'button', class: 'link', 'data-key': 'sources', click: openSources }, t().sources.title),
    ];
  });
  // What stands above it makes way for as many lines as there are.
  new ResizeObserver(() =>
    document.documentElement.style.setProperty('--attribution', `${root.offsetHeight}px`),
  ).observe(root);
  return root;
}
