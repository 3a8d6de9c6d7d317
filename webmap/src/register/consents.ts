// What the owner agreed to; revoking it takes from the public at once what was shown by it.

import { h, region } from '../dom';
import { ofUnit } from '../owners/state';
import { untracked } from '../signal';
import { openDialog } from '../staff/dialog';
import { allFilled, entry } from '../staff/entry';
import { keepDialog } from '../staff/keeper';
import { busy, inWords } from '../staff/login';
import { moment } from '../staff/moment';
import { freshKey } from '../staff/office-api';
import { atEnd } from '../staff/scope';
import { mayWrite } from '../staff/session';
import { complainAt } from '../staff/setup';
import { toast } from '../staff/toast';
import { lang, serverToday } from '../store';
import { rt } from './i18n';
import { type Consent, SCOPES, type Scope } from './model-offer';
import { act, offered } from './offer-state';
import { registry } from './register-api';
import { selectEntry } from './select-entry';
import { dateOf } from './words';

/** Who gave it can be named by whoever has opened the owners of this unit for a purpose. */
function giver(unit: number): ReturnType<typeof selectEntry> | null {
  const known = untracked(ofUnit);
  if (known?.unit !== unit || known.parties.length === 0) return null;
  const texts = untracked(rt).offer;
  const options = known.parties.map(({ id, name }) => [id, name] as const);
  return selectEntry(texts.consentBy, [['', texts.consentByNobody] as const, ...options]);
}

function askConsent(unit: number): void {
  const texts = untracked(rt).offer;
  const frame = openDialog(texts.consentAdd);
  keepDialog(frame);
  const scope = selectEntry(
    texts.consentScope,
    SCOPES.map((each) => [each, texts.scope[each]]),
    'publish_unit',
  );
  const who = giver(unit);
  const today = untracked(serverToday);
  const day = entry(texts.consentDay, { type: 'date', min: '1990-01-01', max: today, value: today });
  const evidence = entry(texts.evidence, { type: 'text', maxlength: 500, autocomplete: 'off' }, texts.evidenceHint);
  const by = who ? who.root : h('p', { class: 'field-hint' }, texts.consentByHint);
  const fault = h('p', { class: 'form-fault', role: 'alert', hidden: true });
  const submit = h('button', { type: 'submit', class: 'button button-strong button-wide' }, texts.consentAdd);
  const send = async () => {
    const body = {
      scope: scope.input.value as Scope,
      given_at: day.input.value,
      evidence: evidence.input.value.trim(),
      ...(who?.input.value && { party_id: who.input.value }),
    };
    try {
      await act(unit, () => registry.consent(unit, body, freshKey()));
      frame.close();
      toast(texts.consentSaved);
    } catch (cause) {
      complainAt(cause, { scope, given_at: day, evidence }, (text) => {
        fault.textContent = text;
        fault.hidden = false;
      });
    }
  };
  const form = h('form', { class: 'login', novalidate: true }, fault, scope.root, day.root, evidence.root, by, submit);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (allFilled([day, evidence])) void busy(submit, texts.consentAdd, send);
  });
  frame.body.append(form);
  scope.input.focus();
}

function askRevocation(unit: number, { id, scope }: Consent): void {
  const texts = untracked(rt);
  const frame = openDialog(`${texts.offer.revoke}: ${texts.offer.scope[scope]}`);
  const yes = h('button', { type: 'button', class: 'button button-strong' }, texts.offer.revoke);
  yes.addEventListener('click', () => {
    void busy(yes, texts.offer.revoke, async () => {
      try {
        await act(unit, () => registry.revoke(id, freshKey()));
        toast(texts.offer.revoked);
      } catch (cause) {
        toast(inWords(cause));
      }
      frame.close();
    });
  });
  const no = h('button', { type: 'button', class: 'button', click: () => frame.close() }, texts.cancel);
  frame.body.append(h('p', {}, texts.offer.revokeText), h('div', { class: 'dialog-actions' }, yes, no));
}

function item(unit: number, consent: Consent): HTMLElement {
  const texts = rt().offer;
  const { scope, given_at, revoked_at } = consent;
  const name = texts.scope[scope];
  return h(
    'li',
    { class: revoked_at ? 'version-row step-gone' : 'version-row' },
    h('p', {}, revoked_at ? h('del', {}, name) : h('strong', {}, name)),
    h(
      'p',
      { class: 'quiet' },
      [texts.consentGiven(dateOf(given_at)), revoked_at && texts.consentRevoked(moment(revoked_at, lang()))]
        .filter(Boolean)
        .join(', '),
    ),
    !revoked_at &&
      mayWrite() &&
      h(
        'button',
        {
          type: 'button',
          class: 'button button-small',
          'data-key': `revoke-${id(consent)}`,
          'aria-label': `${texts.revoke}: ${name}`,
          click: () => askRevocation(unit, consent),
        },
        texts.revoke,
      ),
  );
}

const id = (consent: Consent) => consent.id;

export function consentsBox(unit: number): HTMLElement {
  const root = h('section', { class: 'consents' });
  atEnd(
    region(root, () => {
      const all = offered()?.market.consents ?? [];
      const add = h(
        'button',
        { type: 'button', class: 'button', 'data-key': 'consent', click: () => askConsent(unit) },
        rt().offer.consentAdd,
      );
      return [
        h('h3', {}, rt().offer.consents),
        all.length === 0
          ? h('p', { class: 'quiet' }, rt().offer.consentsNone)
          : h('ul', { class: 'versions' }, ...all.map((each) => item(unit, each))),
        mayWrite() ? add : null,
      ];
    }),
  );
  return root;
}
