import { town } from '../data';
import { h, region } from '../dom';
import { t } from '../i18n';
import { openPage } from '../panels/pages';

/** Where the data come from, always in view. */
export function attribution(): HTMLElement {
  const root = h('div', { class: 'attribution' });
  region(root, () => {
    const names = (town.value().data?.sources ?? []).map((source) => source.attribution || source.title);
    const text = [...new Set(names)].slice(0, 3).join(' · ');
    return [
      h('span', { class: 'attribution-text' }, text),
      h(
        'button',
        { type: 'button', class: 'link', 'data-key': 'sources', click: () => openPage('sources') },
        t().page.sources.title,
      ),
    ];
  });
  return root;
}
