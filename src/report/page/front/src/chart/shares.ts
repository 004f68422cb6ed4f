// Shares of forms by period, as stacked areas; bars where there are too few periods for an area.
import { areaY, barY, ruleY, stackY } from "@observablehq/plot";
import { percent, period } from "../format";
import { COLOURS, draw, thinned } from "./draw";

export interface Share { x: number; period: string; form: string; colour: number; share: number; hits: number }

export function sharesChart(width: number, shares: Share[], extent: [number, number], label: string): SVGSVGElement | null {
  const names = new Map(shares.map((share) => [share.x, share.period]));
  if (names.size === 0) return null;
  const xs = [...names.keys()].sort((a, b) => a - b);
  const ticks = thinned(xs, width - 70, 46);
  const order = [...new Set(shares.map((share) => share.colour))];
  const title = (share: Share) => `${period(share.period)}: ${share.form} ${percent(share.share)} (${share.hits})`;
  const y = { domain: [0, 1], label, labelArrow: "none" as const, ticks: 5, tickFormat: percent, grid: true };
  const stack = { order, fill: (share: Share) => COLOURS[share.colour % 8], stroke: "var(--paper)", strokeWidth: 0.8, title };
  // A period without hits has no shares: an area would draw what is not there.
  const step = xs.length > 1 ? Math.min(...xs.slice(1).map((x, index) => x - xs[index]!)) : 1;
  const isWhole = xs.length > 2 && xs.every((x, index) => index === 0 || x - xs[index - 1]! < step * 1.5);
  if (isWhole) {
    return draw({
      width, height: 280, marginLeft: 56,
      x: { domain: extent, ticks, tickFormat: (x: number) => period(names.get(x) ?? ""), label: null }, y,
      marks: [areaY(shares, stackY({ x: "x", y: "share", z: "colour", ...stack, order: "z" })), ruleY([0])],
      color: { type: "identity" },
    });
  }
  return draw({
    width, height: 280, marginLeft: 56,
    x: { domain: xs.map(String), ticks: ticks.map(String), tickFormat: (x: string) => period(names.get(Number(x)) ?? ""), label: null }, y,
    marks: [barY(shares, stackY({ x: (share: Share) => String(share.x), y: "share", z: "colour", ...stack, order: "z" })), ruleY([0])],
    color: { type: "identity" },
  });
}
