// All families, with what is counted now.
import { useMemo } from "preact/hooks";
import { data } from "../collection";
import { date, figure, interval, number } from "../format";
import { words } from "../language";
import { Table, type Column } from "../part/table";
import { concordanceFamily, families, focus, language, per, show } from "../selection";
import { familyFigures } from "../tally";
import { rounded } from "./trend";

/** As many as there are colours. */
const MOST = 8;

interface Row { index: number; hits: number; articles: number; sources: number; rate: number; low: number | null; high: number | null; first: string | null; last: string | null }

/** First and last date of the chosen hits is that of the whole collection: a date of a choice says little. */
function rowsNow(): Row[] {
  return familyFigures.value.map(({ hits, articles, sources, rate, interval }, index) => {
    const { first, last } = data.families[index]!;
    return { index, hits, articles, sources, rate, low: interval && interval[0], high: interval && interval[1], first, last };
  });
}

export function choose(family: number): void {
  const now = families.value;
  if (now.includes(family)) families.value = now.filter((it) => it !== family);
  else if (now.length < MOST) {
    families.value = [...now, family];
    focus.value = family;
  }
}

export function FamilyTable() {
  const text = words.value.phrases;
  const chosen = families.value;
  const rows = useMemo(rowsNow, [familyFigures.value]);
  const columns = useMemo<Column<Row>[]>(() => [
    {
      key: "name", label: text.family, kind: "wide", value: (row) => data.families[row.index]!.name,
      show: (row) => {
        const { name } = data.families[row.index]!;
        return <a href="#concordance" lang="vi" title={text.seeHits(name)} onClick={(event) => { event.preventDefault(); show("concordance", () => { concordanceFamily.value = row.index; }); }}>{name}</a>;
      },
    },
    {
      key: "chart", label: text.onChart, kind: "screen", value: (row) => (families.value.includes(row.index) ? 1 : 0),
      show: (row) => {
        const isOn = families.value.includes(row.index);
        return <input type="checkbox" aria-label={text.putOn(data.families[row.index]!.name)} checked={isOn} disabled={!isOn && families.value.length >= MOST} onChange={() => choose(row.index)} />;
      },
    },
    { key: "kind", label: text.kind, kind: "day", value: (row) => words.value.kinds[data.families[row.index]!.kind] ?? "" },
    { key: "hits", label: text.hits, numeric: true, value: (row) => row.hits, show: (row) => number(row.hits) },
    { key: "articles", label: text.articlesColumn, numeric: true, value: (row) => row.articles, show: (row) => number(row.articles) },
    { key: "sources", label: text.sourcesColumn, numeric: true, value: (row) => row.sources, show: (row) => number(row.sources) },
    { key: "rate", label: text.rateAxis[per.value], numeric: true, value: (row) => (per.value === "million" ? rounded(row.rate) : row.rate), show: (row) => figure(row.rate) },
    { key: "interval", label: text.interval, numeric: true, value: (row) => row.low, show: (row) => interval(row.low === null ? null : [row.low, row.high!]) },
    {
      key: "direction", label: text.direction, hint: text.directionHint, value: (row) => data.families[row.index]!.trend?.slope ?? null,
      show: (row) => {
        const trend = data.families[row.index]!.trend;
        if (!trend?.direction) return "–";
        return `${trend.direction === "rising" ? `↗ ${text.rising}` : `↘ ${text.falling}`}, ${trend.slope > 0 ? "+" : ""}${figure(trend.slope)} ${text.aYear}`;
      },
    },
    { key: "twice", label: text.twice, numeric: true, value: (row) => data.families[row.index]!.repeated },
    { key: "first", label: text.first, value: (row) => row.first, show: (row) => date(row.first), kind: "day" },
    { key: "last", label: text.last, value: (row) => row.last, show: (row) => date(row.last), kind: "day" },
  ], [language.value, per.value, chosen]);
  return (
    <section class="part">
      <h3>{text.table}</h3>
      <Table name="families" title={text.table} columns={columns} rows={rows} sorted={{ key: "hits", down: true }} search={(row) => `${data.families[row.index]!.name} ${data.families[row.index]!.id}`}
        rowClass={(row) => (chosen.includes(row.index) ? "chosen" : "")} />
      <p class="note">{text.direction}: {text.directionHint}</p>
    </section>
  );
}
