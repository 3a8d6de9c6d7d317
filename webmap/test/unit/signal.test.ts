// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { computed, effect, flush, signal, untracked } from '../../src/signal';

describe('signals', () => {
  test('an effect runs once for many changes, and not for none', () => {
    const a = signal(1);
    let runs = 0;
    effect(() => {
      a();
      runs++;
    });
    a.set(2);
    a.set(3);
    flush();
    a.set(3);
    flush();
    expect(runs).toBe(2);
  });

  test('a computed value that stays the same wakes nobody', () => {
    const a = signal(1);
    const even = computed(() => a() % 2 === 0);
    let runs = 0;
    effect(() => {
      even();
      runs++;
    });
    a.set(3);
    flush();
    expect(runs).toBe(1);
    a.set(4);
    flush();
    expect(runs).toBe(2);
  });

  test('sources that are no longer read are forgotten', () => {
    const which = signal(true);
    const [a, b] = [signal('a'), signal('b')];
    const seen: string[] = [];
    effect(() => {
      seen.push(which() ? a() : b());
    });
    which.set(false);
    flush();
    a.set('aa');
    flush();
    b.set('bb');
    flush();
    expect(seen).toEqual(['a', 'b', 'bb']);
  });

  test('untracked reads do not bind, and a stopped effect is silent', () => {
    const a = signal(1);
    let runs = 0;
    const stop = effect(() => {
      untracked(a);
      runs++;
    });
    a.set(2);
    flush();
    expect(runs).toBe(1);
    stop();
  });

  test('effects that feed each other for ever are stopped', () => {
    const a = signal(0);
    expect(() => {
      effect(() => a.set(a() + 1));
      flush();
    }).toThrow(/keep changing/);
  });
});
