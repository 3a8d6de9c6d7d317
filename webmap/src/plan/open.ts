import { signal } from '../signal';

/** Whether the schedule lies over the map. */
export const planOpen = signal(false);
