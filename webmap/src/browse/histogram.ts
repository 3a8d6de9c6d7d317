// How a figure is spread over units.

export interface Spread {
  /** From 0 to a round figure above which hardly any lie; those count in the last bar. */
  max: number;
  step: number;
  bars: number[];
  unknown: number;
}

const BARS = 24;

/** A round step, so that the bars end at figures that people say. */
export function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 2.5, 5, 10].map((each) => each * power).find((each) => each >= least - 1e-9) ?? 10 * power;
}

export function spread(values: readonly (number | null | undefined)[]): Spread {
  const known = values.filter((value): value is number => typeof value === 'number').sort((a, z) => a - z);
  const top = known[Math.floor(0.98 * (known.length - 1))] ?? 1;
  const step = roundStep(Math.max(top, 1) / BARS);
  const bars = Array.from({ length: BARS }, () => 0);
  for (const value of known) {
    const at = Math.min(BARS - 1, Math.floor(value / step));
    bars[at] = (bars[at] ?? 0) + 1;
  }
  return { max: step * BARS, step, bars, unknown: values.length - known.length };
}
