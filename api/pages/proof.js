// A proof of work for the forms of these pages, so that whoever fills one in quickly is believed at once. A form says by
// data-proof what it is for; without this script, or if anything fails, the server asks for a little patience instead.
'use strict';
{
  const SLICE_MS = 8;
  const FRESH_MS = 480_000;
  const PATIENCE_MS = 15_000;

  // SHA-256 (FIPS 180-4). The browser's own answers by promise, which takes longer than the sum of one short text.
  const primes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107,
    109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167, 173, 179, 181, 191, 193, 197, 199, 211, 223, 227, 229, 233, 239, 241,
    251, 257, 263, 269, 271, 277, 281, 283, 293, 307, 311];
  const fraction = (x) => ((x - Math.floor(x)) * 2 ** 32) | 0;
  const K = Int32Array.from(primes, (p) => fraction(Math.cbrt(p)));
  const START = Int32Array.from(primes.slice(0, 8), (p) => fraction(Math.sqrt(p)));
  const W = new Int32Array(64);
  const turn = (x, n) => (x >>> n) | (x << (32 - n));

  /** Takes one block of 64 bytes into the state. */
  const mix = (state, bytes, from) => {
    for (let i = 0; i < 16; i++) {
      const at = from + i * 4;
      W[i] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
    }
    for (let i = 16; i < 64; i++) {
      const [a, b] = [W[i - 15], W[i - 2]];
      const low = turn(a, 7) ^ turn(a, 18) ^ (a >>> 3);
      const high = turn(b, 17) ^ turn(b, 19) ^ (b >>> 10);
      W[i] = (W[i - 16] + low + W[i - 7] + high) | 0;
    }
    let a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
    for (let i = 0; i < 64; i++) {
      const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + W[i]) | 0;
      const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + one) | 0;
      d = c;
      c = b;
      b = a;
      a = (one + two) | 0;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
    state[5] += f;
    state[6] += g;
    state[7] += h;
  };

  /** Says of a number whether salt and number have the sum that is asked for. */
  const checker = (salt, challenge) => {
    const wanted = Int32Array.from({ length: 8 }, (_, i) => Number.parseInt(challenge.slice(i * 8, i * 8 + 8), 16) | 0);
    const head = new TextEncoder().encode(salt);
    const whole = head.length - (head.length % 64);
    const before = START.slice();
    for (let at = 0; at < whole; at += 64) mix(before, head, at);
    const rest = head.subarray(whole);
    const block = new Uint8Array(128);
    const state = new Int32Array(8);
    return (number) => {
      const digits = String(number);
      const length = rest.length + digits.length;
      const size = length < 56 ? 64 : 128;
      block.fill(0);
      block.set(rest);
      for (let i = 0; i < digits.length; i++) block[rest.length + i] = digits.charCodeAt(i);
      block[length] = 0x80;
      const bits = (whole + length) * 8;
      for (let i = 0; i < 4; i++) block[size - 1 - i] = bits >>> (i * 8);
      state.set(before);
      for (let at = 0; at < size; at += 64) mix(state, block, at);
      return wanted.every((word, i) => word === state[i]);
    };
  };

  const breath = () => new Promise((go) => setTimeout(go));

  /** Searches in slices so short that nobody who types notices. */
  const search = async ({ salt, challenge, maxnumber }) => {
    const fits = checker(salt, challenge);
    for (let number = 0; ; ) {
      for (const until = performance.now() + SLICE_MS; performance.now() < until; ) {
        for (let i = 0; i < 64; i++, number++) {
          if (number > maxnumber) throw new Error('there is no such number');
          if (fits(number)) return number;
        }
      }
      await breath();
    }
  };

  const prove = async (form) => {
    const answer = await fetch(`/api/v1/challenge?form=${encodeURIComponent(form.dataset.proof)}`, { cache: 'no-store' });
    if (!answer.ok) throw new Error(answer.statusText);
    const { algorithm, challenge, salt, signature, maxnumber } = await answer.json();
    performance.mark('proof-begin');
    const number = await search({ salt, challenge, maxnumber });
    performance.measure('proof', 'proof-begin');
    return btoa(JSON.stringify({ algorithm, challenge, number, salt, signature }));
  };

  for (const form of document.querySelectorAll('form[data-proof]')) {
    const field = form.elements.namedItem('proof');
    const button = form.querySelector('button');
    let begun = 0;
    let work = null;
    let isSent = false;
    // Whoever only reads is spared the work.
    const begin = () => {
      if (work && Date.now() - begun < FRESH_MS) return;
      begun = Date.now();
      field.value = '';
      work = prove(form).then(
        (proof) => {
          field.value = proof;
        },
        () => {},
      );
    };
    form.addEventListener('focusin', begin);
    form.addEventListener('input', begin);
    form.addEventListener('submit', (event) => {
      if (isSent) return event.preventDefault();
      begin();
      isSent = true;
      button.setAttribute('aria-disabled', 'true');
      if (field.value) return;
      event.preventDefault();
      button.textContent = form.dataset.wait;
      const late = new Promise((go) => setTimeout(go, PATIENCE_MS));
      void Promise.race([work, late]).then(() => form.submit());
    });
    // Back shows the page as it was left.
    addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
  }
}
