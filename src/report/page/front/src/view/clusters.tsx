// Topics: the map of the articles, when they were printed, what each is about.
import { barY, dot, stackY, text as label } from "@observablehq/plot";
import { useCallback, useMemo } from "preact/hooks";
import { Articles } from "./articles";
import { data, datedPeriods, titleOf } from "../collection";
import { COLOURS, draw, SYMBOLS, thinned, wholeTicks } from "../chart/draw";
import { date, number, period } from "../format";
import { words } from "../language";
import { ArticleLink } from "../part/article_link";
import { Figure } from "../part/figure";
import { Filters } from "../part/filters";
import { Legend } from "../part/legend";
import { Table, type Column } from "../part/table";
import { article, cluster, language } from "../selection";
import { chosen } from "../tally";

/** Topics with a colour of their own; of the others, the chosen one has it. */
const OWN = 8;
/** Beyond that many articles dots are too small to have a shape. */
const MANY = 2000;
/** Sources of a topic that are named. */
const SOURCES = 4;

const named = ({ source, documents }: { source: number; documents: number }): string => `${data.sources[source] ?? words.value.unknownSource} (${documents})`;
const nameOf = (index: number): string => `${index}: ${data.clusters[index]!.words.slice(0, 3).join(", ")}`;
const colourOf = (index: number, chosen: number | null): string =>
  chosen !== null ? (index === chosen ? "var(--c2)" : "var(--faint)") : index >= 0 && index < OWN ? COLOURS[index]! : "var(--faint)";

export function Clusters() {
  const text = words.value.clusters;
  if (data.clusters.length === 0) return <><p class="empty">{text.none}</p><Filters parts={false} rates={false} /><Articles /></>;
  const now = cluster.value;
  const hasPlane = data.documents.x.some((it) => it !== null);
  return (
    <>
      <p class="note">{text.note}</p>
      <Filters parts={false} rates={false} />
      <label class="family">{text.chosen}
        <select value={String(now ?? -1)} onChange={(event) => { const value = Number(event.currentTarget.value); cluster.value = value < 0 ? null : value; }}>
          <option value="-1" selected={now === null}>{text.all}</option>
          {data.clusters.map((_, index) => <option value={String(index)} selected={now === index} lang="vi">{nameOf(index)}</option>)}
        </select>
      </label>
      <div class="two">{hasPlane && <Plane />}{datedPeriods > 0 && <OverTime />}</div>
      <ClusterTable />
      <Articles />
    </>
  );
}

interface Point { document: number; x: number; y: number; cluster: number; similarity: number | null }

/** Pixels between a click and the article that it means. */
const REACH = 8;

/** Dots of a large collection, a path a topic: an element for each article would be painted anew whenever the page scrolls. */
function dust(points: Point[], chosen: number | null): SVGElement {
  const names = new Map<number, string[]>();
  for (const { cluster, x, y } of points) {
    const path = names.get(cluster);
    const step = `M${x.toFixed(1)} ${y.toFixed(1)}h0`;
    if (path) path.push(step);
    else names.set(cluster, [step]);
  }
  const group = document.createElementNS(SVG, "g");
  group.setAttribute("aria-label", "dot");
  group.setAttribute("stroke-linecap", "round");
  group.setAttribute("stroke-width", "3.6");
  group.setAttribute("stroke-opacity", "0.6");
  // Topics without a colour of their own lie below, the chosen one above all.
  const rank = (cluster: number): number => (cluster === chosen ? OWN : cluster < OWN ? cluster : -1);
  for (const [cluster, steps] of [...names].sort(([a], [b]) => rank(a) - rank(b))) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", steps.join(""));
    path.setAttribute("stroke", colourOf(cluster, chosen));
    const title = document.createElementNS(SVG, "title");
    title.textContent = cluster < 0 ? "–" : nameOf(cluster);
    path.append(title);
    group.append(path);
  }
  return group;
}

const SVG = "http://www.w3.org/2000/svg";

