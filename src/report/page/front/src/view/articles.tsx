// All articles, or those of the chosen topic: every one can be read.
import { useMemo } from "preact/hooks";
import { data, titleOf } from "../collection";
import { date, decimals, number } from "../format";
import { words } from "../language";
import { ArticleLink } from "../part/article_link";
import { Table, type Column } from "../part/table";
import { cluster, language } from "../selection";
import { chosen } from "../tally";

export function Articles() {
  const text = words.value.clusters;
  const { documents } = data;
  const now = cluster.value;
  const rows = useMemo(() => [...documents.id.keys()].filter((it) => chosen.value[it] && (now === null || documents.cluster[it] === now)), [chosen.value, now]);
  const columns = useMemo<Column<number>[]>(() => [
    { key: "article", label: text.article, vietnamese: true, kind: "wide", value: titleOf, show: (it) => <ArticleLink document={it} /> },
    { key: "date", label: words.value.concordance.date, kind: "day", value: (it) => documents.date[it]!, show: (it) => date(documents.date[it]!) },
    { key: "source", label: words.value.concordance.source, vietnamese: true, value: (it) => data.sources[documents.source[it]!] ?? null },
    { key: "syllables", label: words.value.summary.syllables, numeric: true, value: (it) => documents.syllables[it]!, show: (it) => number(documents.syllables[it]!) },
    { key: "topic", label: text.topic, numeric: true, value: (it) => (documents.cluster[it]! < 0 ? null : documents.cluster[it]!) },
    { key: "similarity", label: text.similarity, numeric: true, value: (it) => documents.similarity[it]!, show: (it) => (documents.similarity[it] === null ? "–" : decimals(documents.similarity[it]!, 2)) },
    { key: "id", label: words.value.article.id, value: (it) => documents.id[it]! },
  ], [language.value]);
  return (
    <section class="part">
      <h3>{text.articles}</h3>
      <Table name="documents" title={text.articles} columns={columns} rows={rows} search={(it) => `${titleOf(it)} ${documents.id[it]}`} />
    </section>
  );
}
