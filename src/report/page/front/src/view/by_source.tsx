// One family in each of the largest sources: small charts on one scale.
import { areaY, dot, lineY, text as label } from "@observablehq/plot";
import { useCallback, useMemo } from "preact/hooks";
import { data, datedPeriods } from "../collection";
import { draw, short, thinned } from "../chart/draw";
import { extent, middle } from "../chart/time";
import { figure, period } from "../format";
import { words } from "../language";
import { Figure } from "../part/figure";
import { focus, language, per, span } from "../selection";
import { chosen, chosenHits, rateOf, type Base } from "../tally";

const SOURCES = 9;

/** `rate` is NaN where the source has no articles in the period. */
interface Point { source: string; period: string; x: number; hits: number; rate: number }

export function BySource() {
  const text = words.value.phrases;
  const family = focus.value;
  const [from, until] = span.value ?? [0, datedPeriods - 1];
  const [documents, hits, rate] = [chosen.value, chosenHits.value, per.value];
  const points = useMemo(() => {
    const cell = (source: number, period: number) => source * data.periods.length + period;
    const bases: Base[] = Array.from({ length: data.sources.length * data.periods.length }, () => ({ articles: 0, syllables: 0 }));
    const counts = new Uint32Array(bases.length);
    data.documents.source.forEach((source, document) => {
      if (!documents[document] || source < 0) return;
      const of = bases[cell(source, data.documents.period[document]!)]!;
      of.articles++;
      of.syllables += data.documents.syllables[document]!;
    });
    data.hits.document.forEach((document, hit) => {
      const source = data.documents.source[document]!;
      if (hits[hit] && data.hits.family[hit] === family && source >= 0) counts[cell(source, data.documents.period[document]!)]!++;
    });
    const points: Point[] = [];
    data.sources.slice(0, SOURCES).forEach((name, source) => {
      for (let index = from; index <= until; index++) {
        const of = bases[cell(source, index)]!;
        points.push({ source: name, period: data.periods[index]!.name, x: middle(index), hits: counts[cell(source, index)]!, rate: of.articles > 0 ? rateOf(counts[cell(source, index)]!, of) : NaN });
      }
    });
    return points;
  }, [family, documents, hits, rate, from, until]);
  const make = useCallback((width: number) => {
    const names = [...new Set(points.map((point) => point.source))];
    if (names.length === 0) return null;
    const columns = width < 420 ? 1 : Math.min(names.length, 2);
    const rows = Math.ceil(names.length / columns);
    const at = new Map(names.map((name, index) => [name, index]));
    const labels = new Map(points.map((point) => [point.x, point.period]));
    const ticks = thinned([...labels.keys()].sort((a, b) => a - b), (width - 60) / columns, 48);
    const facet = { fx: (point: Point) => at.get(point.source)! % columns, fy: (point: Point) => Math.floor(at.get(point.source)! / columns) };
    return draw({
      width, height: 40 + rows * 112, marginLeft: 46, marginRight: 8, marginTop: 22,
      fx: { axis: null, padding: 0.08 }, fy: { axis: null, padding: 0.3 },
      x: { domain: extent(from, until), ticks, tickFormat: (x: number) => period(labels.get(x) ?? ""), label: null },
      y: { label: null, ticks: 3, tickFormat: figure, grid: true },
      marks: [
        areaY(points, { ...facet, x: "x", y: "rate", fill: "var(--c1)", fillOpacity: 0.2 }),
        lineY(points, { ...facet, x: "x", y: "rate", stroke: "var(--c1)", strokeWidth: 1.8 }),
        dot(points, { ...facet, x: "x", y: "rate", r: 2.2, fill: "var(--c1)", filter: (point: Point) => !Number.isNaN(point.rate), title: (point: Point) => `${point.source}, ${period(point.period)}: ${figure(point.rate)}` }),
        title(names, columns, width),
      ],
    });
  }, [points, language.value]);
  return <Figure name="by-source" title={text.bySource} draw={make} note={<>{text.bySourceNote} <b lang="vi">{data.families[family]?.name}</b></>}
    head={[words.value.filters.sources, text.period, text.hits, text.rateAxis[rate]]} rows={() => points.filter((point) => !Number.isNaN(point.rate)).map((point) => [point.source, point.period, point.hits, Math.round(point.rate * 100) / 100])} />;
}

/** The name of each source above its chart. */
function title(names: string[], columns: number, width: number) {
  return label(names, {
    fx: (_: string, index: number) => index % columns, fy: (_: string, index: number) => Math.floor(index / columns),
    text: (name: string) => short(name, Math.floor(width / columns / 8)), frameAnchor: "top-left", dy: -14, fontWeight: 600,
  });
}
