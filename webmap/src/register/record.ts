// The record: what a unit is and does at a glance, then everything that staff write, then what belongs to it.

import { LatLng } from 'leaflet';
import { h, icon } from '../dom';
import { signIcon } from '../map/glyph';
import type { CityMap } from '../map/map';
import { theme } from '../map/theme';
import { centreOn } from '../map/view';
import { groupOf } from '../model';
import { untracked } from '../signal';
import { openDialog } from '../staff/dialog';
import { iconButton } from '../staff/form-parts';
import { sign } from '../staff/icons';
import { uncoverMap } from '../staff/in-sight';
import { busy, inWords } from '../staff/login';
import { watch } from '../staff/scope';
import { mayWrite } from '../staff/session';
import { toast } from '../staff/toast';
import { cards } from './cards';
import { forget } from './data';
import { backBar, faultSummary, saveBar, trouble } from './frame';
import { rt } from './i18n';
import { unitNow } from './live';
import type { StaffUnit } from './model';
import { registry } from './register-api';
import { publicityChip, surveyChip } from './row';
import { statusBox } from './status-box';
import { unitForm } from './unit-form';
import { leave, mode, type Open, opened } from './unit-state';
import { drop } from './unsaved';
import { placeOf, signStatus, titleOf } from './words';

function lead(): HTMLElement {
  const heading = h('h2', { tabindex: -1, id: 'unit-title' });
  const place = h('p', { class: 'place' });
  const picture = h('div');
  const tags = h('p', { class: 'tags' });
  watch(() => {
    const unit = unitNow();
    const p = unit.properties;
    heading.textContent = titleOf(unit);
    place.textContent = `${placeOf(unit)} · ${p.public_ref}`;
    picture.replaceChildren(signIcon({ group: groupOf(p.use_type), status: signStatus(p.status) }, theme(), 14));
    const known = h('span', { class: 'tag tag-plain' }, rt().complete(p.completeness));
    tags.replaceChildren(...[publicityChip(p), surveyChip(p), known].filter((each) => each !== null));
  });
  return h('div', { class: 'lead' }, picture, h('div', {}, heading, place, tags));
}

/** Only what never had a history can be deleted; the server knows which. */
function askRemoval(unit: StaffUnit, etag: string): void {
  const texts = untracked(rt);
  const frame = openDialog(`${texts.unit.remove}: ${titleOf(unit)}`);
  const fault = h('p', { class: 'form-fault', role: 'alert', hidden: true });
  const button = h('button', { type: 'button', class: 'button button-strong' }, texts.unit.remove);
  button.addEventListener('click', () => {
    void busy(button, texts.unit.remove, async () => {
      try {
        await registry.remove(unit.id, etag);
        drop(unit.id);
        forget(unit.id);
        frame.close();
        leave();
        toast(texts.unit.removed);
      } catch (cause) {
        fault.textContent = inWords(cause);
        fault.hidden = false;
      }
    });
  });
  const stay = h('button', { type: 'button', class: 'button', click: () => frame.close() }, texts.cancel);
  frame.body.append(h('p', {}, texts.unit.removeText), fault, h('div', { class: 'dialog-actions' }, button, stay));
}

function tools(city: CityMap): HTMLElement[] {
  const show = () => {
    uncoverMap();
    const [lon = 0, lat = 0] = untracked(unitNow).geometry.coordinates;
    centreOn(city.map, new LatLng(lat, lon), Math.max(city.map.getZoom(), 18));
  };
  const named = (draw: SVGElement, name: () => string, click: () => void, key: string) => {
    const button = h('button', { type: 'button', class: 'tool', 'data-key': key, click }, draw);
    watch(() => {
      button.title = name();
      button.setAttribute('aria-label', name());
    });
    return button;
  };
  const all = [
    iconButton('pin', () => rt().unit.showOnMap, show, 'unit-map'),
    named(
      sign('eye'),
      () => rt().offer.preview,
      () => mode.set('preview'),
      'preview',
    ),
    named(
      sign('history'),
      () => rt().unit.versions,
      () => mode.set('versions'),
      'versions',
    ),
  ];
  const remove = () => askRemoval(untracked(unitNow), (untracked(opened) as Open).sheet.held().etag);
  if (untracked(mayWrite)) all.push(named(sign('trash'), () => rt().unit.remove, remove, 'remove-unit'));
  return all;
}

function readOnly(): HTMLElement {
  const words = h('span');
  const root = h('p', { class: 'warning', role: 'status' }, icon('info'), words);
  watch(() => {
    root.hidden = mayWrite();
    words.textContent = rt().unit.readOnly;
  });
  return root;
}

/** Which unit it is decides what belongs to it; its facts may change under the form. */
function belongings(city: CityMap): HTMLElement {
  const root = h('div', { class: 'form' });
  const made = cards.map((card) => card(untracked(unitNow), city));
  root.append(...made);
  return root;
}

export function recordView(city: CityMap): HTMLElement {
  const { sheet } = untracked(opened) as Open;
  const fields = h('fieldset', { class: 'plain-set', disabled: !untracked(mayWrite) }, unitForm(sheet, city));
  return h(
    'div',
    { class: 'form-view' },
    backBar(() => rt().unit.toRegister, leave, ...tools(city)),
    h(
      'div',
      { class: 'detail-content form-content' },
      lead(),
      readOnly(),
      trouble(sheet),
      faultSummary(sheet),
      statusBox(),
      fields,
      belongings(city),
    ),
    saveBar(sheet),
  );
}
