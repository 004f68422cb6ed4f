// Two texts side by side: which words only one of them has, which paragraphs belong together.
import { diffArrays } from "diff";

export interface Run { text: string; isOwn: boolean }

/** Beyond that many edits two texts have so little in common that marks would say nothing, and take seconds. */
const EDITS = 4000;

const split = (text: string): string[] => text.match(/\s+|[\p{L}\p{M}\p{N}]+|./gsu) ?? [];

/** Both texts as runs; `isOwn` where the other does not have them. `key` says when two words are the same. */
export function runs(a: string, b: string, key: (word: string) => string): [Run[], Run[]] {
  const [left, right] = [split(a), split(b)];
  const changes = diffArrays(left, right, { comparator: (one, other) => key(one) === key(other), maxEditLength: EDITS });
  if (!changes) return [[{ text: a, isOwn: true }], [{ text: b, isOwn: true }]];
  const result: [Run[], Run[]] = [[], []];
  const at = [0, 0];
  const words = [left, right];
  for (const { added, removed, value } of changes) {
    for (const side of [0, 1] as const) {
      if (side === 0 ? added : removed) continue;
      const text = words[side]!.slice(at[side]!, at[side]! + value.length).join("");
      result[side].push({ text, isOwn: Boolean(added || removed) });
      at[side]! += value.length;
    }
  }
  return [joined(result[0]), joined(result[1])];
}

/** A space between two marked words is marked with them. */
function joined(runs: Run[]): Run[] {
  const all: Run[] = [];
  runs.forEach((run, index) => {
    const isBetween = run.text.trim() === "" && runs[index - 1]?.isOwn && runs[index + 1]?.isOwn;
    const isOwn = run.isOwn || Boolean(isBetween);
    const last = all.at(-1);
    if (last && last.isOwn === isOwn) last.text += run.text;
    else all.push({ text: run.text, isOwn });
  });
  return all;
}

export const exactly = (word: string): string => word;
/** As the comparison of articles holds them equal: case, Unicode form, kind and number of spaces aside. */
export const loosely = (word: string): string => (/^\s+$/.test(word) ? " " : word.normalize("NFC").toLowerCase());

/** Least share of words in common for two paragraphs to stand side by side. */
const ALIKE = 0.25;

/** Paragraphs side by side in the order of both; alone where they are like none. */
export function aligned(a: string[], b: string[]): [string | null, string | null][] {
  const bags = [a, b].map((side) => side.map((text) => new Set(split(loosely(text)).filter((word) => /\p{L}/u.test(word)))));
  const likeness = a.map((_, i) => b.map((_, j) => {
    const [one, other] = [bags[0]![i]!, bags[1]![j]!];
    let common = 0;
    for (const word of one) if (other.has(word)) common++;
    const share = common / Math.max(1, Math.min(one.size, other.size));
    return share < ALIKE ? 0 : common * share;
  }));
  // best[i][j]: the most words that can stand side by side from a[i], b[j] on.
  const best = Array.from({ length: a.length + 1 }, () => new Float64Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      best[i]![j] = Math.max(best[i + 1]![j]!, best[i]![j + 1]!, likeness[i]![j]! > 0 ? likeness[i]![j]! + best[i + 1]![j + 1]! : 0);
    }
  }
  const rows: [string | null, string | null][] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const pairs = i < a.length && j < b.length && likeness[i]![j]! > 0 && best[i]![j] === likeness[i]![j]! + best[i + 1]![j + 1]!;
    if (pairs) rows.push([a[i++]!, b[j++]!]);
    else if (j >= b.length || (i < a.length && best[i + 1]![j]! >= best[i]![j + 1]!)) rows.push([a[i++]!, null]);
    else rows.push([null, b[j++]!]);
  }
  return rows;
}