function Plane() {
  const text = words.value.clusters;
  const now = cluster.value;
  const isChosen = chosen.value;
  const points = useMemo(() => {
    const { x, y, cluster, similarity } = data.documents;
    const placed = [...x.keys()].filter((it) => x[it] !== null);
    const [across, up] = [spread(placed.map((it) => x[it]!)), spread(placed.map((it) => y[it]!))];
    return placed.filter((it) => isChosen[it]).map((document): Point => ({ document, x: across(x[document]!), y: up(y[document]!), cluster: cluster[document]!, similarity: similarity[document] ?? null }));
  }, [isChosen]);
  const make = useCallback((width: number) => {
    if (points.length === 0) return null;
    const middles = data.clusters.flatMap((_, index) => {
      const own = points.filter((point) => point.cluster === index);
      if (own.length === 0 || (now !== null && now !== index)) return [];
      return [{ index, x: median(own.map((it) => it.x)), y: median(own.map((it) => it.y)), own: own.length }];
    });
    const many = data.documents.id.length > MANY;
    const height = Math.min(width, 460);
    const [x, y] = [extent(points.map((it) => it.x)), extent(points.map((it) => it.y))];
    const inset = 24;
    setApart(middles, [(x[1] - x[0]) / (width - 2 * inset), (y[1] - y[0]) / (height - 2 * inset)]);
    const chart = draw({
      width, height, margin: inset, axis: null, x: { domain: x }, y: { domain: y },
      marks: [
        many ? (_, { x, y }) => dust(points.map((it) => ({ ...it, x: x!(it.x), y: y!(it.y) })), now) : dot(points, {
          x: "x", y: "y", r: 4, symbol: (it: Point) => (it.cluster < 0 ? "circle" : SYMBOLS[it.cluster % SYMBOLS.length]!), fill: (it: Point) => colourOf(it.cluster, now), fillOpacity: 0.85,
          title: (it: Point) => `${titleOf(it.document)}${it.cluster < 0 ? "" : ` (${text.topicNumber(String(it.cluster))})`}`,
        }),
        label(middles, { x: "x", y: "y", text: (it: { index: number }) => String(it.index), fontSize: 15, fontWeight: 800, fill: "var(--ink)", stroke: "var(--paper)", strokeWidth: 5 }),
      ],
      color: { type: "identity" }, symbol: { type: "identity" },
    });
    chart.addEventListener("click", (event) => {
      const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(chart.getScreenCTM()!.inverse());
      const place = (it: Point) => Math.hypot(inset + ((it.x - x[0]) / (x[1] - x[0])) * (width - 2 * inset) - at.x, height - inset - ((it.y - y[0]) / (y[1] - y[0])) * (height - 2 * inset) - at.y);
      const nearest = points.reduce((best, it) => (place(it) < place(best) ? it : best));
      if (place(nearest) <= REACH) article.value = { document: nearest.document, place: null };
    });
    return chart;
  }, [points, now, language.value]);
  return (
    <Figure name="clusters" title={text.map} draw={make} head={[words.value.article.id, text.article, text.topic, text.similarity, "x", "y"]}
      rows={() => points.map((it) => [data.documents.id[it.document]!, titleOf(it.document), it.cluster < 0 ? null : it.cluster, it.similarity, data.documents.x[it.document]!, data.documents.y[it.document]!])}
      legend={<Legend as={data.documents.id.length > MANY ? "area" : "mark"} entries={data.clusters.slice(0, OWN).map((_, index) => ({ colour: index, label: <span lang="vi">{nameOf(index)}</span> }))} />} />
  );
}

const extent = (values: number[]): [number, number] => {
  const [low, high] = values.reduce(([low, high], it) => [Math.min(low, it), Math.max(high, it)], [Infinity, -Infinity]);
  return high > low ? [low, high] : [low - 1, high + 1];
};

/** Room of a topic's number, in pixels. */
const NUMBER = [26, 18] as const;

/** Moves the numbers of topics that lie on each other apart; `pixel` is how much of each axis a pixel is. */
function setApart(numbers: { x: number; y: number }[], pixel: [number, number]): void {
  const [wide, high] = [NUMBER[0] * pixel[0], NUMBER[1] * pixel[1]];
  for (let round = 0; round < 50; round++) {
    let isCrowded = false;
    numbers.forEach((one, index) => numbers.slice(index + 1).forEach((other) => {
      const [dx, dy] = [(other.x - one.x) / wide, (other.y - one.y) / high];
      if (Math.abs(dx) >= 1 || Math.abs(dy) >= 1) return;
      isCrowded = true;
      // The shorter way out, half of it each; those on the same spot go up and down.
      if (1 - Math.abs(dx) < 1 - Math.abs(dy)) {
        const step = ((1 - Math.abs(dx)) / 2) * wide * (dx < 0 ? -1 : 1);
        one.x -= step;
        other.x += step;
      } else {
        const step = ((1 - Math.abs(dy)) / 2) * high * (dy < 0 ? -1 : 1);
        one.y -= step;
        other.y += step;
      }
    }));
    if (!isCrowded) return;
  }
}

