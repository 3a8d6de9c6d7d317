// Pictures of units: their shapes, and the only file that knows their paths.

import type { Finding } from '../staff/model-answers';
import { request, respond } from '../staff/request';
import type { Day } from '../time/period';

export type PictureKind = 'photo' | 'floor_plan';

export interface Picture {
  id: string;
  version: number;
  unit_id: number;
  kind: PictureKind;
  /** Its place among the pictures of the unit, from 0. */
  position: number;
  alt_text_de: string;
  alt_text_en: string;
  creator: string;
  licence: string;
  taken_on: Day | null;
  width: number;
  height: number;
  access_level: 'internal' | 'public';
  faces_checked: boolean;
  faces_checked_by_name: string | null;
  /** Everybody sees it now. */
  public: boolean;
  /** What hinders it from being public. */
  lacks: Finding[];
}

const BASE = 'api/v1/';
const tag = ({ version }: Picture) => `"${version}"`;

export const gallery = {
  list: async (unit: number, signal: AbortSignal) =>
    (await request<{ media: Picture[] }>('GET', `${BASE}staff/units/${unit}/media`, { signal })).media,
  /** Small, and the same whether it is public or not. */
  address: ({ id }: Picture) => `${BASE}staff/media/${id}/320.jpg`,
  add: (unit: number, form: FormData, key: string) =>
    request<Picture>('POST', `${BASE}units/${unit}/media`, { body: form, key }),
  change: async (picture: Picture, body: object) =>
    (await respond('PATCH', `${BASE}media/${picture.id}`, { body, ifMatch: tag(picture) })).json() as Promise<Picture>,
  remove: (picture: Picture) => request<void>('DELETE', `${BASE}media/${picture.id}`, { ifMatch: tag(picture) }),
};
