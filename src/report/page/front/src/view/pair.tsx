// Two articles side by side: paragraphs that share text stand beside each other, the passages that both have are numbered.
import { useEffect, useMemo, useState } from "preact/hooks";
import { data, titleOf } from "../collection";
import { aligned, loosely, runs, type Run } from "../compare";
import { date, number } from "../format";
import { reason } from "../language/reason";
import { words } from "../language";
import { loadArticle, type Article } from "../load";
import { passages, type Passage } from "../passages";
import { Dialog } from "../part/dialog";
import { Runs } from "../part/runs";
import { language, pair } from "../selection";

export function Pair() {
  const now = pair.value;
  if (now === null) return null;
  const relation = data.relations[now]!;
  const title = words.value.duplicates.compareTitle(words.value.relations[relation.relation] ?? relation.relation);
  return <Dialog key={now} label={title} close={() => { pair.value = null; }}><Content title={title} relation={now} /></Dialog>;
}

interface Paragraph { start: number; text: string }

/** What the author wrote, a paragraph an entry. */
function paragraphs({ lines, text }: Article): Paragraph[] {
  return lines.start.flatMap((start, line) => {
    const paragraph = text.slice(start, lines.end[line]!);
    const blank = paragraph.length - paragraph.trimStart().length;
    return data.contentRoles[lines.role[line]!] && paragraph.trim() !== "" ? [{ start: start + blank, text: paragraph.trim() }] : [];
  });
}

interface Cell { start: number; runs: Run[] }

function rowsOf(a: Article, b: Article): [Cell | null, Cell | null][] {
  const alone = (paragraph: Paragraph | null): Cell | null => paragraph && { start: paragraph.start, runs: [{ text: paragraph.text, isOwn: true }] };
  return aligned(paragraphs(a), paragraphs(b)).map(([one, other]) => {
    if (!one || !other) return [alone(one), alone(other)];
    const [left, right] = runs(one.text, other.text, loosely);
    return [{ start: one.start, runs: left }, { start: other.start, runs: right }];
  });
}

const SIDES = [0, 1] as const;
type Side = (typeof SIDES)[number];

function Content({ title, relation }: { title: string; relation: number }) {
  const text = words.value.duplicates;
  const { a, b, reason: why, passages: shared } = data.relations[relation]!;
  const { documents } = data;
  const [articles, setArticles] = useState<Article[] | null>(null);
  const [isMissing, setMissing] = useState(false);
  useEffect(() => {
    void Promise.all([a, b].map((it) => loadArticle(documents.chunk[it]!, documents.place[it]!))).then(setArticles, () => setMissing(true));
  }, [relation]);
  const shown = useMemo(() => articles && { rows: rowsOf(articles[0]!, articles[1]!), both: passages(shared, [articles[0]!, articles[1]!]) }, [articles]);
  return (
    <>
      <header>
        <h2>{title}</h2>
        <p class="note">{reason(why, language.value)}. {text.aligned}</p>
        {shown && shown.both.length > 0 && (
          <p class="note keys">
            {text.passagesNote(shown.both.length)}
            {shown.both.map(({ syllables }, index) => <span key={index}><b class="passage-number">{index + 1}</b> {words.value.syllables(syllables, number(syllables))}</span>)}
          </p>
        )}
      </header>
      <table class="pair">
        <thead>
          <tr>
            {[a, b].map((it) => (
              <th scope="col"><span lang="vi">{titleOf(it)}</span><br /><small>{data.sources[documents.source[it]!] ?? words.value.unknownSource}, {date(documents.date[it]!)}</small></th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown?.rows.map((row) => <tr>{SIDES.map((side) => <td lang="vi">{row[side] && <Shown cell={row[side]} side={side} both={shown.both} />}</td>)}</tr>)}
        </tbody>
      </table>
      {!shown && <p class="empty" role="status">{isMissing ? words.value.missing : words.value.loading}</p>}
    </>
  );
}

/** A paragraph: what lies in a passage stands on its ground, and a number where the passage begins leads to the other side. */
function Shown({ cell, side, both }: { cell: Cell; side: Side; both: Passage[] }) {
  const kind = side === 0 ? "del" : "ins";
  return (
    <>
      {parts(cell, both.map(({ sides }) => sides[side])).map(({ passage, begins, runs }) => (passage === null ? <Runs of={runs} kind={kind} /> : (
        <span class="passage">{begins && <Jump passage={passage} side={side} />}<Runs of={runs} kind={kind} /></span>
      )))}
    </>
  );
}

const jumpId = (passage: number, side: Side): string => `passage-${passage + 1}-${side === 0 ? "a" : "b"}`;

function Jump({ passage, side }: { passage: number; side: Side }) {
  const go = () => {
    const other = document.getElementById(jumpId(passage, side === 0 ? 1 : 0));
    other?.scrollIntoView({ block: "center" });
    other?.focus({ preventScroll: true });
  };
  return <button type="button" class="passage-number" id={jumpId(passage, side)} lang={language.value} aria-label={words.value.duplicates.otherSide(String(passage + 1))} onClick={go}>{passage + 1}</button>;
}

interface Part { passage: number | null; begins: boolean; runs: Run[] }

/** The runs of a paragraph, cut where passages begin and end. */
function parts({ start, runs }: Cell, stretches: { start: number; end: number }[]): Part[] {
  const all: Part[] = [];
  let at = start;
  for (const { text, isOwn } of runs) {
    const end = at + text.length;
    while (at < end) {
      const holding = stretches.findIndex((it) => it.start <= at && at < it.end);
      const bounds = stretches.flatMap((it) => [it.start, it.end]).filter((bound) => bound > at);
      const to = Math.min(end, ...bounds);
      const passage = holding < 0 ? null : holding;
      const last = all.at(-1);
      const run = { text: text.slice(text.length - (end - at), text.length - (end - to)), isOwn };
      if (last && last.passage === passage) last.runs.push(run);
      else all.push({ passage, begins: passage !== null && stretches[passage]!.start === at, runs: [run] });
      at = to;
    }
  }
  return all;
}