/** A few articles far out would press all others into a corner: far places are drawn nearer, in the same order. */
function spread(values: number[]): (value: number) => number {
  const middle = median([...values]);
  const usual = median(values.map((it) => Math.abs(it - middle))) || 1;
  return (value) => Math.asinh((value - middle) / usual);
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1]!;
}

function OverTime() {
  const text = words.value.clusters;
  const now = cluster.value;
  const isChosen = chosen.value;
  const rows = useMemo(() => {
    const counts = data.periods.slice(0, datedPeriods).map(() => new Uint32Array(data.clusters.length));
    data.documents.cluster.forEach((cluster, document) => {
      const of = counts[data.documents.period[document]!];
      if (of && cluster >= 0 && isChosen[document] && data.documents.unique[document]) of[cluster]!++;
    });
    return counts.flatMap((of, index) => [...of].map((articles, cluster) => ({ period: data.periods[index]!.name, cluster, articles })));
  }, [isChosen]);
  const make = useCallback((width: number) => {
    const names = data.periods.slice(0, datedPeriods).map((it) => it.name);
    if (names.length === 0) return null;
    const most = Math.max(...names.map((name) => rows.reduce((sum, it) => sum + (it.period === name ? it.articles : 0), 0)));
    return draw({
      width, height: 300, marginLeft: 44, x: { domain: names, ticks: thinned(names, width - 60, 44), tickFormat: period, label: null }, y: { label: null, grid: true, ticks: wholeTicks(most, 7), tickFormat: number },
      marks: [barY(rows.filter((it) => it.articles > 0), stackY({ x: "period", y: "articles", z: "cluster", order: "cluster", fill: (it: { cluster: number }) => colourOf(it.cluster, now), stroke: "var(--paper)", strokeWidth: 0.6, title: (it: { cluster: number; period: string; articles: number }) => `${period(it.period)}, ${nameOf(it.cluster)}: ${it.articles}` }))],
      color: { type: "identity" },
    });
  }, [rows, now, language.value]);
  return <Figure name="clusters-by-period" title={text.overTime} note={text.overTimeNote} draw={make} head={[text.period, text.topic, text.size]} rows={() => rows.map((it) => [it.period, it.cluster, it.articles])} />;
}

function ClusterTable() {
  const text = words.value.clusters;
  const columns = useMemo<Column<number>[]>(() => {
    const of = (index: number) => data.clusters[index]!;
    return [
      { key: "topic", label: text.topic, numeric: true, value: (it) => it },
      { key: "words", label: text.words, vietnamese: true, kind: "wide", value: (it) => of(it).words.join("; "), show: (it) => of(it).words.slice(0, 12).join(" · ") },
      ...(data.clusters.some((it) => it.phrases.length > 0) ? [{ key: "phrases", label: text.phrases, vietnamese: true, kind: "wide", value: (it: number) => of(it).phrases.join("; "), show: (it: number) => of(it).phrases.join(" · ") }] : []),
      { key: "size", label: text.size, numeric: true, value: (it) => of(it).documents, show: (it) => number(of(it).documents) },
      { key: "copies", label: text.copies, numeric: true, value: (it) => of(it).copies, show: (it) => number(of(it).copies) },
      { key: "typical", label: text.typical, vietnamese: true, kind: "wide", value: (it) => of(it).typical.map((document) => data.documents.id[document]!).join("; "), show: (it) => <ul class="plain">{of(it).typical.slice(0, 3).map((document) => <li><ArticleLink document={document} /></li>)}</ul> },
      { key: "period", label: text.period, kind: "day", value: (it) => of(it).first, show: (it) => (of(it).first ? `${date(of(it).first)} – ${date(of(it).last)}` : "–") },
      { key: "sources", label: text.sources, vietnamese: true, kind: "wide", value: (it) => of(it).sources.map(named).join(", "), show: (it) => `${of(it).sources.slice(0, SOURCES).map(named).join(", ")}${of(it).sources.length > SOURCES ? ` ${words.value.more(number(of(it).sources.length - SOURCES))}` : ""}` },
    ];
  }, [language.value]);
  const rows = useMemo(() => [...data.clusters.keys()], []);
  return (
    <section class="part">
      <h3>{text.table}</h3>
      <Table name="cluster_labels" title={text.table} columns={columns} rows={rows} rowClass={(it) => (it === cluster.value ? "chosen" : "")} search={(it) => data.clusters[it]!.words.join(" ")} />
    </section>
  );
}
