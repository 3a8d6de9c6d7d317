// Who was and is in a unit: businesses, never persons. When a lease ends is told for a purpose only.

import { h } from '../dom';
import * as format from '../i18n/format';
import { untracked } from '../signal';
import { entry } from '../staff/entry';
import { group } from '../staff/form-parts';
import { inWords } from '../staff/login';
import { OfficeError } from '../staff/request';
import { has, mayWrite } from '../staff/session';
import { formDialog } from '../staff/table-view';
import { toast } from '../staff/toast';
import { lang } from '../store';
import { rt } from './i18n';
import { live, unitNow } from './live';
import type { Occupancy, StaffUnit } from './model';
import { askPurpose } from './purpose';
import { registry } from './register-api';
import { takeIn } from './unit-state';
import { dateOf } from './words';

function edit(of: Occupancy): void {
  const texts = untracked(rt).unit;
  const entries = {
    business_name: entry(texts.business, { type: 'text', maxlength: 200, value: of.business_name }, texts.businessHint),
    wz_code: entry(texts.field.wz_code, { type: 'text', maxlength: 10, value: of.wz_code ?? '' }, texts.hint.wz_code),
    chain_shop_count: entry(texts.chain, { type: 'text', inputmode: 'numeric', value: of.chain_shop_count ?? '' }),
    lease_end: entry(texts.leaseEnd, { type: 'date', value: of.lease_end ?? '' }, texts.leaseHint),
  };
  const send = async () => {
    const { business_name, wz_code, chain_shop_count, lease_end } = entries;
    const lease = lease_end.input.value;
    const body = {
      business_name: business_name.input.value.trim(),
      wz_code: wz_code.input.value.trim(),
      chain_shop_count: Number(chain_shop_count.input.value) || null,
      // The end of a lease that was not told is not taken away by an empty field.
      ...(lease !== '' || of.lease_end ? { lease_end: lease || null } : {}),
    };
    takeIn(await registry.saveTenant(of.id, body, `"${of.version}"`));
  };
  formDialog({ title: texts.tenantEdit, entries, required: ['business_name'], send, done: () => {} });
}

function item(of: Occupancy): HTMLElement {
  const texts = rt().unit;
  const facts = [
    of.kind === 'interim' && texts.tenantKind.interim,
    format.range({ from: of.from, to: of.to }, lang()),
    of.wz_code && `WZ ${of.wz_code}`,
    of.chain_shop_count !== null && `${texts.chain}: ${of.chain_shop_count}`,
    of.lease_end && `${texts.leaseEnd} ${dateOf(of.lease_end)}`,
  ];
  return h(
    'li',
    { class: 'version-row', 'aria-current': of.to === null ? 'true' : null },
    h('p', {}, h('strong', {}, of.business_name)),
    h('p', { class: 'quiet' }, facts.filter(Boolean).join(' · ')),
    mayWrite() &&
      h(
        'button',
        {
          type: 'button',
          class: 'button button-small',
          'data-key': `tenant-${of.id}`,
          'aria-label': `${texts.tenantEdit}: ${of.business_name}`,
          click: () => edit(of),
        },
        texts.tenantEdit,
      ),
  );
}

async function readLeases(unit: StaffUnit): Promise<void> {
  const texts = untracked(rt);
  const why = await askPurpose(texts.unit.readLeases, texts.leasesWhy);
  if (!why) return;
  try {
    takeIn(await registry.unit(unit.id, why));
  } catch (cause) {
    toast(cause instanceof OfficeError ? inWords(cause) : String(cause));
  }
}

export function tenantsCard(): HTMLElement {
  return group(
    'unit-tenants',
    () => rt().unit.tenants,
    () => unitNow().properties.business_name ?? '',
    false,
    () => [
      live('', (unit) => {
        const all = unit.properties.occupancies ?? [];
        if (all.length === 0) return [h('p', { class: 'quiet' }, rt().unit.tenantsNone)];
        const isTold = all.some(({ lease_end }) => lease_end);
        return [
          h('ol', { class: 'versions' }, ...all.map(item)),
          has('staff') &&
            !isTold &&
            h(
              'button',
              {
                type: 'button',
                class: 'button button-small',
                'data-key': 'leases',
                click: () => void readLeases(unit),
              },
              rt().unit.readLeases,
            ),
        ];
      }),
    ],
  );
}
