// A group of articles that repeat each other: as a graph, and in time.
import { dot, link, ruleY, text as label } from "@observablehq/plot";
import { useCallback } from "preact/hooks";
import { data, titleOf } from "../collection";
import type { Component } from "../components";
import { COLOURS, DASHES, draw, short } from "../chart/draw";
import { place } from "../chart/time";
import { date } from "../format";
import { words } from "../language";
import { ArticleLink } from "../part/article_link";
import { Figure } from "../part/figure";
import { Legend } from "../part/legend";
import { language } from "../selection";

/** Articles with a letter; a larger group draws the first ones and says so by its table. */
const DRAWN = 26;
/** Kinds of relation, in the order of their colours. */
const KINDS = ["near", "exact", "normalised", "cut", "contains", "merges", "same_form", "shares_passage"];
/** Lines with their kind beside them; more would lie on each other, the legend names them. */
const LABELLED = 3;
const letter = (index: number): string => String.fromCharCode(65 + index);

export function Graph({ of, kept }: { of: Component; kept: number | null }) {
  const text = words.value.duplicates;
  const articles = of.articles.slice(0, DRAWN);
  const make = useCallback((width: number) => {
    const at = new Map(articles.map((article, index) => [article, index]));
    const nodes = articles.map((article, index) => {
      const angle = (2 * Math.PI * index) / articles.length - Math.PI / 2;
      return { article, name: letter(index), x: Math.cos(angle), y: Math.sin(angle) };
    });
    const edges = of.relations.map((it) => data.relations[it]!).filter(({ a, b }) => at.has(a) && at.has(b)).map(({ a, b, relation }) => {
      const [from, to] = [nodes[at.get(a)!]!, nodes[at.get(b)!]!];
      return { x1: from.x, y1: from.y, x2: to.x, y2: to.y, relation: words.value.relations[relation] ?? relation, kind: relation };
    });
    const side = Math.min(width, 360);
    return draw({
      width, height: side, margin: 34, axis: null, x: { domain: [-1.25 * (width / side), 1.25 * (width / side)] }, y: { domain: [-1.25, 1.25] },
      marks: [
        ...KINDS.map((kind, index) => link(edges.filter((it) => it.kind === kind), {
          x1: "x1", y1: "y1", x2: "x2", y2: "y2", stroke: COLOURS[index]!, strokeDasharray: DASHES[index]!, strokeWidth: 2.2, title: (it: { relation: string }) => it.relation })),
        ...(edges.length <= LABELLED ? [label(edges, { x: (it) => it.x1 * 0.58 + it.x2 * 0.42, y: (it) => it.y1 * 0.58 + it.y2 * 0.42, text: "relation", fill: "var(--ink)", stroke: "var(--paper)", strokeWidth: 5, fontSize: 12 })] : []),
        dot(nodes, { x: "x", y: "y", r: (it: { article: number }) => (it.article === kept ? 17 : 13), fill: (it: { article: number }) => (it.article === kept ? "var(--c1)" : "var(--paper)"), stroke: "var(--c1)", strokeWidth: 2, title: (it: { article: number }) => titleOf(it.article) }),
        label(nodes, { x: "x", y: "y", text: "name", fontWeight: 700, fill: (it: { article: number }) => (it.article === kept ? "var(--paper)" : "var(--ink)") }),
      ],
      r: { type: "identity" }, color: { type: "identity" },
    });
  }, [of, kept, language.value]);
  return (
    <Figure name="group" title={text.graph} note={text.graphNote} draw={make} head={[text.a, text.b, text.relation, text.jaccard, text.decision]}
      rows={() => of.relations.map((it) => data.relations[it]!).map((it) => [titleOf(it.a), titleOf(it.b), words.value.relations[it.relation] ?? it.relation, it.jaccard, words.value.decisions[it.decision] ?? it.decision])}
      legend={<>
        <Legend as="line" entries={KINDS.flatMap((kind, colour) => (of.relations.some((it) => data.relations[it]!.relation === kind) ? [{ colour, label: words.value.relations[kind]! }] : []))} />
        <ol class="letters">
          {articles.map((article, index) => (
            <li><b>{letter(index)}</b> <ArticleLink document={article} /> <small>{data.sources[data.documents.source[article]!] ?? words.value.unknownSource}, {date(data.documents.date[article]!)}{article === kept && ` (${text.keptShort})`}</small></li>
          ))}
          {of.articles.length > DRAWN && <li>{words.value.more(String(of.articles.length - DRAWN))}</li>}
        </ol>
      </>} />
  );
}

export function Timeline({ of, kept }: { of: Component; kept: number | null }) {
  const text = words.value.duplicates;
  const make = useCallback((width: number) => {
    const { documents } = data;
    const dated = of.articles.map((article, index) => ({ article, index, day: documents.date[article]!, source: data.sources[documents.source[article]!] ?? words.value.unknownSource }))
      .filter((it) => it.day !== null).map((it) => ({ ...it, x: place(it.day), name: it.index < DRAWN ? letter(it.index) : "" }));
    if (dated.length === 0) return null;
    const days = [...new Map(dated.map((it) => [it.x, it.day]))].sort((a, b) => a[0] - b[0]);
    const [low, high] = [days[0]![0], days.at(-1)![0]];
    const room = Math.max((high - low) * 0.12, 0.004);
    // Days that stand too near to each other for two labels: the first keeps its own.
    const ticks: [number, string][] = [];
    for (const day of days) if (ticks.length === 0 || ((day[0] - ticks.at(-1)![0]) / (high - low + 2 * room)) * (width - 150) > 92) ticks.push(day);
    const names = new Map(ticks);
    const sources = [...new Set(dated.map((it) => it.source))];
    const left = Math.min(170, width * 0.36);
    return draw({
      width, height: 60 + sources.length * 46, marginLeft: left, marginRight: 24,
      x: { domain: [low - room, high + room], ticks: ticks.map(([x]) => x), tickFormat: (x: number) => date(names.get(x) ?? null), label: null },
      y: { domain: sources, label: null, tickFormat: (name: string) => short(name, left / 7), tickSize: 0 },
      marks: [
        ruleY(sources, { stroke: "var(--line)" }),
        dot(dated, { x: "x", y: "source", r: 10, fill: (it: { article: number }) => (it.article === kept ? "var(--c1)" : "var(--paper)"), stroke: "var(--c1)", strokeWidth: 2, title: (it: { article: number; day: string }) => `${titleOf(it.article)}, ${date(it.day)}` }),
        label(dated, { x: "x", y: "source", text: "name", fontSize: 11, fontWeight: 700, fill: (it: { article: number }) => (it.article === kept ? "var(--paper)" : "var(--ink)") }),
      ],
      color: { type: "identity" },
    });
  }, [of, kept, language.value]);
  return (
    <Figure name="timeline" title={text.timeline} note={`${text.timelineNote} ${text.undatedHere}`} draw={make} head={[text.a, words.value.concordance.source, words.value.concordance.date]}
      rows={() => of.articles.map((article) => [titleOf(article), data.sources[data.documents.source[article]!] ?? null, data.documents.date[article]!])} />
  );
}
