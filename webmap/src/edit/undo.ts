// Undo as whole states: an area is small, and a state that was seen comes back exactly.

import { type Area, sameArea } from './area';

const MOST = 200;

export class Undo {
  private states: (Area | null)[];
  private at = 0;

  constructor(start: Area | null) {
    this.states = [start];
  }

  get now(): Area | null {
    return this.states[this.at] ?? null;
  }

  get canUndo(): boolean {
    return this.at > 0;
  }

  get canRedo(): boolean {
    return this.at < this.states.length - 1;
  }

  /** Takes a new state; false if nothing is different. What was undone before is forgotten. */
  push(state: Area | null): boolean {
    if (sameArea(state, this.now)) return false;
    this.states = [...this.states.slice(0, this.at + 1), state].slice(-MOST);
    this.at = this.states.length - 1;
    return true;
  }

  undo(): boolean {
    if (!this.canUndo) return false;
    this.at--;
    return true;
  }

  redo(): boolean {
    if (!this.canRedo) return false;
    this.at++;
    return true;
  }

  /** Begins anew from a state that came from outside. */
  reset(state: Area | null): void {
    this.states = [state];
    this.at = 0;
  }
}
