// Rates of families by period: lines, intervals as bands, founding documents as numbered marks.
import { areaY, dot, lineY, ruleX, text } from "@observablehq/plot";
import type { Interval } from "../data";
import { figure, period } from "../format";
import { words } from "../language";
import { COLOURS, DASHES, draw, SYMBOLS, thinned } from "./draw";

/** `rate` is NaN where the period has no articles: the line breaks there. */
export interface Point { family: number; colour: number; period: string; x: number; rate: number; interval: Interval | null; hits: number; articles: number }
export interface Mark { number: number; x: number; colour: number; title: string }

/** Marks that would lie on each other stand one above the other. */
function levels(marks: Mark[], [low, high]: [number, number], width: number): Mark[][] {
  const rows: Mark[][] = [];
  const pixel = ({ x }: Mark) => ((x - low) / (high - low)) * width;
  for (const mark of marks) {
    const row = rows.find((it) => pixel(mark) - pixel(it.at(-1)!) > 19);
    if (row) row.push(mark);
    else rows.push([mark]);
  }
  return rows;
}

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
  const highest = top ?? Math.max(...points.map((point) => (bands ? point.interval?.[1] ?? 0 : 0)), ...points.map((point) => point.rate || 0), Number.MIN_VALUE);
  const rows = levels(marks, extent, width - 68);
  const room = rows.length * 19;
  return draw({
    width, height: height + room, marginLeft: 56, marginTop: 28 + room, marginRight: 12,
    x: { domain: extent, ticks, tickFormat: (x: number) => period(names.get(x) ?? ""), label: null },
    y: { domain: [0, highest], label: null, grid: true, ticks: 5, tickFormat: figure },
    marks: [
      ...(bands ? lines.map(({ colour, points }) => areaY(points, {
        x: "x", y1: (point: Point) => point.interval?.[0] ?? NaN, y2: (point: Point) => Math.min(point.interval?.[1] ?? NaN, highest), fill: COLOURS[colour % 8], fillOpacity: 0.13 })) : []),
      ruleX(marks, { x: "x", stroke: (mark: Mark) => COLOURS[mark.colour % 8], strokeDasharray: "2 4", strokeOpacity: 0.7 }),
      ...lines.map(({ colour, points }) => lineY(points, { x: "x", y: "rate", stroke: COLOURS[colour % 8], strokeWidth: 2.2, strokeDasharray: DASHES[colour % 8] })),
      ...lines.map(({ colour, points }) => dot(points, { x: "x", y: "rate", fill: COLOURS[colour % 8], symbol: SYMBOLS[colour % 8], r: 3.4, title, filter: (point: Point) => !Number.isNaN(point.rate) })),
      text([label], { frameAnchor: "top-left", dx: -50, dy: -18 - room, textAnchor: "start", text: (it: string) => it }),
      ...rows.flatMap((row, level) => {
        const place = { x: "x", frameAnchor: "top" as const, dy: -12 - level * 19 };
        return [
          dot(row, { ...place, r: 8.5, fill: (mark: Mark) => COLOURS[mark.colour % 8], title: "title" }),
          text(row, { ...place, text: (mark: Mark) => String(mark.number), fill: "var(--paper)", fontSize: 10, fontWeight: 700, lineAnchor: "middle" }),
        ];
      }),
    ],
    color: { type: "identity" },
  });
}
