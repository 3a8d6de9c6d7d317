import { ApiError, type TileAnswer, tile } from '../api';
import { oneAtATime, type Place } from '../changes';
import { decode, type Shape } from './mvt-tile';

const BACKOFF_S = [1, 4, 16];

/** How many seconds to wait before the next attempt, null to give up. */
function pauseAfter(error: unknown, attempt: number): number | null {
  const pause = BACKOFF_S[attempt] ?? null;
  if (!(error instanceof ApiError)) return pause;
  if (error.status >= 400 && error.status < 500 && error.status !== 429) return null;
  return pause === null ? null : (error.retryAfter ?? pause);
}

interface Owner {
  address(place: Place): string;
  /** The version that no tile may be older than, empty for any. */
  version(): string;
  /** The tile has another content than before. */
  renewed(tile: SourceTile): void;
  /** Whether the tile is in trouble has changed. */
  troubled(): void;
}

/** A tile of the server, for all the canvases that show a part of it. What is shown stays until its successor is here. */
export class SourceTile {
  shapes: readonly Shape[] = [];
  dropped = 0;
  /** Given up, or without anything to show after the first attempt. */
  trouble = false;
  /** Something in it changed after it was asked for. */
  stale = false;
  readonly users = new Set<string>();
  /** Resolves when there is something to show for the first time, or nobody waits any more. */
  readonly ready: Promise<void>;
  private readonly control = new AbortController();
  private readonly run = oneAtATime(() => this.fetch());
  private etag: string | null = null;
  private answered = false;
  private resolve: () => void = () => {};
  private wake: () => void = () => {};

  constructor(
    readonly place: Place,
    private readonly owner: Owner,
  ) {
    this.ready = new Promise((resolve) => {
      this.resolve = resolve;
    });
    void this.run();
  }

  get abandoned(): boolean {
    return this.control.signal.aborted;
  }

  /** Asks again: once at a time, and once more if it was asked for meanwhile. */
  renew(): void {
    this.stale = false;
    this.wake();
    void this.run();
  }

  /** A request nobody waits for any more is given up. */
  drop(): void {
    this.control.abort();
    this.wake();
    this.resolve();
  }

  private async fetch(): Promise<void> {
    const { signal } = this.control;
    for (let attempt = 0; !signal.aborted; attempt++) {
      try {
        const answer = await tile(this.owner.address(this.place), this.owner.version(), this.etag, signal);
        if (!signal.aborted) this.take(answer);
        return;
      } catch (error) {
        if (signal.aborted) return;
        const pause = pauseAfter(error, attempt);
        this.worry(pause === null || !this.answered);
        if (pause === null) return this.answer(false);
        await this.pause(pause);
      }
    }
  }

  private take(answer: TileAnswer | null): void {
    this.worry(false);
    if (answer) {
      this.shapes = answer.bytes ? decode(answer.bytes) : [];
      this.etag = answer.etag;
      this.dropped = answer.dropped;
    }
    this.answer(!!answer);
  }

  private answer(isNew: boolean): void {
    if (this.answered && isNew) this.owner.renewed(this);
    this.answered = true;
    this.resolve();
  }

  private worry(trouble: boolean): void {
    if (this.trouble === trouble) return;
    this.trouble = trouble;
    this.owner.troubled();
  }

  private pause(seconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, seconds * 1000);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
