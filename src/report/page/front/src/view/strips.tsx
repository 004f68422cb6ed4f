// The collection as one strip a family: articles in order of time, a tick for each that has the phrase.
import { axisX, rect, ruleX, ruleY, text as label } from "@observablehq/plot";
import { useCallback, useMemo } from "preact/hooks";
import { data, datedPeriods, titleOf } from "../collection";
import { COLOURS, draw, short, thinned } from "../chart/draw";
import { date, number, period } from "../format";
import { words } from "../language";
import { Figure } from "../part/figure";
import { families, language } from "../selection";
import { chosen, chosenHits } from "../tally";

interface Tick { row: number; x: number; document: number; hits: number }

/** Room of a strip, and of its name above it. */
const STRIP = 58;

/** The chosen articles in order of time, undated ones last. */
export function inTime(): number[] {
  const { date } = data.documents;
  const documents = [...chosen.value.keys()].filter((document) => chosen.value[document]);
  return documents.sort((a, b) => {
    const [first, second] = [date[a] ?? "9", date[b] ?? "9"];
    return first < second ? -1 : first > second ? 1 : a - b;
  });
}

export function Collection() {
  const text = words.value.dispersion;
  const shown = families.value;
  const [documents, hits] = [chosen.value, chosenHits.value];
  const { order, ticks } = useMemo(() => {
    const order = inTime();
    const place = new Map(order.map((document, x) => [document, x]));
    const row = new Map(shown.map((family, index) => [family, index]));
    const found = new Map<string, Tick>();
    data.hits.document.forEach((document, hit) => {
      const of = row.get(data.hits.family[hit]!);
      if (!hits[hit] || of === undefined) return;
      const key = `${of} ${document}`;
      const tick = found.get(key);
      if (tick) tick.hits++;
      else found.set(key, { row: of, x: place.get(document)!, document, hits: 1 });
    });
    return { order, ticks: [...found.values()] };
  }, [documents, hits, shown]);
  const make = useCallback((width: number) => {
    if (shown.length === 0 || order.length === 0) return null;
    const most = Math.max(1, ...ticks.map((tick) => tick.hits));
    const starts: { x: number; name: string }[] = [];
    let last = -1;
    order.forEach((document, x) => {
      const of = data.documents.period[document]!;
      if (of !== last) starts.push({ x, name: data.periods[of]!.name === "undated" ? words.value.undated : period(data.periods[of]!.name) });
      last = of;
    });
    const labels: typeof starts = [];
    for (const start of starts) if (!labels.length || ((start.x - labels.at(-1)!.x) / order.length) * width > 52) labels.push(start);
    const names = new Map(labels.map(({ x, name }) => [x, name]));
    const thin = Math.max(1, Math.min(4, (width / order.length) * 0.6));
    return draw({
      width, height: 40 + shown.length * STRIP, marginLeft: 26, marginRight: 26, marginTop: 6,
      x: { axis: null, domain: [-1, order.length] }, y: { axis: null, domain: [shown.length, 0] },
      marks: [
        rect(shown, { x1: -1, x2: order.length, y1: (_: number, row: number) => row + 0.36, y2: (_: number, row: number) => row + 0.96, fill: "var(--strip)" }),
        ruleX(starts, { x: (start: { x: number }) => start.x - 0.5, stroke: "var(--line)", strokeWidth: 0.7 }),
        ruleX(ticks, {
          x: "x", y1: (tick: Tick) => tick.row + 0.96, y2: (tick: Tick) => tick.row + 0.96 - 0.6 * Math.sqrt(tick.hits / most), strokeWidth: thin,
          stroke: (tick: Tick) => COLOURS[tick.row % 8], title: (tick: Tick) => `${titleOf(tick.document)}, ${date(data.documents.date[tick.document]!)}: ${words.value.finding.hitsOf(tick.hits, number(tick.hits))}`,
        }),
        ruleY(shown, { y: (_: number, row: number) => row + 0.96, stroke: "var(--soft)", strokeWidth: 0.5 }),
        label(shown, { x: -1, y: (_: number, row: number) => row + 0.3, text: (family: number) => short(data.families[family]!.name, Math.floor(width / 7.5)), textAnchor: "start", lineAnchor: "bottom", fontWeight: 600 }),
        ...(datedPeriods > 0 ? [axisX(thinned(labels.map(({ x }) => x), width, 20), { tickFormat: (x: number) => names.get(x) ?? "", label: null })] : []),
      ],
      color: { type: "identity" },
    });
  }, [ticks, order, shown, language.value]);
  return (
    <Figure name="dispersion" title={text.collection} note={datedPeriods > 0 ? text.time : text.timeUnknown} draw={make} head={[words.value.phrases.family, words.value.article.id, words.value.phrases.article, words.value.concordance.date, words.value.phrases.hits]}
      rows={() => ticks.toSorted((a, b) => a.row - b.row || a.x - b.x).map((tick) => [data.families[shown[tick.row]!]!.name, data.documents.id[tick.document]!, titleOf(tick.document), data.documents.date[tick.document]!, tick.hits])} />
  );
}
