// Phrases that no family covers: keyness or ranking, the table, proposed families, words that weigh most.
import { dot, ruleX, ruleY, text as label } from "@observablehq/plot";
import { useCallback, useMemo } from "preact/hooks";
import { data } from "../collection";
import { draw } from "../chart/draw";
import type { FoundPhrase, Term } from "../data";
import { saveText } from "../download";
import { decimals, figure, number } from "../format";
import { words } from "../language";
import { ArticleLink } from "../part/article_link";
import { Figure } from "../part/figure";
import { Table, type Column } from "../part/table";
import { language } from "../selection";

/** Phrases with their name on the chart. */
const NAMED = 12;
/** Below it a p-value is one: its logarithm would end the scale. */
const LEAST_P = 1e-300;

/** Names on a chart are read above its dots. */
const HALO = { fill: "var(--ink)", stroke: "var(--paper)", strokeWidth: 4 };

export function Found() {
  const text = words.value.found;
  return (
    <>
      <p class="note">{text.note}{data.reference && ` ${text.reference(words.value.method.references[data.reference] ?? data.reference)}`}</p>
      {data.found.length === 0 ? <p class="empty">{text.nothing}</p> : <>{data.found.some((it) => it.logRatio !== null) ? <Keyness /> : <Ranking />}<FoundTable /></>}
      {data.proposed && (
        <section class="part">
          <h3>{text.proposed}</h3>
          <p class="note">{text.proposedNote} <button type="button" onClick={() => saveText("families.toml", data.proposed)}>{text.save}</button></p>
          <pre tabIndex={0} aria-label={text.proposed} lang="vi">{data.proposed}</pre>
        </section>
      )}
      <Terms />
    </>
  );
}

interface Point { x: number; y: number; phrase: string }
const MARGIN = { left: 50, right: 20, top: 30, bottom: 42 };
const MARGINS = { marginLeft: MARGIN.left, marginRight: MARGIN.right, marginTop: MARGIN.top, marginBottom: MARGIN.bottom };
const HEIGHT = 380;
const DOT = 10;

/** A domain that holds all points and what is drawn besides, as the chart and its names use it. */
function domain(values: number[], besides: number): [number, number] {
  const [low, high] = [Math.min(...values, besides), Math.max(...values, besides)];
  return [low, high + (high - low || 1) * 0.04];
}

/** Phrases whose names lie neither on each other nor on other dots, those farthest out first; a name stands to the left of its dot where there is no room to the right. */
function named(points: Point[], width: number, { x: [left, right], y: [low, high] }: { x: [number, number]; y: [number, number] }): Map<string, "left" | "right"> {
  const pen = document.createElement("canvas").getContext("2d")!;
  pen.font = `12px ${getComputedStyle(document.body).fontFamily}`;
  const [end, bottom] = [width - MARGIN.right, HEIGHT - MARGIN.bottom];
  const places = points.map((point) => {
    const across = [(point.x - left) / (right - left), (point.y - low) / (high - low)] as const;
    return { phrase: point.phrase, far: across[0] + across[1], x: MARGIN.left + across[0] * (end - MARGIN.left), y: bottom - across[1] * (bottom - MARGIN.top) };
  });
  const taken: { left: number; right: number; y: number }[] = [];
  const names = new Map<string, "left" | "right">();
  for (const { phrase, x, y } of places.toSorted((a, b) => b.far - a.far)) {
    if (names.size >= NAMED) break;
    const length = pen.measureText(phrase).width + DOT + 4;
    for (const side of ["right", "left"] as const) {
      const room = side === "left" ? { left: x - length, right: x - DOT } : { left: x + DOT, right: x + length };
      const isFree = room.left >= MARGIN.left && room.right <= end
        && !taken.some((it) => room.left < it.right && it.left < room.right && Math.abs(it.y - y) < 18)
        && !places.some((dot) => room.left < dot.x + DOT && dot.x - DOT < room.right && Math.abs(dot.y - y) < DOT);
      if (!isFree) continue;
      taken.push({ ...room, y });
      names.set(phrase, side);
      break;
    }
  }
  return names;
}

/** The names beside their dots. */
const labels = (points: Point[], names: Map<string, "left" | "right">) =>
  (["left", "right"] as const).map((side) => label(points.filter((it) => names.get(it.phrase) === side), {
    x: "x", y: "y", text: "phrase", textAnchor: side === "left" ? "end" : "start", dx: side === "left" ? -DOT : DOT, ...HALO }));

function Keyness() {
  const text = words.value.found;
  const points = useMemo(() => data.found.filter((it) => it.logRatio !== null)
    .map((it) => ({ phrase: it.phrase, x: it.logRatio!, y: -Math.log10(Math.max(it.pAdjusted ?? 1, LEAST_P)), found: it })), []);
  const make = useCallback((width: number) => {
    const bounds = { x: domain(points.map((it) => it.x), 0), y: domain(points.map((it) => it.y), 0) };
    const names = named(points, width, bounds);
    return draw({
      width, height: HEIGHT, ...MARGINS, x: { domain: bounds.x, label: text.logRatio, labelArrow: "none", grid: true, tickFormat: figure, ticks: 6 }, y: { domain: bounds.y, label: text.significance, labelArrow: "none", grid: true, tickFormat: figure, ticks: 6 },
      marks: [ruleX([0], { stroke: "var(--soft)" }), ruleY([-Math.log10(0.05)], { stroke: "var(--soft)", strokeDasharray: "4 3" }),
        dot(points, { x: "x", y: "y", r: (it: { found: FoundPhrase }) => it.found.documents, fill: (it: { found: FoundPhrase }) => (it.found.isBound ? "none" : "var(--c1)"), fillOpacity: 0.55, stroke: "var(--c1)", strokeWidth: 1.4, title: (it: { found: FoundPhrase }) => tip(it.found) }),
        ...labels(points, names)],
      r: { range: [2, 9] }, color: { type: "identity" },
    });
  }, [language.value]);
  return <Figure name="keyness" title={text.keyness} note={`${text.keynessNote}${points.some((it) => it.found.isBound) ? ` ${text.boundNote}` : ""}`} draw={make} head={[text.phrase, text.logRatio, words.value.phrases.low, words.value.phrases.high, text.g2, text.p]}
    rows={() => points.map(({ found }) => [found.phrase, found.logRatio, found.logRatioInterval?.[0] ?? null, found.logRatioInterval?.[1] ?? null, found.g2, found.pAdjusted])} />;
}

