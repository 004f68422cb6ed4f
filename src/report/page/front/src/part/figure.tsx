// A chart with its title, its table, and both to save.
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { saveCsv, saveSvg, type Cell } from "../download";
import { exact, number } from "../format";
import { words } from "../language";

interface Props {
  /** Of the files. */
  name: string;
  title: string;
  note?: ComponentChildren;
  /** Makes the chart for a width in pixels; none where there is nothing to draw. Drawn anew when it changes. */
  draw: (width: number) => SVGSVGElement | null;
  head: string[];
  rows: () => Cell[][];
  legend?: ComponentChildren;
}

/** Rows of a chart's table that are shown; the file has all. */
const SHOWN = 500;

export function Figure({ name, title, note, draw, head, rows, legend }: Props) {
  const holder = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [isEmpty, setEmpty] = useState(false);
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const element = holder.current!;
    const observer = new ResizeObserver(() => setWidth(Math.floor(element.clientWidth)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  // At once, not after the next frame: a page that is printed has no next frame.
  useLayoutEffect(() => {
    const room = width || Math.floor(holder.current!.clientWidth);
    if (room === 0) return;
    const chart = draw(room);
    chart?.setAttribute("role", "img");
    chart?.setAttribute("aria-label", title);
    setEmpty(chart === null);
    holder.current!.replaceChildren(...(chart ? [chart] : []));
  }, [draw, width, title]);
  const text = words.value.chart;
  const table = isOpen ? rows() : [];
  return (
    <figure class="chart" id={`chart-${name}`}>
      <figcaption>
        <h3>{title}</h3>
        <span class="tools">
          <button type="button" onClick={() => saveSvg(name, holder.current!.querySelector("svg")!)} disabled={isEmpty} aria-label={text.saveSvg(title)}>{text.svg}</button>
          <button type="button" onClick={() => saveCsv(name, head, rows())} aria-label={text.saveCsv(title)}>{text.csv}</button>
        </span>
        {note && <p class="note">{note}</p>}
      </figcaption>
      {legend}
      <div class="drawing" ref={holder} />
      {isEmpty && <p class="empty">{text.empty}</p>}
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{text.table}</summary>
        {isOpen && (
          <div class="scroll" tabIndex={0} role="region" aria-label={`${text.table}: ${title}`}>
            <table>
              <thead><tr>{head.map((of) => <th scope="col">{of}</th>)}</tr></thead>
              <tbody>
                {table.slice(0, SHOWN).map((row) => <tr>{row.map((cell) => <td class={typeof cell === "number" ? "number" : ""}>{typeof cell === "number" ? exact(cell) : cell}</td>)}</tr>)}
              </tbody>
            </table>
            {table.length > SHOWN && <p class="note">{words.value.table.printed(number(SHOWN), number(table.length))}</p>}
          </div>
        )}
      </details>
    </figure>
  );
}
