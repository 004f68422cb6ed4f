// Two texts side by side: which words only one of them has, which paragraphs belong together.
import { diffArrays } from "diff";

export interface Run { text: string; isOwn: boolean }

/** Beyond that many edits two texts have so little in common that marks would say nothing, and take seconds. */
const EDITS = 4000;

/** Words, stretches of white space, single characters of other kinds; together they are the text. */
export const split = (text: string): string[] => text.match(/\s+|[\p{L}\p{M}\p{N}]+|./gsu) ?? [];

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

/** A row of two columns, one of them empty where a paragraph stands alone. */
export type Row<T> = [T | null, T | null];

/**
 * Paragraphs side by side in the order of both; alone where they are like none.
 *
 * Equal ones come first: two laws of a thousand articles each, a million pairs to look at, are equal in most of them.
 */
export function aligned<T extends { text: string }>(a: T[], b: T[]): Row<T>[] {
  const whole = (paragraph: T): string => split(paragraph.text).map(loosely).join("");
  const rows: Row<T>[] = [];
  const at = [0, 0] as [number, number];
  let gap: [T[], T[]] = [[], []];
  const close = (): void => {
    rows.push(...alike(...gap));
    gap = [[], []];
  };
  for (const { added, removed, value } of diffArrays(a.map(whole), b.map(whole))) {
    if (removed) gap[0].push(...a.slice(at[0], (at[0] += value.length)));
    else if (added) gap[1].push(...b.slice(at[1], (at[1] += value.length)));
    else {
      close();
      for (let row = 0; row < value.length; row++) rows.push([a[at[0]++]!, b[at[1]++]!]);
    }
  }
  close();
  return rows;
}

/** Least share of pairs of words in common for two paragraphs to stand side by side; single words are common to all. */
const ALIKE = 0.2;

function alike<T extends { text: string }>(a: T[], b: T[]): Row<T>[] {
  const bag = ({ text }: T): Set<string> => {
    const words = split(loosely(text)).filter((word) => /[\p{L}\p{N}]/u.test(word));
    return new Set(words.length < 2 ? words : words.slice(1).map((word, at) => `${words[at]} ${word}`));
  };
  const bags = [a.map(bag), b.map(bag)] as const;
  const likeness = a.map((_, i) => b.map((_, j) => {
    const [one, other] = [bags[0][i]!, bags[1][j]!];
    let common = 0;
    for (const word of one) if (other.has(word)) common++;
    const share = common / Math.max(1, Math.min(one.size, other.size));
    return share < ALIKE ? 0 : common * share;
  }));
  // best[i][j]: the most pairs of words that can stand side by side from a[i], b[j] on.
  const best = Array.from({ length: a.length + 1 }, () => new Float64Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      best[i]![j] = Math.max(best[i + 1]![j]!, best[i]![j + 1]!, likeness[i]![j]! > 0 ? likeness[i]![j]! + best[i + 1]![j + 1]! : 0);
    }
  }
  const rows: Row<T>[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const pairs = i < a.length && j < b.length && likeness[i]![j]! > 0 && best[i]![j] === likeness[i]![j]! + best[i + 1]![j + 1]!;
    if (pairs) rows.push([a[i++]!, b[j++]!]);
    else if (j >= b.length || (i < a.length && best[i + 1]![j]! >= best[i]![j + 1]!)) rows.push([a[i++]!, null]);
    else rows.push([null, b[j++]!]);
  }
  return rows;
}
