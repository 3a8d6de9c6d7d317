import { town } from '../data';
import { h, icon } from '../dom';
import { t } from '../i18n';
import type { SourceInfo } from '../model';

/** Written by the server, which knows who runs it. */
export const FOOTER_PAGES = ['imprint', 'privacy', 'accessibility'] as const;

function sourceItem(source: SourceInfo): HTMLElement {
  const licence = source.licence_url
    ? h('a', { href: source.licence_url, rel: 'noreferrer' }, source.licence ?? source.licence_url)
    : (source.licence ?? '');
  return h(
    'li',
    {},
    h('strong', {}, source.title),
    h('br'),
    source.attribution ?? '',
    source.attribution ? ' · ' : '',
    licence,
  );
}

function body(): HTMLElement[] {
  const sources = town.value().data?.sources ?? [];
  const libraries = h('p', {}, h('a', { href: './licences.txt' }, t().softwareLicences));
  return [h('p', {}, t().sources.text), h('ul', { class: 'sources' }, ...sources.map(sourceItem)), libraries];
}

/** The sources as a dialog, reached from the attribution, which is always in view: the map stays where it is. */
export function openSources(): void {
  const texts = t();
  const close = h(
    'button',
    { type: 'button', class: 'tool', 'aria-label': texts.close, click: () => dialog.close() },
    icon('close'),
  );
  const heading = h('h2', { id: 'page-title' }, texts.sources.title);
  const dialog = h(
    'dialog',
    { class: 'page', 'aria-labelledby': 'page-title' },
    h('div', { class: 'page-head' }, heading, close),
    ...body(),
  );
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
}
