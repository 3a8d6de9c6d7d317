// The offer of a unit: its terms, what still hinders its publication, and the publication itself.

import { h, region } from '../dom';
import { failure } from '../panels/notices';
import { computed, untracked } from '../signal';
import { atEnd, scope } from '../staff/scope';
import { conflict } from './conflict';
import { consentsBox } from './consents';
import { backBar, faultSummary, saveBar, trouble } from './frame';
import { rt } from './i18n';
import { unitNow } from './live';
import { offerForm } from './offer-form';
import { loadOffer, type OpenOffer, offered, offerTrouble } from './offer-state';
import { publicationBox } from './publication';
import { mode } from './unit-state';
import { placeOf, titleOf } from './words';

function content({ sheet, unit }: OpenOffer): HTMLElement {
  const record = untracked(unitNow);
  return h(
    'div',
    { class: 'form-view' },
    backBar(
      () => rt().unit.backToRecord,
      () => mode.set('record'),
    ),
    h(
      'div',
      { class: 'detail-content form-content' },
      h(
        'div',
        {},
        h('h2', { tabindex: -1 }, rt().offer.title),
        h('p', { class: 'place' }, `${titleOf(record)}, ${placeOf(record)}`),
      ),
      trouble(sheet),
      faultSummary(sheet),
      publicationBox(sheet, unit),
      offerForm(sheet),
      consentsBox(unit),
    ),
    saveBar(sheet),
  );
}

export function offerView(): HTMLElement {
  const { id } = untracked(unitNow);
  const root = h('div', { class: 'form-view' });
  const open = computed(() => (offered()?.unit === id ? (offered()?.sheet ?? null) : null));
  if (untracked(open) === null) void loadOffer(id);
  let end = () => {};
  atEnd(
    region(root, () => {
      const sheet = open();
      const error = offerTrouble();
      const isContested = sheet !== null && sheet.overtaken() !== null;
      end();
      end = () => {};
      if (error) return [failure(rt().offer.failed, error, () => void loadOffer(id))];
      if (!sheet) return [h('p', { class: 'quiet pad' }, rt().loading)];
      const [made, stop] = scope(() =>
        untracked(() => (isContested ? conflict(sheet) : content(untracked(offered) as OpenOffer))),
      );
      end = stop;
      return [made];
    }),
  );
  atEnd(() => end());
  return root;
}
