// Values that know their readers. A change only marks; effects run together in the next microtask, and only when a
// value they read is really different.

interface Source {
  readers: Set<Reader>;
  version: number;
  refresh(): void;
}

interface Reader {
  sources: Map<Source, number>;
  mark(): void;
}

export interface Signal<T> {
  (): T;
  set(next: T): void;
}

let reading: Reader | undefined;
const waiting = new Set<() => void>();
let scheduled = false;

function track(source: Source): void {
  if (!reading) return;
  source.readers.add(reading);
  reading.sources.set(source, source.version);
}

function readAs<T>(reader: Reader, work: () => T): T {
  for (const source of reader.sources.keys()) source.readers.delete(reader);
  reader.sources.clear();
  const outer = reading;
  reading = reader;
  try {
    return work();
  } finally {
    reading = outer;
  }
}

function isStale(reader: Reader): boolean {
  for (const [source, seen] of [...reader.sources]) {
    source.refresh();
    if (source.version !== seen) return true;
  }
  return false;
}

export function signal<T>(value: T): Signal<T> {
  const source: Source = { readers: new Set(), version: 0, refresh: () => {} };
  const read = (() => {
    track(source);
    return value;
  }) as Signal<T>;
  read.set = (next) => {
    if (Object.is(value, next)) return;
    value = next;
    source.version++;
    for (const reader of [...source.readers]) reader.mark();
  };
  return read;
}

export function computed<T>(work: () => T, same: (a: T, b: T) => boolean = Object.is): () => T {
  let value: T;
  let known = false;
  let dirty = true;
  const reader: Reader = {
    sources: new Map(),
    mark() {
      if (dirty) return;
      dirty = true;
      for (const next of [...source.readers]) next.mark();
    },
  };
  const source: Source = {
    readers: new Set(),
    version: 0,
    refresh() {
      if (!dirty) return;
      if (known && !isStale(reader)) {
        dirty = false;
        return;
      }
      const next = readAs(reader, work);
      dirty = false;
      if (known && same(value, next)) return;
      value = next;
      known = true;
      source.version++;
    },
  };
  return () => {
    source.refresh();
    track(source);
    return value;
  };
}

export function effect(work: () => void): () => void {
  let alive = true;
  const run = () => {
    if (alive && (reader.sources.size === 0 || isStale(reader))) readAs(reader, work);
  };
  const reader: Reader = {
    sources: new Map(),
    mark() {
      waiting.add(run);
      if (scheduled) return;
      scheduled = true;
      queueMicrotask(flush);
    },
  };
  readAs(reader, work);
  return () => {
    alive = false;
    for (const source of reader.sources.keys()) source.readers.delete(reader);
  };
}

/** Runs the work without becoming a reader of what it reads. */
export function untracked<T>(work: () => T): T {
  const outer = reading;
  reading = undefined;
  try {
    return work();
  } finally {
    reading = outer;
  }
}

/** Runs the waiting effects now; tests and event handlers that need the new picture at once call it. */
export function flush(): void {
  scheduled = false;
  for (let round = 0; waiting.size > 0; round++) {
    if (round > 100) {
      waiting.clear();
      throw new Error('effects keep changing what they read');
    }
    const now = [...waiting];
    waiting.clear();
    for (const run of now) run();
  }
}
