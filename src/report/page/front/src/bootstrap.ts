// 95 % intervals of rates, by drawing whole groups of copies anew: articles of one group are not independent.
import type { Interval } from "./data";
import { random } from "./random";

const DRAWS = 1000;

/** Hits of one item in one group. */
export interface Cells { item: number[]; group: number[]; count: number[] }

/** For each item the interval of Σ hits / Σ sizes; none where there are fewer than two groups. */
export function rateIntervals(sizes: ArrayLike<number>, cells: Cells, items: number, seed: number): (Interval | null)[] {
  const groups = sizes.length;
  if (groups < 2) return Array<null>(items).fill(null);
  const next = random(seed);
  const rates = Array.from({ length: items }, () => new Float64Array(DRAWS));
  const times = new Uint16Array(groups);
  const hits = new Float64Array(items);
  for (let draw = 0; draw < DRAWS; draw++) {
    times.fill(0);
    hits.fill(0);
    let size = 0;
    for (let left = groups; left > 0; left--) {
      const group = (next() * groups) | 0;
      times[group]!++;
      size += sizes[group]!;
    }
    for (let cell = 0; cell < cells.item.length; cell++) {
      hits[cells.item[cell]!]! += cells.count[cell]! * times[cells.group[cell]!]!;
    }
    if (size > 0) for (let item = 0; item < items; item++) rates[item]![draw] = hits[item]! / size;
  }
  return rates.map((of) => {
    of.sort();
    return [quantile(of, 0.025), quantile(of, 0.975)];
  });
}

function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (place - below) * (sorted[above]! - sorted[below]!);
}
