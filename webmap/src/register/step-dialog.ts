// A step in a unit's life: where it may go from here, and what that step has to say.

import { h } from '../dom';
import { untracked } from '../signal';
import { type DialogFrame, openDialog } from '../staff/dialog';
import { type Entry, entry } from '../staff/entry';
import { keepDialog } from '../staff/keeper';
import { busy } from '../staff/login';
import { freshKey } from '../staff/office-api';
import { OfficeError } from '../staff/request';
import { type Complained, complainAt } from '../staff/setup';
import { toast } from '../staff/toast';
import { serverToday } from '../store';
import { rt } from './i18n';
import type { NextStep, StaffUnit, StatusEvent } from './model';
import { type HeldUnit, registry } from './register-api';
import { selectEntry } from './select-entry';
import { reasonFor, unusualWays, wayBack } from './step-ways';
import { successorsEntry } from './successors';
import { mode, takeIn } from './unit-state';
import { dateOf, titleOf } from './words';

interface Asked {
  /** The step that is put right; it may go anywhere. */
  corrects?: StatusEvent;
  /** How it is known, if nobody says otherwise. */
  source?: 'walk' | 'owner' | 'report';
  done?: (held: HeldUnit) => void;
}

function choices(
  steps: readonly NextStep[],
  corrects: StatusEvent | undefined,
  pick: (step: NextStep, at: HTMLElement) => void,
) {
  const texts = untracked(rt).unit;
  const root = h('fieldset', { class: 'plain-set steps' });
  const wordsOf = ({ to }: NextStep) =>
    corrects && to === corrects.from ? texts.takeBack(untracked(rt).status[to]) : untracked(rt).status[to];
  for (const step of steps) {
    const box = h('input', { type: 'radio', name: 'step-to', value: step.to });
    const needs = step.needs.map((each) => texts.needs[each]).join(', ');
    const label = h(
      'label',
      { class: 'version' },
      box,
      h(
        'span',
        {},
        h('span', { class: 'version-what' }, wordsOf(step)),
        h('span', { class: 'version-who' }, texts.about[step.to]),
        !corrects && needs !== '' && h('span', { class: 'version-who' }, texts.stepNeeds(needs)),
      ),
    );
    box.addEventListener('change', () => pick(step, label));
    root.append(label);
  }
  root.prepend(h('legend', { class: 'visually-hidden' }, texts.stepTitle));
  return root;
}

/** All fields that a step may have; which of them are asked depends on the step. */
function fields(source: string, unit: number) {
  const texts = untracked(rt).unit;
  const day = { type: 'date', min: '1900-01-01', max: '2199-12-31' };
  return {
    business: entry(texts.business, { type: 'text', maxlength: 200, autocomplete: 'off' }, texts.businessHint),
    chain: entry(texts.chain, { type: 'text', inputmode: 'numeric', autocomplete: 'off' }),
    leaseEnd: entry(texts.leaseEnd, day, texts.leaseHint),
    at: entry(texts.at, { ...day, value: untracked(serverToday), max: untracked(serverToday) }),
    precision: selectEntry(texts.precision, Object.entries(texts.precisions), 'day'),
    until: entry(texts.expectedUntil, day),
    successors: successorsEntry(unit),
    reason: entry(texts.reason, { type: 'text', maxlength: 200, autocomplete: 'off' }),
    source: selectEntry(
      texts.source,
      (['walk', 'owner', 'report'] as const).map((each) => [each, texts.sources[each] ?? each]),
      source,
    ),
    note: entry(texts.note, { type: 'text', maxlength: 2000, autocomplete: 'off' }),
  };
}

type Fields = ReturnType<typeof fields>;

function ask(all: Fields, step: NextStep): void {
  const { to, needs } = step;
  const why = reasonFor(step);
  const texts = untracked(rt).unit;
  const tenant = needs.includes('business_name');
  for (const each of [all.business, all.chain, all.leaseEnd]) each.root.hidden = !tenant;
  all.until.root.hidden = !needs.includes('expected_until');
  all.until.rename(to === 'threatened' ? texts.expectedOn : texts.expectedUntil);
  all.reason.root.hidden = why === null;
  if (why === 'wanted') all.reason.rename(texts.reasonWanted, texts.reasonHint);
  else all.reason.rename(texts.reason);
  all.successors.root.hidden = to !== 'removed';
}

const given = ({ root, input }: Pick<Entry, 'root' | 'input'>) => (root.hidden ? '' : input.value.trim());

