// On the record of a unit: for whom it might be.

import '../css/spaces.css';
import type { ApiError } from '../api';
import { h, region } from '../dom';
import { failure } from '../panels/notices';
import type { StaffUnit, UnitStatus } from '../register/model';
import { faultOf } from '../resource';
import { signal } from '../signal';
import { group } from '../staff/form-parts';
import { openSpace } from '../staff/route';
import { atEnd } from '../staff/scope';
import { w } from './i18n';
import type { Seeker } from './model';
import { seekers } from './paths';
import { reasons, scoreOf } from './reasons';
import { titleOf, wishes } from './words';

/** What stands in these is to be had, or soon will be. */
const TO_BE_HAD: readonly UnitStatus[] = ['vacant', 'marketing', 'reserved', 'threatened', 'interim_use'];

function item(seeker: Seeker): HTMLElement {
  const name = titleOf(seeker);
  return h(
    'li',
    { class: 'match' },
    scoreOf(seeker.score),
    h(
      'div',
      { class: 'match-main' },
      h('h4', {}, name),
      h('p', { class: 'quiet' }, [seeker.contact?.name, wishes(seeker)].filter(Boolean).join(' · ')),
      reasons(seeker.criteria, `why-space-${seeker.id}`, name),
      h(
        'div',
        { class: 'buttons' },
        h(
          'button',
          {
            type: 'button',
            class: 'button button-small',
            'data-key': `seeker-${seeker.id}`,
            'aria-label': `${w().toRequest}: ${name}`,
            click: () => openSpace(seeker.id),
          },
          w().toRequest,
        ),
      ),
    ),
  );
}

export function seekersCard(unit: StaffUnit): HTMLElement {
  const found = signal<Seeker[] | null>(null);
  const fault = signal<ApiError | null>(null);
  const isToBeHad = TO_BE_HAD.includes(unit.properties.status);
  const load = async () => {
    fault.set(null);
    try {
      found.set(await seekers.ofUnit(unit.id));
    } catch (cause) {
      fault.set(faultOf(cause));
    }
  };
  if (isToBeHad) void load();
  const body = h('div');
  atEnd(
    region(body, () => {
      const [all, error] = [found(), fault()];
      if (!isToBeHad) return [h('p', { class: 'quiet' }, w().notToBeHad)];
      if (error) return [failure(w().failedMatches, error, load)];
      if (!all) return [h('p', { class: 'quiet' }, w().matching)];
      if (all.length === 0) return [h('p', { class: 'quiet' }, w().noSeeker)];
      return [h('ol', { class: 'plain match-list' }, ...all.map(item))];
    }),
  );
  const digest = () => {
    const all = found();
    return all === null ? '' : all.length === 0 ? w().noneDigest : String(all.length);
  };
  return group(
    'unit-seekers',
    () => w().seekers,
    digest,
    false,
    () => [body],
  );
}
