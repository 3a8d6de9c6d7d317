// Taps of a round that an earlier page could not send are sent whatever is opened next.

import { drawer } from './session-state';

/** Where the round keeps them, by account. */
export const walkPlace = () => `mitte.walk.${drawer()}`;

export function sendLeftTaps(): void {
  try {
    const found = JSON.parse(localStorage.getItem(walkPlace()) ?? 'null') as { taps?: unknown[] } | null;
    if (found?.taps?.length) void import('../register/walk-store').then(({ startWalk }) => startWalk());
  } catch {
    // Without storage nothing is left.
  }
}
