// The articles with the most hits, each as a strip from its first to its last line.
import { rect, ruleX, text as label } from "@observablehq/plot";
import { useCallback, useMemo } from "preact/hooks";
import { data, titleOf } from "../collection";
import { COLOURS, draw, short } from "../chart/draw";
import { percent } from "../format";
import { words } from "../language";
import { Figure } from "../part/figure";
import { families, language } from "../selection";
import { chosenHits } from "../tally";

const ARTICLES = 12;

interface Tick { row: number; place: number; colour: number; document: number; family: number }

export function Within() {
  const text = words.value.dispersion;
  const shown = families.value;
  const isChosen = chosenHits.value;
  const top = useMemo(() => {
    const counts = new Map<number, number[]>();
    data.hits.document.forEach((document, hit) => {
      if (!isChosen[hit] || data.hits.inTitle[hit] || !shown.includes(data.hits.family[hit]!)) return;
      const of = counts.get(document);
      if (of) of.push(hit);
      else counts.set(document, [hit]);
    });
    return [...counts].sort((a, b) => b[1].length - a[1].length || a[0] - b[0]).slice(0, ARTICLES);
  }, [isChosen, shown]);
  const ticks = useMemo(() => top.flatMap(([document, hits], row) => hits.map((hit): Tick => {
    const family = data.hits.family[hit]!;
    return { row, document, family, colour: shown.indexOf(family), place: data.hits.start[hit]! / Math.max(1, data.documents.length[document]!) };
  })), [top]);
  const make = useCallback((width: number) => {
    if (top.length === 0) return null;
    return draw({
      width, height: 44 + top.length * 44, marginLeft: 32, marginRight: 24, marginTop: 4,
      x: { domain: [0, 1], ticks: [0, 0.5, 1], tickFormat: (x: number) => (x === 0 ? text.start : x === 1 ? text.end : percent(x)), label: null }, y: { axis: null, domain: [top.length, 0] },
      marks: [
        rect(top, { x1: 0, x2: 1, y1: (_: unknown, row: number) => row + 0.5, y2: (_: unknown, row: number) => row + 0.92, fill: "var(--strip)" }),
        ruleX(ticks, {
          x: "place", y1: (tick: Tick) => tick.row + 0.5, y2: (tick: Tick) => tick.row + 0.92, stroke: (tick: Tick) => COLOURS[tick.colour % 8], strokeWidth: 2.5,
          title: (tick: Tick) => `${data.families[tick.family]!.name}, ${percent(tick.place)}`,
        }),
        label(top, { x: 0, y: (_: unknown, row: number) => row + 0.44, text: ([document, hits]: [number, number[]]) => short(`${titleOf(document)} (${text.hitsIn(hits.length, String(hits.length))})`, Math.floor(width / 7)), textAnchor: "start", lineAnchor: "bottom" }),
      ],
      color: { type: "identity" },
    });
  }, [ticks, top, language.value]);
  return (
    <Figure name="within" title={text.within} note={text.withinNote} draw={make} head={[words.value.article.id, words.value.phrases.article, words.value.phrases.family, text.place]}
      rows={() => ticks.map((tick) => [data.documents.id[tick.document]!, titleOf(tick.document), data.families[tick.family]!.name, Math.round(tick.place * 1000) / 1000])} />
  );
}