function bodyOf(all: Fields, { to }: NextStep, isUnusual: boolean, corrects: StatusEvent | undefined): object {
  const heirs = to === 'removed' ? all.successors.ids() : [];
  const chain = Number(given(all.chain)) || null;
  const business = given(all.business);
  return {
    to,
    at: all.at.input.value,
    at_precision: all.precision.input.value,
    source: all.source.input.value,
    ...(given(all.reason) && { reason: given(all.reason) }),
    ...(given(all.until) && { expected_until: given(all.until) }),
    ...(given(all.note) && { note: given(all.note) }),
    ...(business && {
      occupancy: {
        business_name: business,
        ...(chain && { chain_shop_count: chain }),
        ...(given(all.leaseEnd) && { lease_end: given(all.leaseEnd) }),
      },
    }),
    ...(heirs.length > 0 && { successor_ids: heirs }),
    ...(isUnusual && { irregular: true }),
    ...(corrects && { corrects_id: corrects.id }),
  };
}

/** The server's places, as the fields here are called. */
const byPath = (all: Fields): Record<string, Complained> => ({
  at: all.at,
  at_precision: all.precision,
  source: all.source,
  reason: all.reason,
  note: all.note,
  expected_until: all.until,
  successor_ids: all.successors,
  occupancy: all.business,
  business_name: all.business,
  'occupancy/business_name': all.business,
  'occupancy/chain_shop_count': all.chain,
  'occupancy/lease_end': all.leaseEnd,
});

/** Marketing begins with an offer, which is written elsewhere. */
function towardsOffer(frame: DialogFrame): HTMLElement {
  const texts = untracked(rt).unit;
  const go = () => {
    frame.close();
    mode.set('offer');
  };
  return h(
    'p',
    { class: 'warning', hidden: true },
    h('span', {}, `${texts.offerFirst} `),
    h('button', { type: 'button', class: 'link', click: go }, texts.toOffer),
  );
}

/** Folded away, since what is usual is wanted nearly always. */
function unusual(ways: readonly NextStep[], pick: (step: NextStep, at: HTMLElement) => void): HTMLElement | null {
  if (ways.length === 0) return null;
  const texts = untracked(rt).unit;
  return h(
    'details',
    { class: 'unusual' },
    h('summary', { 'data-key': 'unusual' }, texts.unusual),
    h('p', { class: 'field-hint' }, texts.unusualHint),
    choices(ways, undefined, pick),
  );
}

export function openStep(unit: StaffUnit, { corrects, source = 'walk', done = takeIn }: Asked = {}): void {
  const texts = untracked(rt);
  const frame = openDialog(corrects ? texts.unit.correctTitle : `${titleOf(unit)}: ${texts.unit.stepTitle}`);
  keepDialog(frame);
  const all = fields(source, unit.id);
  const fault = h('p', { class: 'form-fault', role: 'alert', hidden: true });
  const submit = h('button', { type: 'submit', class: 'button button-strong button-wide' }, texts.unit.enter);
  const rest = h('div', { class: 'entries', hidden: true }, ...Object.values(all).map(({ root }) => root), submit);
  const offer = towardsOffer(frame);
  const below = h('div', { class: 'step-fields' }, offer, fault, rest);
  let chosen: NextStep | null = null;
  const say = (text: string) => {
    fault.textContent = text;
    fault.hidden = text === '';
  };
  // What a step asks for stands right below it.
  const pick = (step: NextStep, at: HTMLElement) => {
    chosen = step;
    at.after(below);
    say('');
    const isHeld = step.needs.includes('offer') && unit.properties.offer_id === null;
    offer.hidden = !isHeld;
    rest.hidden = isHeld;
    ask(all, step);
    below.scrollIntoView({ block: 'nearest' });
  };
  if (corrects) all.at.input.value = corrects.at;
  let key = freshKey();
  const usual = unit.properties.next ?? [];
  const steps = corrects ? wayBack(corrects) : usual;
  const ways = corrects ? [] : unusualWays(unit.properties.status, usual);
  const send = async (step: NextStep) => {
    try {
      const wasOut = unit.properties.publication_status === 'published';
      const held = await registry.step(unit.id, bodyOf(all, step, ways.includes(step), corrects), key);
      frame.close();
      done(held);
      const isOut = held.unit.properties.publication_status === 'published';
      toast(wasOut && !isOut ? texts.unit.withdrawn : texts.unit.entered);
    } catch (cause) {
      // What was refused is another step when it is sent again; what was lost on the way is the same.
      if (!(cause instanceof OfficeError && cause.status === 0)) key = freshKey();
      complainAt(cause, byPath(all), say);
    }
  };
  const form = h(
    'form',
    { class: 'login', novalidate: true },
    corrects && h('p', {}, texts.unit.correctIntro(dateOf(corrects.at), texts.status[corrects.to])),
    choices(steps, corrects, pick),
    unusual(ways, pick),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const step = chosen;
    if (step?.to === 'removed' && !all.successors.take()) return all.successors.input.focus();
    if (step && !submit.getAttribute('aria-disabled')) void busy(submit, texts.unit.enter, () => send(step));
  });
  frame.body.append(form);
  form.querySelector<HTMLElement>('input')?.focus();
}
