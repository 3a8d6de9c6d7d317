// The stream of edits. Only a tab that can be seen holds one, because a browser has few connections to a server.

import { api } from './api';
import type { News } from './changes';
import { cutOff } from './news';
import { today } from './time/period';
import { gather, readChange } from './told';

const OPEN = 1;
const CLOSED = 2;
const MERGE_MS = 100;
/** A tab in the background gives its connection away. */
const HIDDEN_MS = 2_000;
/** The server ends a stream after a minute, so one that is silent for longer is dead. */
const SILENT_MS = 100_000;
/** A shorter break is nobody's concern. */
const PATIENCE_MS = 8_000;
const BACKOFF_MS = [1_000, 2_000, 4_000, 8_000, 16_000];

type Timer = ReturnType<typeof setTimeout> | undefined;

/** Follows the edits from a known version of the data on. */
export class Stream {
  private source: EventSource | null = null;
  private readonly news;
  private failures = 0;
  private connected = false;
  private day = today();
  private lostAt: number | null = null;
  private again: Timer;
  private silence: Timer;
  private patience: Timer;
  private hiding: Timer;

  /** version is what the data on show are not older than, as far as anybody knows. */
  constructor(
    private version: string,
    tell: (news: News) => void,
  ) {
    this.news = gather(tell, MERGE_MS);
    addEventListener('visibilitychange', () => this.look());
    addEventListener('online', () => this.source?.readyState !== OPEN && this.restart());
    this.look();
  }

  private look(): void {
    clearTimeout(this.hiding);
    if (document.visibilityState === 'hidden') this.hiding = setTimeout(() => this.rest(), HIDDEN_MS);
    else if (!this.source) this.restart();
  }

  private rest(): void {
    this.close();
    this.calm();
  }

  private close(): void {
    clearTimeout(this.again);
    clearTimeout(this.silence);
    this.source?.close();
    this.source = null;
  }

  private calm(): void {
    clearTimeout(this.patience);
    this.patience = undefined;
  }

  private restart(): void {
    this.close();
    if (document.visibilityState === 'hidden') return;
    const source = api.changes();
    this.source = source;
    let isNew = true;
    source.addEventListener('open', () => {
      this.alive();
      // A stream that goes on says what was missed; a new one does not know what we know.
      if (isNew) void this.catchUp(source, false);
      else this.restored();
      isNew = false;
    });
    source.addEventListener('change', (event) => this.told(event.data));
    source.addEventListener('resync', () => {
      this.alive();
      void this.catchUp(source, true);
    });
    source.addEventListener('error', () => this.broken(source));
    this.alive();
  }

  private told(data: string): void {
    this.alive();
    const change = readChange(data);
    if (!change) return;
    this.version = change.v;
    this.news.add(change);
  }

  private alive(): void {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => this.restart(), SILENT_MS);
  }

  private broken(source: EventSource): void {
    if (source !== this.source) return;
    this.lostAt ??= Date.now();
    this.patience ??= setTimeout(() => {
      cutOff.set(this.lostAt);
      // The browser would knock every second for as long as it takes.
      if (this.source?.readyState !== OPEN) this.retryLater();
    }, PATIENCE_MS);
    if (source.readyState === CLOSED || cutOff() !== null) this.retryLater();
  }

  private retryLater(): void {
    this.source?.close();
    clearTimeout(this.again);
    const pause = BACKOFF_MS[Math.min(this.failures++, BACKOFF_MS.length - 1)] ?? 16_000;
    this.again = setTimeout(() => this.restart(), pause * (0.75 + Math.random() / 2));
  }

  /** Compares what the data are with what is on show, and has everything asked for again if they differ. */
  private async catchUp(source: EventSource, anyway: boolean): Promise<void> {
    const before = this.version;
    const isNewDay = this.day !== today();
    try {
      const now = await api.version();
      if (source !== this.source) return;
      // A server that has started anew and seen no edit since tells no place in time.
      if (anyway || isNewDay || now !== before || (this.connected && now.endsWith('-0-0'))) {
        if (this.version === before) this.version = now;
        this.news.all(this.version);
      }
      this.connected = true;
      this.day = today();
      this.restored();
    } catch {
      if (source === this.source) this.retryLater();
    }
  }

  private restored(): void {
    this.failures = 0;
    this.lostAt = null;
    this.calm();
    cutOff.set(null);
  }
}
