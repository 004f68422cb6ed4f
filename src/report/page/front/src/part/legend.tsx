// What the colours, dashes and marks of a chart stand for.
import type { ComponentChildren } from "preact";
import { DASHES } from "../chart/draw";

interface Entry { label: ComponentChildren; colour: number; remove?: { label: string; run: () => void } }

/** The marks of `SYMBOLS`, as letters. */
const LETTERS = ["●", "■", "▲", "◆", "✚", "★", "Y", "✖"];

/** `as`: what an entry looks like on the chart. */
export function Legend({ entries, as = "area" }: { entries: Entry[]; as?: "area" | "line" | "mark" }) {
  return (
    <ul class="legend">
      {entries.map(({ label, colour, remove }) => (
        <li>
          {as === "mark" ? <span class={`mark k${(colour % 8) + 1}`} aria-hidden="true">{LETTERS[colour % 8]}</span> : <svg width="28" height="12" aria-hidden="true" class={`k${(colour % 8) + 1}`}>
            {as === "line"
              ? <line x1="0" x2="28" y1="6" y2="6" stroke-width="2.5" stroke-dasharray={DASHES[colour % 8]} />
              : <rect x="6" width="16" height="12" rx="2" />}
          </svg>}
          <span>{label}</span>
          {remove && <button type="button" class="quiet" aria-label={remove.label} title={remove.label} onClick={remove.run}>×</button>}
        </li>
      ))}
    </ul>
  );
}
