// Documents that articles cite by number, and phrases that stand before their time.
import { useMemo } from "preact/hooks";
import { data, titleOf } from "../collection";
import { date, number } from "../format";
import { words } from "../language";
import { FamilyName } from "../part/family";
import { ArticleLink } from "../part/article_link";
import { Table, type Column } from "../part/table";
import type { Anachronism, DocumentNumber } from "../data";
import { language } from "../selection";

/** `Chỉ thị 05-CT/TW (2016-05-15)` with its day as the page writes days. */
const dated = (document: string): string => document.replace(/\((\d{4}(?:-\d{2}){0,2})\)$/, (_, day: string) => `(${date(day)})`);

export function Numbers() {
  const text = words.value.phrases;
  const columns = useMemo<Column<DocumentNumber>[]>(() => [
    { key: "number", label: text.number, value: (row) => row.date === null ? row.number : `${row.number} (${date(row.date)})`, vietnamese: true },
    { key: "count", label: text.citations, numeric: true, value: (row) => row.count, show: (row) => number(row.count) },
    { key: "articles", label: text.articlesColumn, numeric: true, value: (row) => row.articles, show: (row) => number(row.articles) },
    { key: "reading", label: text.reading, value: (row) => words.value.readings[row.reading] ?? row.reading },
    { key: "documents", label: text.mayBe, value: (row) => row.documents.join("; "), show: (row) => row.documents.map(dated).join("; "), vietnamese: true, kind: "wide" },
  ], [language.value]);
  if (data.numbers.length === 0) return null;
  return (
    <section class="part">
      <h3>{text.numbers}</h3>
      <p class="note">{text.numbersNote}</p>
      <Table name="document_numbers" title={text.numbers} columns={columns} rows={data.numbers} search={(row) => `${row.number} ${row.documents.join(" ")}`} />
    </section>
  );
}

export function Early() {
  const text = words.value.phrases;
  const { hits, documents } = data;
  const columns = useMemo<Column<Anachronism>[]>(() => [
    {
      key: "article", label: text.article, kind: "wide", vietnamese: true, value: (row) => titleOf(hits.document[row.hit]!),
      show: (row) => <ArticleLink document={hits.document[row.hit]!} place={{ document: hits.document[row.hit]!, start: hits.start[row.hit]!, end: hits.end[row.hit]! }} />,
    },
    { key: "date", label: text.dated, value: (row) => documents.date[hits.document[row.hit]!]!, show: (row) => date(documents.date[hits.document[row.hit]!]!), kind: "day" },
    { key: "from", label: text.dateFrom, value: (row) => { const origin = data.dateOrigins[documents.dateFrom[hits.document[row.hit]!]!] ?? ""; return words.value.origins[origin] ?? origin; } },
    { key: "family", label: text.family, vietnamese: true, value: (row) => data.families[hits.family[row.hit]!]!.name, show: (row) => <FamilyName family={hits.family[row.hit]!} />, kind: "wide" },
    { key: "since", label: text.since, value: (row) => row.founded, show: (row) => date(row.founded), kind: "day" },
    { key: "by", label: text.founding, vietnamese: true, value: (row) => row.foundedBy },
  ], [language.value]);
  if (data.anachronisms.length === 0) return null;
  return (
    <section class="part">
      <h3>{text.early}</h3>
      <p class="note">{text.earlyNote}</p>
      <Table name="anachronisms" title={text.early} columns={columns} rows={data.anachronisms} />
    </section>
  );
}
