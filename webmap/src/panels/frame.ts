import { town } from '../data';
import { h, icon, region } from '../dom';
import { t } from '../i18n';
import { nextScheme, scheme } from '../map/theme';
import { isInside, signIn, staffTools } from '../staff-door';
import { drift, go, lang } from '../store';
import { FOOTER_PAGES } from './pages';

function jump(id: string) {
  return (event: Event) => {
    event.preventDefault();
    go({ sel: null });
    const target = document.getElementById(id);
    setTimeout(() => target?.focus());
  };
}

/** They lead past the header; the address bar belongs to the state, so they move the focus themselves. */
export function skipLinks(): HTMLElement {
  const nav = h('div', { class: 'skips' });
  region(nav, () => [
    h('a', { href: '#list', class: 'skip', click: jump('list') }, t().skipList),
    h('a', { href: '#filter', class: 'skip', click: jump('filter-text') }, t().skipFilter),
  ]);
  return nav;
}

function languageButton(): HTMLElement {
  const next = lang() === 'de' ? 'en' : 'de';
  return h(
    'button',
    {
      type: 'button',
      class: 'tool tool-text',
      'data-key': 'lang',
      lang: next,
      'aria-label': t().otherLanguageName,
      click: () => drift({ lang: next }),
    },
    next.toUpperCase(),
  );
}

function themeButton(): HTMLElement {
  const name = t().themes[scheme()];
  const attributes = {
    type: 'button',
    class: `tool scheme-${scheme()}`,
    'data-key': 'theme',
    title: name,
    'aria-label': name,
    click: nextScheme,
  };
  return h('button', attributes, icon('theme'));
}

export function header(): HTMLElement {
  const root = h('header', { class: 'top' });
  region(root, () => {
    const here = town.value().data;
    return [
      h(
        'div',
        { class: 'brand' },
        h(
          'h1',
          {},
          h('span', { class: 'brand-name' }, t().product),
          h('span', { class: 'brand-town' }, here?.name ?? ''),
        ),
        h('div', { class: 'brand-tools' }, ...staffTools()(), languageButton(), themeButton()),
      ),
      here?.made_up && h('p', { class: 'made-up' }, h('strong', {}, t().madeUp), ' ', h('span', {}, t().madeUpNote)),
    ];
  });
  return root;
}

export function footer(): HTMLElement {
  const root = h('footer', { class: 'foot' });
  const link = (key: string, name: string, click: () => void) =>
    h('button', { type: 'button', class: 'foot-link', 'data-key': key, click }, name);
  region(root, () => [
    ...FOOTER_PAGES.map((page) =>
      h('a', { class: 'foot-link', 'data-key': page, href: `./${page}?lang=${lang()}` }, t().page[page]),
    ),
    !isInside() && link('sign-in', t().signIn, signIn),
  ]);
  return root;
}
