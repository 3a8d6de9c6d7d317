// Whether the public sees the offer, what hinders that, and the button that changes it.

import { h, icon, region } from '../dom';
import { untracked } from '../signal';
import { controlId, focusPlace } from '../staff/faults';
import { busy, inWords } from '../staff/login';
import type { Finding } from '../staff/model-answers';
import { moment } from '../staff/moment';
import { freshKey } from '../staff/office-api';
import { OfficeError } from '../staff/request';
import { atEnd } from '../staff/scope';
import { mayWrite } from '../staff/session';
import { toast } from '../staff/toast';
import { lang } from '../store';
import { rt } from './i18n';
import type { Offer, OfferDoc } from './model-offer';
import { act, loadOffer, offered } from './offer-state';
import { registry } from './register-api';
import type { Sheet } from './sheet';
import { mode } from './unit-state';

type To = 'published' | 'consent_pending' | 'withdrawn';

async function go(unit: number, sheet: Sheet<OfferDoc>, to: To): Promise<void> {
  try {
    await act(unit, (etag) => registry.publish(unit, to, etag, freshKey()));
    const texts = rt().offer;
    toast({ published: texts.published, consent_pending: texts.pending, withdrawn: texts.withdrawn }[to]);
  } catch (cause) {
    // Somebody else changed the offer: what is there now is looked at first.
    if (cause instanceof OfficeError && cause.status === 412) await loadOffer(unit);
    toast(inWords(cause));
  }
  void sheet;
}

/** A lack of the offer leads to its field, one of the unit to the record. */
function lack(sheet: Sheet<OfferDoc>, { path, message }: Finding): HTMLElement {
  const place = sheet.placeOf(path.replace(/^\//, ''));
  const lead = () => (document.getElementById(controlId(place)) ? focusPlace(place) : mode.set('record'));
  return h('li', {}, h('button', { type: 'button', class: 'link', click: lead }, message));
}

function lacksList(sheet: Sheet<OfferDoc>, lacks: readonly Finding[]): HTMLElement {
  if (lacks.length === 0) return h('p', { class: 'all-well' }, icon('info'), rt().offer.lacksNothing);
  return h(
    'div',
    { class: 'lacks' },
    h('p', {}, h('strong', {}, rt().offer.lacksTitle(lacks.length))),
    h('ul', {}, ...lacks.map((each) => lack(sheet, each))),
  );
}

/** Where an offer may go from where it is; the server has the last word. */
function ways({ publication_status: now, publication_basis: basis }: Offer): To[] {
  if (now === 'published') return ['withdrawn'];
  if (now === 'consent_pending') return ['published', 'withdrawn'];
  if (now === 'withdrawn') return ['published', 'consent_pending'];
  return basis === 'owner_consent' ? ['consent_pending'] : ['published', 'consent_pending'];
}

function nameOf(to: To, { publication_status: now }: Offer): string {
  const texts = rt().offer;
  if (to === 'published') return now === 'withdrawn' ? texts.publishAgain : texts.publish;
  return to === 'withdrawn' ? texts.withdraw : texts.askConsent;
}

function buttons(unit: number, sheet: Sheet<OfferDoc>, offer: Offer, hindered: boolean): HTMLElement {
  const isDirty = sheet.changed().length > 0;
  const all = ways(offer).map((to) => {
    const isHeld = isDirty || (to === 'published' && hindered);
    const button = h(
      'button',
      {
        type: 'button',
        class: to === 'published' ? 'button button-strong' : 'button',
        'data-key': `to-${to}`,
        'aria-disabled': isHeld ? 'true' : null,
      },
      nameOf(to, offer),
    );
    button.addEventListener('click', () => {
      if (isHeld)
        return toast(
          isDirty ? rt().offer.saveFirst : rt().offer.lacksTitle(untracked(offered)?.market.lacks.length ?? 1),
        );
      void busy(button, nameOf(to, offer), () => go(unit, sheet, to));
    });
    return button;
  });
  return h('div', { class: 'buttons' }, ...all);
}

export function publicationBox(sheet: Sheet<OfferDoc>, unit: number): HTMLElement {
  const root = h('div', { class: 'status-box' });
  atEnd(
    region(root, () => {
      const market = offered()?.market;
      const offer = market?.offer;
      const preview = h(
        'button',
        { type: 'button', class: 'button', 'data-key': 'offer-preview', click: () => mode.set('preview') },
        rt().offer.preview,
      );
      if (!market || !offer) return [h('p', { class: 'quiet' }, rt().offer.none)];
      const isOut = offer.publication_status === 'published';
      const kind = isOut ? 'tag-public' : 'tag-internal';
      return [
        h(
          'p',
          { class: 'tags' },
          h('span', { class: `tag ${kind}` }, rt().publication[offer.publication_status]),
          preview,
        ),
        h('p', { class: 'quiet' }, rt().offer.state[offer.publication_status]),
        isOut && offer.published_at
          ? h('p', { class: 'quiet' }, rt().offer.publishedSince(moment(offer.published_at, lang())))
          : null,
        !isOut || market.lacks.length > 0 ? lacksList(sheet, market.lacks) : null,
        mayWrite() ? buttons(unit, sheet, offer, market.lacks.length > 0) : null,
      ];
    }),
  );
  return root;
}
