// Articles that repeat each other: groups, their graph and timeline, all relations, passages printed twice.
import { useMemo } from "preact/hooks";
import { Graph, Timeline } from "./group";
import { data, titleOf } from "../collection";
import { components, type Component } from "../components";
import type { Relation, Repeat } from "../data";
import { date, number, percent } from "../format";
import { reason } from "../language/reason";
import { words } from "../language";
import { ArticleLink } from "../part/article_link";
import { Sampled } from "../part/sampled";
import { Table, type Column } from "../part/table";
import { group, language, pair } from "../selection";

interface Row extends Component { index: number; /** The article that the copies are copies of; none where the articles are no copies. */ kept: number | null; sources: number[]; first: string | null; last: string | null }

function groupRows(): Row[] {
  const { documents } = data;
  return components().map((component, index) => {
    const days = component.articles.flatMap((it) => documents.date[it] ?? []);
    const sources = [...new Set(component.articles.map((it) => documents.source[it]!))];
    const kept = component.articles.find((it) => component.articles.some((other) => other !== it && documents.group[other] === it)) ?? null;
    return { ...component, index, kept, sources, first: days[0] ?? null, last: days.at(-1) ?? null };
  });
}

const sourceName = (source: number): string => data.sources[source] ?? words.value.unknownSource;
/** Sources of a group that are named. */
const NAMED = 2;

export function Duplicates() {
  const text = words.value.duplicates;
  const rows = useMemo(groupRows, []);
  const open = (row: Row) => { group.value = row.index; };
  const columns = useMemo<Column<Row>[]>(() => [
    {
      key: "kept", label: text.group, vietnamese: true, kind: "wide", value: (row) => titleOf(row.kept ?? row.articles[0]!),
      show: (row) => <button type="button" class="link" lang="vi" aria-pressed={group.value === row.index} onClick={() => open(row)}>{titleOf(row.kept ?? row.articles[0]!)}</button>,
    },
    { key: "size", label: text.size, numeric: true, value: (row) => row.articles.length },
    { key: "relations", label: text.relation, value: (row) => [...new Set(row.relations.map((it) => words.value.relations[data.relations[it]!.relation]!))].join(", ") },
    { key: "sources", label: text.sources, vietnamese: true, value: (row) => row.sources.map(sourceName).join(", "), show: (row) => `${row.sources.slice(0, NAMED).map(sourceName).join(", ")}${row.sources.length > NAMED ? ` ${words.value.more(number(row.sources.length - NAMED))}` : ""}` },
    { key: "first", label: text.first, kind: "day", value: (row) => row.first, show: (row) => date(row.first) },
    { key: "last", label: text.last, kind: "day", value: (row) => row.last, show: (row) => date(row.last) },
  ], [language.value, group.value]);
  if (rows.length === 0) return <><p class="empty">{text.none}</p><Repeats /></>;
  const chosen = rows[group.value ?? 0] ?? rows[0]!;
  return (
    <>
      <p class="note">{text.note}</p>
      <Sampled />
      <section class="part">
        <h3>{text.groups}</h3>
        <p class="note">{text.connected}</p>
        <Table name="duplicate_groups" title={text.groups} columns={columns} rows={rows} open={open} rowClass={(row) => (row.index === chosen.index ? "chosen" : "")}
          search={(row) => row.articles.map((it) => `${titleOf(it)} ${data.documents.id[it]}`).join(" ")} />
      </section>
      <div class="two"><Graph of={chosen} kept={chosen.kept} /><Timeline of={chosen} kept={chosen.kept} /></div>
      <Relations />
      <Repeats />
    </>
  );
}

function Relations() {
  const text = words.value.duplicates;
  const columns = useMemo<Column<number>[]>(() => {
    const of = (index: number): Relation => data.relations[index]!;
    const share = (key: "jaccard" | "containmentA" | "containmentB", label: string): Column<number> =>
      ({ key, label, numeric: true, value: (it) => of(it)[key], show: (it) => percent(of(it)[key]) });
    return [
      { key: "a", label: text.a, vietnamese: true, kind: "wide", value: (it) => data.documents.id[of(it).a]!, show: (it) => <ArticleLink document={of(it).a} /> },
      { key: "b", label: text.b, vietnamese: true, kind: "wide", value: (it) => data.documents.id[of(it).b]!, show: (it) => <ArticleLink document={of(it).b} /> },
      { key: "relation", label: text.relation, value: (it) => words.value.relations[of(it).relation] ?? of(it).relation },
      { key: "compare", label: text.compare, kind: "screen", value: () => null, show: (it) => <button type="button" aria-label={`${text.compare}: ${titleOf(of(it).a)}, ${titleOf(of(it).b)}`} onClick={() => { pair.value = it; }}>{text.compare}</button> },
      share("jaccard", text.jaccard), share("containmentA", text.containmentA), share("containmentB", text.containmentB),
      { key: "decision", label: text.decision, value: (it) => words.value.decisions[of(it).decision] ?? of(it).decision },
      { key: "why", label: text.why, kind: "wide", value: (it) => reason(of(it).reason, language.value) },
    ];
  }, [language.value]);
  const rows = useMemo(() => [...data.relations.keys()], []);
  return (
    <section class="part">
      <h3>{text.relations}</h3>
      <p class="note">{text.relationsNote}</p>
      <Table name="duplicates" title={text.relations} columns={columns} rows={rows} search={(it) => [data.relations[it]!.a, data.relations[it]!.b].map((of) => `${titleOf(of)} ${data.documents.id[of]}`).join(" ")} />
    </section>
  );
}

function Repeats() {
  const text = words.value.duplicates;
  const columns = useMemo<Column<Repeat>[]>(() => [
    { key: "article", label: text.a, vietnamese: true, kind: "wide", value: (row) => titleOf(row.document), show: (row) => <ArticleLink document={row.document} place={{ document: row.document, start: row.start, end: row.end }} /> },
    { key: "line", label: text.line, numeric: true, value: (row) => row.line, show: (row) => number(row.line) },
    { key: "repeats", label: text.repeatsLine, numeric: true, value: (row) => row.repeats, show: (row) => number(row.repeats) },
    { key: "how", label: text.how, value: (row) => words.value.repeatKinds[row.how] ?? row.how },
  ], [language.value]);
  if (data.repeats.length === 0) return null;
  return (
    <section class="part">
      <h3>{text.repeats}</h3>
      <p class="note">{text.repeatsNote}</p>
      <Table name="repeats" title={text.repeats} columns={columns} rows={data.repeats} search={(row) => titleOf(row.document)} />
    </section>
  );
}
