import { h, region } from '../dom';
import { group } from '../staff/form-parts';
import { atEnd } from '../staff/scope';
import { mayWrite } from '../staff/session';
import { rt } from './i18n';
import { unitNow } from './live';
import type { StaffUnit } from './model';
import { loadOffer, offered, typedOffers } from './offer-state';
import { mode } from './unit-state';

/** The offer in a few words; it is written in a view of its own. */
export function offerCard(unit: StaffUnit): HTMLElement {
  void loadOffer(unit.id);
  const digest = () => {
    const status = unitNow().properties.publication_status;
    return status ? rt().publication[status] : '';
  };
  const body = h('div', { class: 'offer-card' });
  atEnd(
    region(body, () => {
      const now = offered();
      if (now?.unit !== unit.id) return [h('p', { class: 'quiet' }, rt().loading)];
      const { offer, lacks } = now.market;
      const go = h(
        'button',
        { type: 'button', class: 'button', 'data-key': 'offer', click: () => mode.set('offer') },
        offer ? rt().offer.open : rt().offer.begin,
      );
      if (!offer) return [h('p', { class: 'quiet' }, rt().offer.none), mayWrite() && go];
      const isOut = offer.publication_status === 'published';
      return [
        h('p', {}, h('strong', {}, offer.title_de || offer.title_en || rt().offer.title)),
        h('p', { class: 'quiet' }, rt().offer.state[offer.publication_status]),
        !isOut && lacks.length > 0 && h('p', { class: 'quiet' }, rt().offer.lacksCount(lacks.length)),
        typedOffers().includes(unit.id) && h('p', {}, h('span', { class: 'tag tag-draft' }, rt().isDraft)),
        go,
      ];
    }),
  );
  return group(
    'unit-offer',
    () => rt().offer.title,
    digest,
    true,
    () => [body],
  );
}
