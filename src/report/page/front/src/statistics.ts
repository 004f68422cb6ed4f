// Small formulas that the page needs besides those of the report.
import type { Interval } from "./data";

/** Wilson's 95 % interval of a share. */
export function wilson(part: number, whole: number): Interval {
  const z = 1.959964;
  const share = part / whole;
  const centre = share + (z * z) / (2 * whole);
  const spread = z * Math.sqrt((share * (1 - share)) / whole + (z * z) / (4 * whole * whole));
  const scale = 1 + (z * z) / whole;
  return [Math.max(0, (centre - spread) / scale), Math.min(1, (centre + spread) / scale)];
}

/** Gries' deviation of proportions, normalised by the smallest part; null where nothing was found. */
export function deviation(hits: readonly number[], sizes: readonly number[]): number | null {
  const found = hits.reduce((sum, it) => sum + it, 0);
  const size = sizes.reduce((sum, it) => sum + it, 0);
  if (found === 0 || size === 0) return null;
  let apart = 0;
  let smallest = 1;
  hits.forEach((hit, part) => {
    const expected = sizes[part]! / size;
    apart += Math.abs(hit / found - expected);
    if (expected > 0) smallest = Math.min(smallest, expected);
  });
  return smallest < 1 ? apart / 2 / (1 - smallest) : null;
}
