// What comes by telephone, letter or at the counter is entered by who takes it.

import { allUnits } from '../data';
import { h } from '../dom';
import { addressOf } from '../panels/names';
import { untracked } from '../signal';
import { freshKey } from '../staff/office-api';
import { allSections } from '../staff/office-data';
import { openEnquiry } from '../staff/route';
import { toast } from '../staff/toast';
import { askFor, choiceOf, labelled, textArea } from './ask-dialog';
import { w } from './i18n';
import { KINDS, VIAS } from './model';
import { desk } from './paths';
import { lookAgain } from './state';

const text = (name: string, settings: Record<string, string | number> = {}) =>
  h('input', {
    class: 'field',
    type: 'text',
    autocomplete: 'off',
    maxlength: 200,
    'data-key': `enter-${name}`,
    ...settings,
  });

function ways() {
  const texts = untracked(w);
  const boxes = VIAS.map((via, i) => {
    const box = h('input', { type: 'radio', name: 'via', value: via, 'data-key': `via-${via}` });
    box.checked = i === 0;
    return { via, box, root: h('label', { class: 'tick' }, box, texts.via[via]) };
  });
  const root = h(
    'fieldset',
    { class: 'entry plain-set enter-ways' },
    h('legend', {}, texts.came),
    h('div', { class: 'buttons' }, ...boxes.map((each) => each.root)),
  );
  return { root, chosen: () => boxes.find(({ box }) => box.checked)?.via ?? VIAS[0] };
}

export function openEnter(): void {
  const texts = untracked(w);
  const via = ways();
  const publicSections = untracked(allSections).filter(({ properties }) => properties.public);
  const units = h(
    'datalist',
    { id: 'enter-units' },
    ...untracked(allUnits).map((unit) => h('option', { value: unit.properties.public_ref }, addressOf(unit))),
  );
  const controls = {
    kind: choiceOf(
      KINDS.map((each) => [each, texts.kind[each]]),
      'enter-kind',
    ),
    message: textArea(5, 'enter-message'),
    name: text('name'),
    phone: text('phone', { inputmode: 'tel', maxlength: 50 }),
    email: text('email', { type: 'email', autocapitalize: 'none' }),
    subject: text('subject'),
    unit_ref: text('unit', { list: 'enter-units', autocapitalize: 'characters', maxlength: 40 }),
    section_id: choiceOf(
      [['0', texts.noSection], ...publicSections.map(({ id, properties }) => [String(id), properties.label] as const)],
      'enter-section',
    ),
    lang: choiceOf(
      [
        ['de', texts.language.de],
        ['en', texts.language.en],
      ],
      'enter-lang',
    ),
  };
  type Name = keyof typeof controls;
  const free: readonly Name[] = ['name', 'phone', 'email', 'subject', 'unit_ref'];
  const field = (name: Name) =>
    labelled(controls[name], free.includes(name) ? `${texts.form[name]} (${texts.optional})` : texts.form[name]);
  const fields = Object.fromEntries((Object.keys(controls) as Name[]).map((name) => [name, field(name)]));
  const key = freshKey();
  askFor({
    title: texts.enterTitle,
    intro: texts.enterIntro,
    fields,
    extra: [via.root, units],
    required: ['message'],
    submit: texts.enterDo,
    send: async () => {
      const values = Object.fromEntries(
        (Object.keys(controls) as Name[]).map((name) => [name, controls[name].value.trim()]),
      );
      const body = {
        ...values,
        unit_ref: (values.unit_ref ?? '').toUpperCase(),
        section_id: Number(values.section_id),
        received_via: via.chosen(),
      };
      const { item } = await desk.enter(body, key);
      toast(texts.entered(item.no));
      lookAgain();
      if (item.mine) openEnquiry(item.id);
    },
  });
}
