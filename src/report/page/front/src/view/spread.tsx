// How evenly each family is spread over the chosen articles.
import { useMemo } from "preact/hooks";
import { countedFamilies, data } from "../collection";
import { decimals, number, percent } from "../format";
import { words } from "../language";
import { FamilyName } from "../part/family";
import { Table, type Column } from "../part/table";
import { families, language } from "../selection";
import { deviation } from "../statistics";
import { chosen, chosenHits } from "../tally";
import { choose } from "./families";

interface Row { family: number; hits: number; articles: number; range: number; top: number; half: number; dp: number | null }

function rowsNow(): Row[] {
  const { documents, hits } = data;
  const order = [...chosen.value.keys()].filter((document) => chosen.value[document]);
  const place = new Map(order.map((document, index) => [document, index]));
  const sizes = order.map((document) => documents.syllables[document]!);
  const counts = Array.from({ length: countedFamilies }, () => new Map<number, number>());
  hits.document.forEach((document, hit) => {
    const of = counts[hits.family[hit]!];
    if (chosenHits.value[hit] && of) of.set(place.get(document)!, (of.get(place.get(document)!) ?? 0) + 1);
  });
  return counts.flatMap((of, family) => {
    if (of.size === 0) return [];
    const sorted = [...of.values()].sort((a, b) => b - a);
    const total = sorted.reduce((sum, it) => sum + it, 0);
    let half = 0;
    for (let sum = 0; sum * 2 < total; half++) sum += sorted[half]!;
    const dense = sizes.map((_, index) => of.get(index) ?? 0);
    return [{ family, hits: total, articles: of.size, range: of.size / order.length, top: sorted[0]!, half, dp: deviation(dense, sizes) }];
  });
}

export function DispersionTable() {
  const text = words.value.dispersion;
  const rows = useMemo(rowsNow, [chosen.value, chosenHits.value]);
  const columns = useMemo<Column<Row>[]>(() => [
    { key: "family", label: words.value.phrases.family, vietnamese: true, kind: "wide", value: (row) => data.families[row.family]!.name, show: (row) => <FamilyName family={row.family} /> },
    {
      key: "chart", label: words.value.phrases.onChart, kind: "screen", value: (row) => (families.value.includes(row.family) ? 1 : 0),
      show: (row) => <input type="checkbox" aria-label={words.value.phrases.putOn(data.families[row.family]!.name)} checked={families.value.includes(row.family)} disabled={!families.value.includes(row.family) && families.value.length >= 8} onChange={() => choose(row.family)} />,
    },
    { key: "hits", label: words.value.phrases.hits, numeric: true, value: (row) => row.hits, show: (row) => number(row.hits) },
    { key: "articles", label: text.articles, numeric: true, value: (row) => row.articles, show: (row) => number(row.articles) },
    { key: "range", label: text.range, numeric: true, value: (row) => Math.round(row.range * 1e4) / 1e4, show: (row) => percent(row.range) },
    { key: "top", label: text.top, numeric: true, value: (row) => row.top, show: (row) => number(row.top) },
    { key: "half", label: text.half, numeric: true, value: (row) => row.half, show: (row) => number(row.half) },
    { key: "dp", label: text.dp, hint: text.dpHint, numeric: true, value: (row) => row.dp && Math.round(row.dp * 1000) / 1000, show: (row) => (row.dp === null ? "–" : decimals(row.dp, 2)) },
  ], [language.value, families.value]);
  return (
    <section class="part">
      <h3>{text.table}</h3>
      <Table name="dispersion_by_family" title={text.table} columns={columns} rows={rows} sorted={{ key: "hits", down: true }} search={(row) => data.families[row.family]!.name} />
      <p class="note">{text.dp}: {text.dpHint}</p>
    </section>
  );
}
