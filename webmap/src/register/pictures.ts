// The pictures of a unit: what there is, in its order, whether everybody sees it and what hinders that.

import '../css/pictures.css';
import { h, region } from '../dom';
import { failure } from '../panels/notices';
import { resource } from '../resource';
import { untracked } from '../signal';
import { group } from '../staff/form-parts';
import { inWords } from '../staff/login';
import { OfficeError } from '../staff/request';
import { atEnd } from '../staff/scope';
import { mayWrite } from '../staff/session';
import { toast } from '../staff/toast';
import { lang } from '../store';
import { rt } from './i18n';
import type { StaffUnit } from './model';
import { gallery, type Picture } from './pictures-api';
import { addPicture, editPicture, removePicture } from './pictures-form';

type Refresh = () => Promise<void>;

async function attempt(refresh: Refresh, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    toast(cause instanceof OfficeError ? inWords(cause) : String(cause));
  }
  await refresh();
}

const altOf = (picture: Picture) => (lang() === 'en' && picture.alt_text_en) || picture.alt_text_de;

function hindrances({ access_level, public: isSeen, lacks }: Picture): string[] {
  if (access_level === 'internal') return lacks.map(({ message }) => message);
  return isSeen ? [] : [rt().pictures.waits];
}

/** Whether everybody sees it, and what is missing for that. */
function standing(picture: Picture): HTMLElement[] {
  const texts = rt().pictures;
  const shown = h('span', { class: 'tag' }, picture.public ? texts.isPublic : texts.isInternal);
  const lines = hindrances(picture);
  return [h('p', { class: 'tags' }, shown), ...lines.map((line) => h('p', { class: 'quiet' }, line))];
}

function tools(picture: Picture, last: number, refresh: Refresh): HTMLElement {
  const texts = rt().pictures;
  const name = altOf(picture);
  const button = (key: string, text: string, click: () => void, disabled = false) =>
    h(
      'button',
      {
        type: 'button',
        class: 'button button-small',
        'data-key': `${key}-${picture.id}`,
        'aria-label': `${text}: ${name}`,
        disabled,
        click,
      },
      text,
    );
  const to = (position: number) => () => void attempt(refresh, () => gallery.change(picture, { position }));
  return h(
    'div',
    { class: 'picture-tools' },
    button('edit-picture', texts.edit, () => editPicture(picture, refresh)),
    button('earlier', texts.earlier, to(picture.position - 1), picture.position === 0),
    button('later', texts.later, to(picture.position + 1), picture.position === last),
    button('remove-picture', texts.remove, () => removePicture(picture, refresh)),
  );
}

function item(picture: Picture, last: number, refresh: Refresh): HTMLElement {
  const texts = rt().pictures;
  const size = { width: picture.width, height: picture.height };
  const image = h('img', { src: gallery.address(picture), alt: altOf(picture), loading: 'lazy', ...size });
  return h(
    'li',
    { class: 'picture-row' },
    image,
    h(
      'div',
      {},
      h('p', {}, h('strong', {}, texts.kinds[picture.kind]), ` · ${altOf(picture)}`),
      h('p', { class: 'quiet' }, `${picture.creator}, ${picture.licence}`),
      ...standing(picture),
      mayWrite() && tools(picture, last, refresh),
    ),
  );
}

export function picturesCard(unit: StaffUnit): HTMLElement {
  const pictures = resource((signal) => gallery.list(unit.id, signal));
  const root = h('div');
  const draw = () => {
    const texts = rt().pictures;
    const { data, error } = pictures.value();
    if (!data) return [error ? failure('', error, pictures.load) : h('p', { class: 'quiet' }, rt().loading)];
    return [
      data.length === 0 && h('p', { class: 'quiet' }, texts.none),
      h('ol', { class: 'picture-list' }, ...data.map((each) => item(each, data.length - 1, pictures.load))),
      mayWrite() &&
        h(
          'button',
          {
            type: 'button',
            class: 'button',
            'data-key': 'add-picture',
            click: () => addPicture(unit.id, pictures.load),
          },
          texts.add,
        ),
    ];
  };
  atEnd(region(root, draw));
  const card = group(
    'unit-pictures',
    () => rt().pictures.title,
    () => String(pictures.value().data?.length || ''),
    false,
    () => [root],
  );
  // Nobody loads pictures that he does not look at.
  const look = () => card.open && !untracked(pictures.value).data && void pictures.load();
  card.addEventListener('toggle', look);
  look();
  return card;
}
