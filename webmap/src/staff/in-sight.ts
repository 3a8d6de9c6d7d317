import { size } from '../panels/sheet';

const DESK_PX = 900;

/** On a phone the sheet makes way for what is shown on the map; it is pulled up again as ever. */
export function uncoverMap(): void {
  if (innerWidth < DESK_PX) size.set('peek');
}
