// Every hit in its context.
import { useEffect, useMemo } from "preact/hooks";
import { signal } from "@preact/signals";
import { data, titleOf } from "../collection";
import { COUNTED, type Contexts } from "../data";
import { date } from "../format";
import { words } from "../language";
import { loadContexts } from "../load";
import { FamilySelect } from "../part/family";
import { Filters } from "../part/filters";
import { Table, type Column } from "../part/table";
import { article, concordanceFamily, language, regions, type Place } from "../selection";
import { chosen, chosenHits } from "../tally";

const known = signal<Contexts | null>(null);
const isMissing = signal(false);

/** Unpacks the words around all hits: when they are first asked for, and before all is printed. */
export async function fetchContexts(): Promise<void> {
  try {
    known.value ??= await loadContexts(data.chunks);
  } catch {
    isMissing.value = true;
  }
}

const withUncounted = signal(false);
/** Letters of context that are shown; sorted and saved is all. */
const CONTEXT = 90;

/** Where a hit stands in the text; none for hits in the title field. */
export const placeOf = (hit: number): Place | null =>
  data.hits.inTitle[hit] ? null : { document: data.hits.document[hit]!, start: data.hits.start[hit]!, end: data.hits.end[hit]! };

export const flagsOf = (hit: number): string[] =>
  data.flags.filter((_, bit) => data.hits.flags[hit]! & (1 << bit)).map((flag) => words.value.flags[flag] ?? flag);

export function Concordance() {
  const text = words.value.concordance;
  const contexts = known.value;
  useEffect(() => { void fetchContexts(); }, []);
  const family = concordanceFamily.value;
  const { hits, documents } = data;
  const rows = useMemo(() => {
    const of = regions.value;
    return [...hits.document.keys()].filter((hit) =>
      (family < 0 || hits.family[hit] === family) &&
      (chosenHits.value[hit] || (withUncounted.value && hits.status[hit] !== COUNTED && chosen.value[hits.document[hit]!] && (!of || of.has(hits.region[hit]!)))));
  }, [chosen.value, chosenHits.value, regions.value, withUncounted.value, family]);
  const columns = useMemo<Column<number>[]>(() => {
    if (!contexts) return [];
    const { left, surface, right } = contexts;
    const origin = (hit: number) => data.dateOrigins[documents.dateFrom[hits.document[hit]!]!];
    return [
      { key: "left", label: text.left, hint: text.sortLeft, vietnamese: true, kind: "left", value: (hit) => left[hit]!, order: (hit) => left[hit]!.trim().split(/\s+/).reverse().join(" "), show: (hit) => <span>{left[hit]!.slice(-CONTEXT)}</span> },
      {
        key: "hit", label: text.hit, vietnamese: true, kind: "hit", value: (hit) => surface[hit]!,
        show: (hit) => <button type="button" class="link" aria-label={`${surface[hit]}: ${text.read(titleOf(hits.document[hit]!))}`} onClick={() => open(hit)}>{surface[hit]}</button>,
      },
      { key: "right", label: text.right, vietnamese: true, kind: "right", value: (hit) => right[hit]!, order: (hit) => right[hit]!.replace(/^[\s\p{P}]+/u, ""), show: (hit) => <span>{right[hit]!.slice(0, CONTEXT)}</span> },
      { key: "date", label: text.date, kind: "day", value: (hit) => documents.date[hits.document[hit]!]!, show: (hit) => <>{date(documents.date[hits.document[hit]!]!)}{origin(hit) && <small> {words.value.origins[origin(hit)!] ?? origin(hit)}</small>}</> },
      { key: "from", label: text.dateFrom, isFileOnly: true, value: (hit) => words.value.origins[origin(hit) ?? ""] ?? origin(hit) ?? null },
      { key: "source", label: text.source, vietnamese: true, value: (hit) => data.sources[documents.source[hits.document[hit]!]!] ?? null },
      { key: "region", label: text.region, value: (hit) => words.value.roles[data.roles[hits.region[hit]!]!] ?? data.roles[hits.region[hit]!]! },
      { key: "family", label: text.family, vietnamese: true, value: (hit) => data.families[hits.family[hit]!]!.name },
      { key: "form", label: text.form, isFileOnly: true, vietnamese: true, value: (hit) => data.variants[hits.variant[hit]!]!.form },
      {
        key: "flags", label: text.flags, value: (hit) => [
          ...(hits.status[hit] === COUNTED ? [] : [words.value.statuses[hits.status[hit]!]!]), ...flagsOf(hit),
          ...hits.nestedIn[hit]!.map((it) => `${text.within} ${data.families[it]!.name}`)].join("; ") || null,
      },
      { key: "article", label: text.article, vietnamese: true, value: (hit) => titleOf(hits.document[hit]!) },
      { key: "id", label: words.value.article.id, isFileOnly: true, value: (hit) => documents.id[hits.document[hit]!]! },
    ];
  }, [contexts, language.value]);
  return (
    <>
      <p class="note">{text.note} {text.copies}</p>
      <Filters rates={false} />
      {contexts ? (
        <Table name="concordance" title={words.value.views.concordance} columns={columns} rows={rows} sorted={{ key: "date", down: false }}
          search={(hit) => `${contexts.left[hit]}${contexts.surface[hit]}${contexts.right[hit]}`} open={open} rowClass={(hit) => (hits.status[hit] === COUNTED ? "" : "aside")}
          extra={<>
            <FamilySelect label={text.family} value={family} change={(value) => { concordanceFamily.value = value; }} all={text.allFamilies} />
            <label><input type="checkbox" checked={withUncounted.value} onChange={(event) => { withUncounted.value = event.currentTarget.checked; }} /> {text.uncounted}</label>
          </>} />
      ) : <p class="empty" role="status">{isMissing.value ? words.value.missing : words.value.loading}</p>}
    </>
  );
}

function open(hit: number): void {
  article.value = { document: data.hits.document[hit]!, place: placeOf(hit) };
}
