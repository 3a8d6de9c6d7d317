import { h, icon } from '../dom';
import { t } from '../i18n';
import type { CityMap } from '../map/map';
import { boxOfArea } from '../map/view';
import { untracked } from '../signal';
import { draft } from './draft';
import { titleOf } from './form-view';
import { st } from './i18n';
import { sign } from './icons';
import { inWords } from './login';
import { office } from './office-api';
import { learn } from './office-data';
import { open, openSection } from './route';
import { remove } from './save';
import { watch } from './scope';
import { asMulti } from './section-form';
import { mode } from './section-view';
import { mayWrite } from './session';
import { toast, undoable } from './toast';

/** What was deleted has a last version of its own, which the change back is based on. */
async function bringBack(id: number, version: number) {
  const [last] = await office.history(id);
  return office.restore(id, version, `"${last?.version ?? version}"`);
}

/** Deleted is not gone: for ten seconds one press brings it back, later the history does. */
async function takeAway(): Promise<void> {
  const now = untracked(draft);
  if (!now?.facts || now.id === null) return;
  const [id, version, name] = [now.id, now.facts.version, untracked(titleOf)];
  try {
    await remove(now);
  } catch (cause) {
    return toast(inWords(cause));
  }
  open({ view: 'sections' });
  undoable(st().removed(name), () => {
    bringBack(id, version).then(
      ({ section }) => {
        learn(section);
        toast(st().restored);
        openSection(id);
      },
      (cause) => toast(inWords(cause)),
    );
  });
}

function tool(image: SVGElement, key: string, label: () => string, click: () => void, isShown: () => boolean) {
  const button = h('button', { type: 'button', class: 'tool', 'data-key': key, click }, image);
  watch(() => {
    button.title = label();
    button.setAttribute('aria-label', label());
    button.hidden = !isShown();
  });
  return button;
}

/** What can be done with a section besides filling it in. */
export function moreMenu(city: CityMap): HTMLElement {
  const show = () => {
    const area = asMulti(untracked(draft)?.doc.geometry ?? null);
    if (area) city.fit(boxOfArea(area), 19);
  };
  const isKnown = () => draft()?.id !== null;
  const hasArea = () => !!draft()?.doc.geometry;
  const mayGo = () => mayWrite() && isKnown() && draft()?.facts?.removable === true;
  const [name, preview] = [
    h('span'),
    h('button', { type: 'button', class: 'button button-quiet', 'data-key': 'preview' }),
  ];
  preview.append(sign('eye'), name);
  preview.addEventListener('click', () => mode.set('preview'));
  watch(() => {
    name.textContent = st().preview;
  });
  const history = () => mode.set('history');
  return h(
    'div',
    { class: 'form-tools' },
    preview,
    tool(icon('pin'), 'show-section', () => t().showOnMap, show, hasArea),
    tool(sign('history'), 'history', () => st().history, history, isKnown),
    tool(
      sign('trash'),
      'delete',
      () => st().remove,
      () => void takeAway(),
      mayGo,
    ),
  );
}