const tip = (it: FoundPhrase): string => `${it.phrase}: ${words.value.finding.hitsOf(it.count, number(it.count))}, ${words.value.articles(it.documents, number(it.documents))}`;

function Ranking() {
  const text = words.value.found;
  const points = useMemo(() => data.found.map((it) => ({ phrase: it.phrase, x: it.documents, y: it.association, found: it })), []);
  const make = useCallback((width: number) => {
    const bounds = { x: domain(points.map((it) => it.x), 0), y: domain(points.map((it) => it.y), 1) };
    const names = named(points, width, bounds);
    return draw({
      width, height: HEIGHT, ...MARGINS, x: { domain: bounds.x, label: text.documents, labelArrow: "none", grid: true, tickFormat: number, ticks: 6 }, y: { domain: bounds.y, label: text.association, labelArrow: "none", grid: true, tickFormat: figure, ticks: 6 },
      marks: [dot(points, { x: "x", y: "y", r: (it: { found: FoundPhrase }) => it.found.count, fill: "var(--c1)", fillOpacity: 0.55, stroke: "var(--c1)", title: (it: { found: FoundPhrase }) => tip(it.found) }),
        ...labels(points, names)],
      r: { range: [2, 9] },
    });
  }, [language.value]);
  return <Figure name="ranking" title={text.ranking} note={text.rankingNote} draw={make} head={[text.phrase, text.documents, text.association]} rows={() => points.map((it) => [it.phrase, it.x, it.y])} />;
}

function FoundTable() {
  const text = words.value.found;
  const columns = useMemo<Column<FoundPhrase>[]>(() => [
    { key: "phrase", label: text.phrase, vietnamese: true, kind: "wide", value: (row) => row.phrase },
    { key: "words", label: text.words, numeric: true, value: (row) => row.words },
    { key: "count", label: text.count, numeric: true, value: (row) => row.count, show: (row) => number(row.count) },
    { key: "documents", label: text.documents, numeric: true, value: (row) => row.documents, show: (row) => number(row.documents) },
    { key: "sources", label: text.sources, numeric: true, value: (row) => row.range },
    { key: "dispersion", label: text.dispersion, hint: words.value.dispersion.dpHint, numeric: true, value: (row) => row.dispersion, show: (row) => (row.dispersion === null ? "–" : decimals(row.dispersion, 2)) },
    { key: "association", label: text.association, numeric: true, value: (row) => row.association, show: (row) => decimals(row.association, 2) },
    ...(data.found.some((row) => row.logRatio !== null) ? [
      { key: "logRatio", label: text.logRatioShort, hint: text.logRatio, numeric: true, value: (row: FoundPhrase) => row.logRatio, show: (row: FoundPhrase) => (row.logRatio === null ? "–" : <>{row.isBound && "≥ "}{decimals(row.logRatio, 1)}{row.logRatioInterval && <small> {decimals(row.logRatioInterval[0], 1)}–{decimals(row.logRatioInterval[1], 1)}</small>}</>) },
      { key: "g2", label: text.g2, numeric: true, value: (row: FoundPhrase) => row.g2, show: (row: FoundPhrase) => (row.g2 === null ? "–" : `${row.isBound ? "≥ " : ""}${figure(row.g2)}`) },
    ] : []),
    { key: "examples", label: text.examples, kind: "wide", vietnamese: true, value: (row) => row.articles.map((it) => data.documents.id[it]!).join("; "), show: (row) => <ul class="plain">{row.articles.slice(0, 2).map((it) => <li><ArticleLink document={it} /></li>)}</ul> },
  ], [language.value]);
  return (
    <section class="part">
      <h3>{text.table}</h3>
      <p class="note">{text.dispersion}: {words.value.dispersion.dpHint}</p>
      <Table name="discovered" title={text.table} columns={columns} rows={data.found} search={(row) => `${row.phrase} ${row.forms.join(" ")}`} />
    </section>
  );
}

function Terms() {
  const text = words.value.found;
  const columns = useMemo<Column<Term>[]>(() => [
    { key: "term", label: text.term, vietnamese: true, value: (row) => row.term },
    { key: "weight", label: text.weight, numeric: true, value: (row) => row.weight, show: (row) => decimals(row.weight, 4) },
    { key: "count", label: text.occurrences, numeric: true, value: (row) => row.count, show: (row) => number(row.count) },
    { key: "documents", label: text.inArticles, numeric: true, value: (row) => row.documents, show: (row) => number(row.documents) },
  ], [language.value]);
  if (data.terms.length === 0) return null;
  return (
    <section class="part">
      <h3>{text.terms}</h3>
      <p class="note">{text.termsNote}{data.termsOf > data.terms.length && ` ${text.termsOf(number(data.terms.length), number(data.termsOf))}`}</p>
      <Table name="terms" title={text.terms} columns={columns} rows={data.terms} sorted={{ key: "weight", down: true }} search={(row) => row.term} />
    </section>
  );
}
