// Rates of families by period: lines, intervals as bands, founding documents as numbered marks.
import { areaY, dodgeY, dot, lineY, ruleX, text } from "@observablehq/plot";
import type { Interval } from "../data";
import { figure, period } from "../format";
import { words } from "../language";
import { COLOURS, DASHES, draw, SYMBOLS, thinned } from "./draw";

export interface Point { family: number; colour: number; period: string; x: number; rate: number; interval: Interval | null; hits: number }
export interface Mark { number: number; x: number; colour: number; title: string }

interface Options {
  width: number;
  height?: number;
  lines: { colour: number; points: Point[] }[];
  marks: Mark[];
  bands: boolean;
  label: string;
  extent: [number, number];
  /** Upper end of the scale, for charts that share one. */
  top?: number;
}

export function trendChart({ width, height = 340, lines, marks, bands, label, extent, top }: Options): SVGSVGElement | null {
  const points = lines.flatMap((line) => line.points);
  if (points.length === 0) return null;
  const names = new Map(points.map((point) => [point.x, point.period]));
  const ticks = thinned([...names.keys()].sort((a, b) => a - b), width - 70, 46);
  const title = (point: Point) =>
    `${period(point.period)}: ${figure(point.rate)}${point.interval ? ` (${figure(point.interval[0])}–${figure(point.interval[1])})` : ""}; ${words.value.finding.hitsOf(point.hits, String(point.hits))}`;
  const highest = top ?? Math.max(...points.map((point) => (bands ? point.interval?.[1] ?? point.rate : point.rate)), Number.MIN_VALUE);
  return draw({
    width, height, marginLeft: 56, marginTop: marks.length ? 56 : 24, marginRight: 12,
    x: { domain: extent, ticks, tickFormat: (x: number) => period(names.get(x) ?? ""), label: null },
    y: { domain: [0, highest], label, labelArrow: "none", grid: true, ticks: 5, tickFormat: figure },
    marks: [
      ...(bands ? lines.map(({ colour, points }) => areaY(points.filter((point) => point.interval), {
        x: "x", y1: (point: Point) => point.interval![0], y2: (point: Point) => Math.min(point.interval![1], highest), fill: COLOURS[colour % 8], fillOpacity: 0.13 })) : []),
      ruleX(marks, { x: "x", stroke: (mark: Mark) => COLOURS[mark.colour % 8], strokeDasharray: "2 4", strokeOpacity: 0.7 }),
      ...lines.map(({ colour, points }) => lineY(points, { x: "x", y: "rate", stroke: COLOURS[colour % 8], strokeWidth: 2.2, strokeDasharray: DASHES[colour % 8] })),
      ...lines.map(({ colour, points }) => dot(points, { x: "x", y: "rate", fill: COLOURS[colour % 8], symbol: SYMBOLS[colour % 8], r: 3.4, title })),
      dot(marks, dodgeY("bottom", { x: "x", r: 8, padding: 1, fill: (mark: Mark) => COLOURS[mark.colour % 8], frameAnchor: "top", dy: -54, title: "title" })),
      text(marks, dodgeY("bottom", { x: "x", r: 8, padding: 1, text: (mark: Mark) => String(mark.number), fill: "var(--paper)", fontSize: 10, fontWeight: 700, frameAnchor: "top", dy: -54 })),
    ],
    color: { type: "identity" },
  });
}
