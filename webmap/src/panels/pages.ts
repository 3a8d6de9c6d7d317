import { town } from '../data';
import { h, icon } from '../dom';
import { t } from '../i18n';
import type { Page } from '../i18n/de-pages';
import type { SourceInfo } from '../model';

/** The sources are reached from the attribution, which is always in view. */
export const FOOTER_PAGES: readonly Page[] = ['imprint', 'privacy', 'accessibility'];

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

function body(page: Page): HTMLElement[] {
  const paragraphs = t().page[page].text.map((text) => h('p', {}, text));
  if (page !== 'sources') return paragraphs;
  const sources = town.value().data?.sources ?? [];
  const libraries = h('p', {}, h('a', { href: './licences.txt' }, t().softwareLicences));
  return [...paragraphs, h('ul', { class: 'sources' }, ...sources.map(sourceItem)), libraries];
}

/** A page of the footer as a dialog: the map stays where it is. */
export function openPage(page: Page): void {
  const texts = t();
  const close = h(
    'button',
    { type: 'button', class: 'tool', 'aria-label': texts.close, click: () => dialog.close() },
    icon('close'),
  );
  const heading = h('h2', { id: 'page-title' }, texts.page[page].title);
  const dialog = h(
    'dialog',
    { class: 'page', 'aria-labelledby': 'page-title' },
    h('div', { class: 'page-head' }, heading, close),
    ...body(page),
  );
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
}
