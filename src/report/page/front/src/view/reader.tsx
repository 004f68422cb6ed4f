// An article as it was read: roles of its lines, hits, second printings and furniture; or cleaned beside original.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { data, titleOf } from "../collection";
import { exactly, runs } from "../compare";
import { COUNTED } from "../data";
import { date } from "../format";
import { words } from "../language";
import { loadArticle, type Article } from "../load";
import { pieces, type Span } from "../marks";
import { article as opened, type Place } from "../selection";
import { flagsOf } from "./concordance";
import { ArticleLink } from "../part/article_link";
import { Dialog } from "../part/dialog";
import { Runs } from "../part/runs";

export function Reader() {
  const now = opened.value;
  return now && <Dialog key={now.document} label={titleOf(now.document)} close={() => { opened.value = null; }}><Content document={now.document} place={now.place} /></Dialog>;
}

function Content({ document, place }: { document: number; place: Place | null }) {
  const text = words.value.article;
  const { documents, hits } = data;
  const [read, setRead] = useState<Article | null | "missing">(null);
  const [isBeside, setBeside] = useState(false);
  const spans = useMemo<Span[]>(() => [...hits.document.keys()]
    .filter((hit) => hits.document[hit] === document && !hits.inTitle[hit])
    .map((hit) => ({ hit, start: hits.start[hit]!, end: hits.end[hit]! })), [document]);
  useEffect(() => {
    loadArticle(documents.chunk[document]!, documents.place[document]!).then((it) => setRead(it.text === undefined ? "missing" : it), () => setRead("missing"));
  }, [document]);
  const origin = data.dateOrigins[documents.dateFrom[document]!];
  const source = data.sources[documents.source[document]!];
  const group = documents.group[document]!;
  const cluster = documents.cluster[document]!;
  return (
    <>
      <header>
        <h2 lang="vi">{titleOf(document)}</h2>
        <p class="note">
          {source ? <span lang="vi">{source}</span> : words.value.unknownSource} · {documents.date[document] ? date(documents.date[document]!) : words.value.undated}
          {origin && ` (${text.dated(words.value.origins[origin] ?? origin)})`}
          {group >= 0 && group !== document && <> · {text.copyOf} <ArticleLink document={group} /></>}
          {cluster >= 0 && <> · {words.value.clusters.topicNumber(String(cluster))}</>}
          <br />{text.id}: <code>{documents.id[document]}</code>
        </p>
        <p class="note keys">
          <label><input type="radio" name="reading" checked={!isBeside} onChange={() => setBeside(false)} /> {text.asRead}</label>{" "}
          <label><input type="radio" name="reading" checked={isBeside} onChange={() => setBeside(true)} /> {text.sideBySide}</label>
        </p>
      </header>
      {read === null && <p class="empty" role="status">{words.value.loading}</p>}
      {read === "missing" && <p class="empty">{words.value.missing}</p>}
      {read !== null && read !== "missing" && (isBeside ? <Beside read={read} /> : <AsRead read={read} spans={spans} place={place} />)}
    </>
  );
}

function Beside({ read }: { read: Article }) {
  const text = words.value.article;
  const both = useMemo(() => read.cleaned !== null && runs(read.text, read.cleaned, exactly), [read]);
  if (!both) return <><p class="note">{text.unchanged}</p><div class="whole" lang="vi">{read.text}</div></>;
  return (
    <>
      <p class="note">{text.changes}</p>
      <div class="beside">
        <section><h3>{text.cleaned}</h3><div class="whole" lang="vi"><Runs of={both[1]} kind="ins" /></div></section>
        <section><h3>{text.original}</h3><div class="whole" lang="vi"><Runs of={both[0]} kind="del" /></div></section>
      </div>
    </>
  );
}

function AsRead({ read, spans, place }: { read: Article; spans: Span[]; place: Place | null }) {
  const text = words.value.article;
  const target = useRef<HTMLElement>(null);
  const [at, setAt] = useState<Place | null>(place);
  useEffect(() => { target.current?.scrollIntoView({ block: "center" }); target.current?.focus({ preventScroll: true }); }, [at]);
  const step = (by: number) => {
    const now = at ? spans.findIndex((span) => span.start === at.start && span.end === at.end) : -1;
    const next = spans[(now + by + spans.length) % spans.length]!;
    setAt({ document: data.hits.document[next.hit]!, start: next.start, end: next.end });
  };
  const { lines } = read;
  const truncated = new Set(lines.truncated);
  return (
    <>
      <p class="note keys">
        <span><mark>{text.legend.counted}</mark></span> <span><mark class="aside">{text.legend.uncounted}</mark></span>{" "}
        <span class="repeat">{text.legend.repeat}</span> <span class="furniture">{text.legend.furniture}</span>
        {spans.length > 0 && <span class="steps">{text.hits}: {spans.length} <button type="button" onClick={() => step(-1)} aria-label={text.previous}>↑</button> <button type="button" onClick={() => step(1)} aria-label={text.next}>↓</button></span>}
      </p>
      <div class="lines">
        {lines.start.map((start, index) => {
          const end = lines.end[index]!;
          const role = data.roles[lines.role[index]!]!;
          if (role === "blank" || read.text.slice(start, end).trim() === "") return null;
          const repeats = lines.repeats[index]!;
          const notes = [words.value.roles[role] ?? role, ...(repeats > 0 ? [text.repeats(String(repeats))] : []), ...(truncated.has(index + 1) ? [text.truncated] : [])];
          return (
            <div class={`line ${repeats > 0 ? "repeat" : ""} ${data.contentRoles[lines.role[index]!] ? "" : "furniture"} ${role === "title" ? "headline" : ""}`}>
              <span class="role"><small>{text.line(String(index + 1))}</small> {notes.join(", ")}</span>
              <p lang="vi" dir="auto">
                {pieces(start, end, spans).map((piece) => {
                  const shown = read.text.slice(piece.start, piece.end);
                  if (piece.hits.length === 0) return shown;
                  const names = piece.hits.map((hit) => [data.families[data.hits.family[hit]!]!.name, ...(data.hits.status[hit] === COUNTED ? [] : [words.value.statuses[data.hits.status[hit]!]!]), ...flagsOf(hit)].join(", "));
                  const isAt = at !== null && piece.start >= at.start && piece.end <= at.end;
                  const counts = piece.hits.some((hit) => data.hits.status[hit] === COUNTED);
                  return <mark class={`${counts ? "" : "aside"} ${isAt ? "at" : ""} ${piece.hits.length > 1 ? "nested" : ""}`} title={names.join("; ")} tabIndex={isAt && piece.start === at.start ? -1 : undefined} ref={isAt && piece.start === at.start ? target : undefined}>{shown}</mark>;
                })}
              </p>
            </div>
          );
        })}
      </div>
    </>
  );
}
