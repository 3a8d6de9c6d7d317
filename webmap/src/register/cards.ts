// What belongs to a unit beside its own members, each in a group that folds.

import type { CityMap } from '../map/map';
import { ownersCard } from '../owners/card';
import { seekersCard } from '../spaces/card';
import { lifeCard } from './life';
import type { StaffUnit } from './model';
import { offerCard } from './offer-card';
import { picturesCard } from './pictures';
import { tenantsCard } from './tenants';

/** Called while the record is built, in its scope: what it starts ends with the record. */
export type Card = (unit: StaffUnit, city: CityMap) => HTMLElement;

export const cards: readonly Card[] = [offerCard, picturesCard, seekersCard, ownersCard, tenantsCard, lifeCard];
