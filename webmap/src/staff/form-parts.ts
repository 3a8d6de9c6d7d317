import { h, type Icon, icon } from '../dom';
import { watch } from './scope';

/** What was folded open last time, by the group's name. */
const unfolded = new Map<string, boolean>();

/** A group of the form that folds; closed it says in a few words what is in it. */
export function group(
  name: string,
  title: () => string,
  digest: () => string,
  isOpen: boolean,
  fill: () => (HTMLElement | null)[],
): HTMLDetailsElement {
  const heading = h('h3');
  const short = h('span', { class: 'group-digest' });
  const body = h('div', { class: 'group-body' });
  const root = h(
    'details',
    { class: 'group', 'data-group': name },
    h('summary', { 'data-key': `group-${name}` }, heading, short),
    body,
  );
  root.open = unfolded.get(name) ?? isOpen;
  root.addEventListener('toggle', () => unfolded.set(name, root.open));
  watch(() => {
    heading.textContent = title();
    short.textContent = digest();
  });
  body.append(...fill().filter((each) => each !== null));
  return root;
}

export const grid = (...content: HTMLElement[]) => h('div', { class: 'entries entries-two' }, ...content);

/** A button whose text follows the language. */
export function textButton(look: string, text: () => string, click: () => void, key?: string): HTMLButtonElement {
  const button = h('button', { type: 'button', class: look, 'data-key': key ?? null, click });
  watch(() => {
    button.textContent = text();
  });
  return button;
}

/** A button that is only a sign; its name says what it does to what. */
export function iconButton(name: Icon, label: () => string, click: () => void, key?: string): HTMLButtonElement {
  const button = h('button', { type: 'button', class: 'tool', 'data-key': key ?? null, click }, icon(name));
  watch(() => {
    button.title = label();
    button.setAttribute('aria-label', label());
  });
  return button;
}
