import { h } from '../dom';
import { block } from '../panels/parts';
import { watch } from '../staff/scope';
import { w } from './i18n';
import { sign } from './icons';
import type { Held } from './model';

/** Who asked, and the ways to reach them beside an answer. */
export function contactBlock(now: () => Held): HTMLElement {
  const name = h('p', { class: 'contact-name' });
  const ways = h('p', { class: 'contact-ways' });
  const root = block('', name, ways);
  const heading = root.querySelector('h3');
  watch(() => {
    const { email = '', phone = '', name: who = '' } = now().item.content?.contact ?? {};
    if (heading) heading.textContent = w().contact;
    name.textContent = who || w().unknownSender;
    const way = (kind: 'mail' | 'phone', href: string, text: string, label: string) =>
      h('a', { class: 'button', href, 'aria-label': label }, sign(kind), text);
    ways.replaceChildren(
      ...(email ? [way('mail', `mailto:${encodeURIComponent(email)}`, email, w().writeMail(email))] : []),
      ...(phone ? [way('phone', `tel:${phone.replaceAll(/[^\d+]/g, '')}`, phone, w().call(phone))] : []),
    );
    ways.hidden = !email && !phone;
  });
  return root;
}
