// A table that sorts, searches, and draws only the rows in sight where there are many.
import type { ComponentChildren } from "preact";
import { useMemo, useState } from "preact/hooks";
import { saveCsv, type Cell } from "../download";
import { matcher } from "../fold";
import { compare, number } from "../format";
import { words } from "../language";
import { printing } from "../selection";

export interface Column<Row> {
  key: string;
  label: string;
  hint?: string;
  /** What is sorted and saved. */
  value: (row: Row) => Cell;
  /** What is shown, where that is not the value itself. */
  show?: (row: Row) => ComponentChildren;
  numeric?: boolean;
  /** Whether cells are Vietnamese whatever the page's language. */
  vietnamese?: boolean;
  /** Sorts in place of `value`. */
  order?: (row: Row) => Cell;
  /** Whether it stands in the saved file alone. */
  isFileOnly?: boolean;
  /** A class of its cells: `wide`, `day`, `screen` (not printed), … */
  kind?: string;
}

interface Props<Row> {
  name: string;
  title: string;
  columns: Column<Row>[];
  rows: readonly Row[];
  /** Sorted by this column at first, downwards where `down`. */
  sorted?: { key: string; down: boolean };
  /** What a search looks into; no search field where there is none. */
  search?: (row: Row) => string;
  extra?: ComponentChildren;
  rowClass?: (row: Row) => string;
  /** What a click on a row does; a button in the row does the same for the keyboard. */
  open?: (row: Row) => void;
}

/** From here on a table has rows of one height and draws those in sight. */
const MANY = 150;
/** As in page.css. */
const ROW = 38;
const VIEW = 560;
const PRINTED = 50;

export function Table<Row>({ name, title, columns, rows, sorted, search, extra, rowClass, open }: Props<Row>) {
  const [sort, setSort] = useState(sorted ?? null);
  const [query, setQuery] = useState("");
  const [top, setTop] = useState(0);
  const found = useMemo(() => {
    if (!search || query.trim() === "") return rows;
    const matches = matcher(query);
    return rows.filter((row) => matches(search(row)));
  }, [rows, query]);
  const ordered = useMemo(() => {
    const column = sort && columns.find((it) => it.key === sort.key);
    return column ? inOrder(found, column.order ?? column.value, sort.down) : found;
  }, [found, sort?.key, sort?.down, columns]);

  const text = words.value.table;
  const visible = columns.filter((column) => !column.isFileOnly);
  const isLong = ordered.length > MANY && !printing.value;
  const first = isLong ? Math.max(0, Math.min(Math.floor(top / ROW) - 10, ordered.length - 1)) : 0;
  const last = isLong ? Math.min(ordered.length, first + Math.ceil(VIEW / ROW) + 20) : printing.value ? Math.min(PRINTED, ordered.length) : ordered.length;
  const space = (rows: number) => rows > 0 && <tr class="space" aria-hidden="true"><td colSpan={visible.length} style={{ height: `${rows * ROW}px` }} /></tr>;
  return (
    <div class="table" id={`table-${name}`}>
      <div class="tools">
        {search && (
          <label>{text.search}{" "}
            <input type="search" value={query} placeholder={text.searchHint} onInput={(event) => { setQuery(event.currentTarget.value); setTop(0); }} />
          </label>
        )}
        {extra}
        <span class="count" role="status">{text.rows(number(ordered.length), number(rows.length))}</span>
        <button type="button" aria-label={words.value.chart.saveCsv(title)}
          onClick={() => saveCsv(name, columns.map((it) => it.label), ordered.map((row) => columns.map((it) => it.value(row))))}>{words.value.chart.csv}</button>
      </div>
      <div class={`scroll ${isLong ? "long" : ""}`} tabIndex={0} role="region" aria-label={title} onScroll={isLong ? (event) => setTop(event.currentTarget.scrollTop) : undefined}>
        <table aria-rowcount={isLong ? ordered.length + 1 : undefined}>
          <caption class="hidden">{title}</caption>
          <thead>
            <tr>
              {visible.map((column) => (
                <th scope="col" class={`${column.numeric ? "number" : ""} ${column.kind === "screen" ? "screen" : ""}`} title={column.hint} aria-sort={sort?.key !== column.key ? undefined : sort.down ? "descending" : "ascending"}>
                  {/* Browsers leave buttons out of a head that they print again on the next page. */}
                  {printing.value ? column.label : (
                    <button type="button" class="sort" onClick={() => setSort({ key: column.key, down: sort?.key === column.key ? !sort.down : column.numeric === true })}>
                      {column.label}<span aria-hidden="true">{sort?.key !== column.key ? "" : sort.down ? " ▼" : " ▲"}</span>
                    </button>
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {space(first)}
            {ordered.slice(first, last).map((row, index) => (
              <tr aria-rowindex={isLong ? first + index + 2 : undefined} class={`${rowClass?.(row) ?? ""} ${open ? "opens" : ""}`} onClick={open && ((event) => { if (!(event.target as Element).closest("button, a, input")) open(row); })}>
                {visible.map((column, place) => {
                  const shown = column.show ? column.show(row) : column.value(row) ?? "–";
                  const attributes = { class: `${column.numeric ? "number" : ""} ${column.kind ?? ""}`, lang: column.vietnamese ? "vi" : undefined };
                  return place === 0 ? <th scope="row" {...attributes}>{shown}</th> : <td {...attributes}>{shown}</td>;
                })}
              </tr>
            ))}
            {space(ordered.length - last > 0 && isLong ? ordered.length - last : 0)}
          </tbody>
        </table>
      </div>
      {ordered.length === 0 && <p class="empty">{text.nothing}</p>}
      {printing.value && ordered.length > PRINTED && <p class="note">{text.printed(number(PRINTED), number(ordered.length))}</p>}
    </div>
  );
}

/** Sorted by `value`, what has none last; rows of equal value keep their order. */
function inOrder<Row>(rows: readonly Row[], value: (row: Row) => Cell, down: boolean): Row[] {
  const keyed = rows.map((row) => ({ row, key: value(row) }));
  keyed.sort(({ key: a }, { key: b }) => {
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    const order = typeof a === "number" && typeof b === "number" ? a - b : compare(String(a), String(b));
    return down ? -order : order;
  });
  return keyed.map(({ row }) => row);
}
