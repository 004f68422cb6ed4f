// A Plot as this page wants it: colours and fonts by the style sheet, no style element, no inline style.
import { plot, type PlotOptions } from "@observablehq/plot";

/** Colours that stay apart for colour-blind readers and have 3:1 contrast in light and dark: see page.css. */
export const COLOURS = Array.from({ length: 8 }, (_, index) => `var(--c${index + 1})`);
export const DASHES = ["none", "7 3", "2 3", "9 3 2 3", "5 2", "1 2", "12 4", "4 4 1 4"];
export const SYMBOLS = ["circle", "square", "triangle", "diamond", "cross", "star", "wye", "times"] as const;

export function draw(options: PlotOptions): SVGSVGElement {
  const chart = plot({ className: "plot", figure: false, ...options }) as SVGSVGElement;
  // The page's Content-Security-Policy allows its own style sheet alone; page.css holds what Plot would add.
  chart.querySelectorAll("style").forEach((style) => style.remove());
  // A chart is one image with one name (part/figure.tsx): names of groups inside it may not be read out, the style sheet needs them.
  chart.querySelectorAll("[aria-label]").forEach((group) => {
    group.setAttribute("data-mark", group.getAttribute("aria-label")!);
    group.removeAttribute("aria-label");
  });
  return chart;
}

/** Every n-th of `values`, so that labels of `room` pixels do not touch. */
export function thinned<T>(values: readonly T[], width: number, room: number): T[] {
  const step = Math.max(1, Math.ceil((values.length * room) / Math.max(width, 1)));
  return values.filter((_, index) => index % step === 0);
}

/** About `most` ticks that are whole numbers, for scales of counts. */
export function wholeTicks(highest: number, most: number): number[] {
  const step = Math.max(1, 10 ** Math.floor(Math.log10(highest / most || 1)));
  const wide = [1, 2, 5, 10].map((times) => Math.ceil(step * times)).find((it) => highest / it <= most) ?? step;
  return Array.from({ length: Math.floor(highest / wide) + 1 }, (_, index) => index * wide);
}

/** On one line and cut to `letters`, for labels in charts. */
export function short(text: string, letters: number): string {
  const line = text.replace(/[\s\p{Cc}\p{Cf}]+/gu, " ").trim();
  return line.length <= letters ? line : `${line.slice(0, letters - 1).trimEnd()}…`;
}
