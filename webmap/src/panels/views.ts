// What draws the entries of the map, beside each other in one later file.

import { parcelDetail } from './detail-parcel';
import { sectionDetail } from './detail-section';
import { unitDetail } from './detail-unit';

export const entries = { parcelDetail, sectionDetail, unitDetail };
