// What a party is of which units and parcels, and what it agreed to.

import { h, icon, region } from '../dom';
import { rt } from '../register/i18n';
import { signal, untracked } from '../signal';
import { busy, inWords } from '../staff/login';
import { openUnit } from '../staff/route';
import { atEnd, watch } from '../staff/scope';
import { toast } from '../staff/toast';
import { w } from './i18n';
import { askLink } from './link-dialog';
import type { HeldParty, PartyConsent, PartyLink } from './model';
import { owners } from './paths';
import { outdate, refresh } from './state';
import { dateOf, placeOf, spanOf, unitInWords } from './words';

const place = (id: number | null, text: string) =>
  id === null
    ? h('span', {}, text)
    : h('button', { type: 'button', class: 'link', 'data-key': `to-unit-${id}`, click: () => openUnit(id) }, text);

/** Taking a link away is asked for once more, in the place of the button. */
function unlink(party: string, link: PartyLink): HTMLElement {
  const isAsked = signal(false);
  const root = h('span', { class: 'unlink' });
  const go = async (button: HTMLElement) => {
    await busy(button, untracked(w).loading, async () => {
      try {
        await owners.unlink(link.id);
        outdate();
        toast(untracked(w).unlinked);
        await refresh(party);
      } catch (cause) {
        toast(inWords(cause));
      }
    });
  };
  atEnd(
    region(root, () => {
      const name = `${w().unlink}: ${placeOf(link)}`;
      if (!isAsked()) {
        const ask = h(
          'button',
          {
            type: 'button',
            class: 'tool',
            'data-key': `unlink-${link.id}`,
            title: name,
            'aria-label': name,
            click: () => isAsked.set(true),
          },
          icon('close'),
        );
        return [ask];
      }
      const yes = h(
        'button',
        { type: 'button', class: 'button button-small', 'data-key': `unlink-${link.id}`, 'aria-label': name },
        w().unlinkYes,
      );
      yes.addEventListener('click', () => void go(yes));
      return [yes];
    }),
  );
  return root;
}

function linkItem(party: string, link: PartyLink): HTMLElement {
  return h(
    'li',
    { class: 'owner-link' },
    h(
      'div',
      {},
      h('p', {}, h('strong', {}, w().role[link.role])),
      h('p', {}, place(link.unit_id, placeOf(link))),
      spanOf(link) && h('p', { class: 'quiet' }, spanOf(link)),
    ),
    unlink(party, link),
  );
}

export function linksBlock(now: () => HeldParty): HTMLElement {
  const heading = h('h3');
  const list = h('ul', { class: 'plain owner-links' });
  const none = h('p', { class: 'quiet' });
  const add = h('button', { type: 'button', class: 'button', 'data-key': 'party-link' });
  add.addEventListener('click', () => askLink(untracked(now).party.id));
  watch(() => {
    const { party } = now();
    heading.textContent = w().links;
    none.textContent = w().noLinks;
    none.hidden = party.links.length > 0;
    add.textContent = w().link;
    list.replaceChildren(...party.links.map((each) => untracked(() => linkItem(party.id, each))));
  });
  return h('section', { class: 'block' }, heading, none, list, add);
}

function consentItem({ scope, unit_id, given_at, revoked_at }: PartyConsent): HTMLElement {
  const name = rt().offer.scope[scope];
  return h(
    'li',
    { class: revoked_at ? 'version-row step-gone' : 'version-row' },
    h('p', {}, revoked_at ? h('del', {}, name) : h('strong', {}, name)),
    h('p', {}, place(unit_id, unitInWords(unit_id))),
    h(
      'p',
      { class: 'quiet' },
      [
        rt().offer.consentGiven(dateOf(given_at)),
        revoked_at && rt().offer.consentRevoked(dateOf(revoked_at.slice(0, 10))),
      ]
        .filter(Boolean)
        .join(', '),
    ),
  );
}

export function consentsBlock(now: () => HeldParty): HTMLElement {
  const heading = h('h3');
  const body = h('div');
  watch(() => {
    const { consents } = now().party;
    heading.textContent = w().consents;
    body.replaceChildren(
      consents.length === 0
        ? h('p', { class: 'quiet' }, w().noConsents)
        : h('ul', { class: 'versions' }, ...consents.map(consentItem)),
    );
  });
  return h('section', { class: 'block' }, heading, body);
}
