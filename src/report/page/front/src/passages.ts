// Where the passages that two articles share stand in their texts as read.
import { diffArrays } from "diff";
import { split } from "./compare";
import type { AlignedPassage } from "./data";
import type { Article } from "./load";

/** A place in a text, in UTF-16 units. */
export interface Stretch { start: number; end: number }
/** The same passage in both articles. */
export interface Passage { sides: readonly [Stretch, Stretch]; syllables: number }

/** A shorter row of syllables is a set phrase that both happen to have. */
const LEAST = 12;

/** The passages of a relation, the longest first. */
export function passages(aligned: readonly AlignedPassage[], [a, b]: readonly [Article, Article]): Passage[] {
  const [inA, inB] = [placed(a), placed(b)];
  const telling = aligned.filter(([, , , , syllables]) => syllables >= LEAST);
  return telling.map(([aStart, aEnd, bStart, bEnd, syllables]) => ({ sides: [inA(aStart, aEnd), inB(bStart, bEnd)], syllables }));
}

type Placing = (start: number, end: number) => Stretch;

/** From bytes of the cleaned text to units of the text as read. */
function placed({ text, cleaned }: Article): Placing {
  const bytes = new TextEncoder().encode(cleaned ?? text);
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const unit = (byte: number): number => decoder.decode(bytes.subarray(0, byte)).length;
  const asRead = cleaned === null ? (start: number, end: number) => ({ start, end }) : beforeCleaning(cleaned, text);
  return (start, end) => asRead(unit(start), unit(end));
}

/** From a cleaned text to what it was: word by word where they are the same, widened to the change where they are not. */
function beforeCleaning(cleaned: string, read: string): Placing {
  const same = (one: string, other: string): boolean => one === other || one.normalize("NFC") === other.normalize("NFC");
  const pieces: { now: Stretch; was: Stretch }[] = [];
  let [now, was] = [0, 0];
  let isOpen = false;
  const add = (inCleaned: string, inRead: string): void => {
    pieces.push({ now: { start: now, end: (now += inCleaned.length) }, was: { start: was, end: (was += inRead.length) } });
  };
  const [left, right] = [split(cleaned), split(read)];
  const at = [0, 0] as [number, number];
  for (const { added, removed, value } of diffArrays(left, right, { comparator: same })) {
    if (!added && !removed) {
      for (let word = 0; word < value.length; word++) add(left[at[0]++]!, right[at[1]++]!);
      isOpen = false;
      continue;
    }
    // What went and what came in its place are one change.
    if (!isOpen) add("", "");
    isOpen = true;
    const change = pieces.at(-1)!;
    if (removed) change.now.end = now += left.slice(at[0], (at[0] += value.length)).join("").length;
    else change.was.end = was += right.slice(at[1], (at[1] += value.length)).join("").length;
  }
  return (start, end) => ({
    start: pieces.find((piece) => piece.now.end > start)?.was.start ?? was,
    end: pieces.findLast((piece) => piece.now.start < end)?.was.end ?? 0,
  });
}
