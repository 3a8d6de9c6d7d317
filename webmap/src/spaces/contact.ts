// Who looks, and how the office gets in touch. Only staff are told.

import { h } from '../dom';
import { sign } from '../inbox/icons';
import { block } from '../panels/parts';
import { watch } from '../staff/scope';
import { lang } from '../store';
import { w } from './i18n';
import { type HeldSpace, isLive, type Match, type Space } from './model';
import { fitting } from './state';
import { titleOf } from './words';

/** A letter begins with what everybody may know already; what is not public stays in the office. */
function letterTo(email: string, about: string, found: readonly Match[]): string {
  const links = found
    .filter((each) => each.public)
    .map(({ name, unit_ref }) => {
      const { href } = new URL(`units/${encodeURIComponent(unit_ref)}?lang=${lang()}`, location.href);
      return `${name}\n${href}`;
    });
  const subject = encodeURIComponent(w().letterSubject(about));
  const body = encodeURIComponent(w().letter(links.join('\n\n')));
  return `mailto:${encodeURIComponent(email)}?subject=${subject}&body=${body}`;
}

/** Whom the letter goes to, and with how many offers it begins. */
function hintOf({ contact, status }: Space): string {
  if (contact === null) return w().staffOnly;
  const offers = (fitting() ?? []).filter((each) => each.public).length;
  return contact.email && isLive(status) ? w().letterHint(offers) : '';
}

function waysTo(space: Space): HTMLElement[] {
  const { email = '', phone = '' } = space.contact ?? {};
  const href = letterTo(email, titleOf(space), fitting() ?? []);
  const call = `tel:${phone.replaceAll(/[^\d+]/g, '')}`;
  return [
    ...(email ? [h('a', { class: 'button', href, 'data-key': 'write' }, sign('mail'), w().write(email))] : []),
    ...(phone ? [h('a', { class: 'button', href: call, 'aria-label': w().call(phone) }, sign('phone'), phone)] : []),
  ];
}

export function contactBlock(now: () => HeldSpace): HTMLElement {
  const name = h('p', { class: 'contact-name' });
  const ways = h('p', { class: 'contact-ways' });
  const note = h('p', { class: 'field-hint' });
  const root = block('', name, ways, note);
  const heading = root.querySelector('h3');
  watch(() => {
    const { space } = now();
    if (heading) heading.textContent = w().contact;
    name.hidden = ways.hidden = space.contact === null;
    name.textContent = space.contact?.name || w().nameless;
    ways.replaceChildren(...waysTo(space));
    note.textContent = hintOf(space);
    note.hidden = note.textContent === '';
  });
  return root;
}
