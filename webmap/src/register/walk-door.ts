// One door of a round: what was known, and the one tap that says it is still so.

import { h } from '../dom';
import { t } from '../i18n';
import { untracked } from '../signal';
import { inWords } from '../staff/login';
import { OfficeError } from '../staff/request';
import { toast } from '../staff/toast';
import { isEmpty, learn } from './data';
import { rt } from './i18n';
import type { StaffUnit } from './model';
import { registry } from './register-api';
import { surveyChip } from './row';
import { openStep } from './step-dialog';
import { isOpen, type Mark, markChanged, markOf, takeBack, tap } from './walk-store';
import { titleOf } from './words';

async function changed({ id }: StaffUnit): Promise<void> {
  try {
    const { unit } = await registry.unit(id);
    openStep(unit, {
      source: 'walk',
      done: (held) => {
        learn(held.unit);
        markChanged(id, true);
      },
    });
  } catch (cause) {
    const isLost = cause instanceof OfficeError && cause.status === 0;
    if (isLost) markChanged(id, false);
    toast(isLost ? untracked(rt).walk.offlineChange : inWords(cause));
  }
}

function button(look: string, key: string, text: string, of: string, click: () => void): HTMLElement {
  return h('button', { type: 'button', class: look, 'data-key': key, 'aria-label': `${text}: ${of}`, click }, text);
}

function acts(unit: StaffUnit, name: string, next: () => void): HTMLElement {
  const texts = rt().walk;
  const still = isEmpty(unit.properties.status) ? texts.stillVacant : texts.stillSo;
  const mark = (result: 'confirmed' | 'not_accessible') => () => {
    tap(unit.id, result);
    next();
  };
  return h(
    'div',
    { class: 'door-acts' },
    button('button button-strong', `seen-${unit.id}`, still, name, mark('confirmed')),
    button('button', `changed-${unit.id}`, texts.changed, name, () => void changed(unit)),
    button('button button-quiet', `shut-${unit.id}`, texts.notAccessible, name, mark('not_accessible')),
  );
}

function done(unit: StaffUnit, { result }: Mark, name: string): HTMLElement {
  const texts = rt().walk;
  if (result === 'todo')
    return h(
      'div',
      { class: 'door-acts' },
      button('button button-strong', `changed-${unit.id}`, texts.todo, name, () => void changed(unit)),
      button('button button-quiet', `undo-${unit.id}`, texts.undo, name, () => takeBack(unit.id)),
    );
  return h(
    'div',
    { class: 'door-done' },
    h('span', { class: `door-mark door-${result}` }, texts.done[result]),
    isOpen(unit.id) && button('button button-small', `undo-${unit.id}`, texts.undo, name, () => takeBack(unit.id)),
  );
}

export function doorCard(unit: StaffUnit, next: () => void): HTMLElement {
  const p = unit.properties;
  const mark = markOf(unit.id);
  const number = `${p.house_number ?? '–'}${p.house_number_suffix ?? ''}`;
  const name = `${number} ${titleOf(unit)}`;
  const floor = p.floor === 0 ? null : h('span', {}, t().floorName(p.floor));
  return h(
    'li',
    { class: mark && mark.result !== 'todo' ? 'door door-seen' : 'door' },
    h('span', { class: 'door-number' }, number),
    h(
      'div',
      { class: 'door-what' },
      h('p', { class: 'row-title' }, titleOf(unit)),
      h(
        'p',
        { class: 'tags' },
        h('span', { class: `tag tag-${p.status}` }, rt().status[p.status]),
        floor,
        !mark && surveyChip(p),
      ),
    ),
    mark ? done(unit, mark, name) : acts(unit, name, next),
  );
}
