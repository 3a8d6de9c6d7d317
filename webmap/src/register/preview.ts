// The unit as everybody would see it, drawn by the very code that shows it to them.

import { h, region } from '../dom';
import { t } from '../i18n';
import type { Unit } from '../model';
import { unitDetail } from '../panels/detail-unit';
import { failure } from '../panels/notices';
import { faultOf } from '../resource';
import { signal, untracked } from '../signal';
import { OfficeError } from '../staff/request';
import { atEnd } from '../staff/scope';
import { backBar } from './frame';
import { rt } from './i18n';
import { unitNow } from './live';
import type { AnonymousOffer } from './model-offer';
import { registry } from './register-api';
import { mode } from './unit-state';

interface Seen {
  unit: Unit | null;
  anonymous: AnonymousOffer | null;
}

function anonymous(offer: AnonymousOffer): HTMLElement {
  const texts = rt().offer;
  const { street_name: street, from_label: from, to_label: to } = offer;
  const where = [street, from && to && texts.between(from, to)].filter(Boolean).join(', ');
  return h(
    'p',
    { class: 'prose' },
    [where, t().use[offer.use_type], texts.size[offer.size_class]].filter(Boolean).join(' · '),
  );
}

/** What the public does with a unit is of no use to whom only looks. */
function detail(unit: Unit): HTMLElement[] {
  const all = unitDetail(unit, (text) => h('h2', { tabindex: -1 }, text));
  return all.filter((each) => !each.classList.contains('actions'));
}

function content({ unit, anonymous: unnamed }: Seen): HTMLElement[] {
  const isNow = untracked(unitNow).properties.public;
  const note = unnamed ? rt().offer.previewAnonymous : isNow ? rt().offer.previewNow : rt().offer.previewNote;
  const shown = unnamed ? [anonymous(unnamed)] : unit ? detail(unit) : [];
  return [h('p', { class: 'preview-note', role: 'status' }, note), h('div', { class: 'detail-content' }, ...shown)];
}

export function previewView(): HTMLElement {
  const { id } = untracked(unitNow);
  const seen = signal<Seen | null>(null);
  const error = signal<ReturnType<typeof faultOf> | null>(null);
  const load = () => {
    error.set(null);
    registry.preview(id).then(
      (answer) => seen.set(answer),
      (cause) => error.set(faultOf(cause)),
    );
  };
  const body = h('div', { class: 'preview' });
  atEnd(
    region(body, () => {
      const [now, wrong] = [seen(), error()];
      if (wrong instanceof OfficeError && wrong.status === 404)
        return [h('p', { class: 'preview-note', role: 'status' }, rt().offer.previewNothing)];
      if (wrong) return [failure(rt().unit.failed, wrong, load)];
      return now ? content(now) : [h('p', { class: 'quiet pad' }, rt().loading)];
    }),
  );
  load();
  return h(
    'div',
    {},
    backBar(
      () => rt().unit.backToRecord,
      () => mode.set('record'),
    ),
    body,
  );
}
