import type { Lang } from '../../model';
import { computed } from '../../signal';
import { lang } from '../../store';
import { deBulk } from './de-bulk';
import { deList } from './de-list';
import { deOffer } from './de-offer';
import { dePictures } from './de-pictures';
import { deUnit } from './de-unit';
import { deWalk } from './de-walk';
import { enBulk } from './en-bulk';
import { enList } from './en-list';
import { enOffer } from './en-offer';
import { enPictures } from './en-pictures';
import { enUnit } from './en-unit';
import { enWalk } from './en-walk';

const de = { ...deList, unit: deUnit, offer: deOffer, pictures: dePictures, walk: deWalk, bulk: deBulk };

/** As with all texts, a key missing in English fails the type check. */
type RegisterTexts = typeof de;
const CATALOGUES: Record<Lang, RegisterTexts> = {
  de,
  en: { ...enList, unit: enUnit, offer: enOffer, pictures: enPictures, walk: enWalk, bulk: enBulk },
};

/** The texts of the register; the office's are in st(), the public's in t(). */
export const rt = computed(() => CATALOGUES[lang()]);
