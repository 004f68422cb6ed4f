// How the figures were made, and how to cite them.
import { useMemo } from "preact/hooks";
import { signal } from "@preact/signals";
import { data } from "../collection";
import { date, number } from "../format";
import { words } from "../language";
import { skipped } from "../language/skipped";
import { Table, type Column } from "../part/table";
import { language } from "../selection";
import { fetchContexts } from "./concordance";

const copied = signal(false);

export function Method() {
  const text = words.value.method;
  const { method, summary, version } = data;
  const period = summary.first && summary.last ? `, ${date(summary.first)} – ${date(summary.last)}` : "";
  const named = (name: string) => (name === "embedded" ? text.embedded : name);
  const settings = useMemo(() => flat(method.settings), []);
  return (
    <>
      <p class="note">{text.note}</p>
      <h3>{text.command}</h3>
      <pre tabIndex={0} aria-label={text.command}><code>{method.command}</code></pre>
      <p><button type="button" onClick={() => void navigator.clipboard.writeText(method.command).then(() => { copied.value = true; })}>{copied.value ? text.copied : text.copy}</button>{" "}
        <button type="button" onClick={() => void fetchContexts().then(() => print())}>{text.print}</button></p>
      <h3>{text.cite}</h3>
      <blockquote>{text.citeText(version, number(summary.documents), period)}</blockquote>
      <h3>{text.resources}</h3>
      <dl class="list">
        <dt>{text.model}</dt><dd>{named(method.model.name)} <code>{method.model.checksum}</code></dd>
        <dt>{text.gazetteer}</dt><dd>{named(method.gazetteer.name)} <code>{method.gazetteer.checksum}</code></dd>
        {data.reference && <><dt>{text.reference}</dt><dd>{text.references[data.reference] ?? data.reference}</dd></>}
        <dt>{text.policy}</dt><dd>{method.policy}: {text.policies[method.policy] ?? method.policyInWords}</dd>
        <dt>{text.period}</dt><dd>{text.periods[method.period]}</dd>
        <dt>{text.seed}</dt><dd>{method.seed}</dd>
      </dl>
      <h3>{text.formulas}</h3>
      <dl class="list">{text.formulaRows.map(([name, meaning]) => <><dt>{name}</dt><dd>{meaning}</dd></>)}</dl>
      <details>
        <summary>{text.settings}</summary>
        <dl class="list">{settings.map(([name, value]) => <><dt><code>{name}</code></dt><dd><code>{value}</code></dd></>)}</dl>
      </details>
      <Inputs />
      <List title={text.skipped} of={method.skipped} all={method.skippedOf} />
      <List title={text.lists} of={method.lists} all={method.listsOf} />
      <p class="note">{version}. {text.licences}</p>
    </>
  );
}

function Inputs() {
  const text = words.value.method;
  const { inputs, inputsOf } = data.method;
  const columns = useMemo<Column<(typeof inputs)[number]>[]>(() => [
    { key: "path", label: text.path, value: (row) => row.path, kind: "wide" },
    { key: "bytes", label: text.bytes, numeric: true, value: (row) => row.bytes, show: (row) => number(row.bytes) },
    { key: "checksum", label: text.checksum, value: (row) => row.checksum, show: (row) => <code>{row.checksum}</code> },
  ], [language.value]);
  return (
    <section class="part">
      <h3>{text.inputs}</h3>
      {inputsOf > inputs.length && <p class="note">{text.first(number(inputs.length), number(inputsOf))}</p>}
      <Table name="inputs" title={text.inputs} columns={columns} rows={inputs} search={(row) => row.path} />
    </section>
  );
}

function List({ title, of, all }: { title: string; of: string[]; all: number }) {
  return (
    <section class="part">
      <h3>{title}</h3>
      {of.length === 0 ? <p>{words.value.none}</p> : <ul class="reasons">{of.map((line) => <li>{skipped(line, language.value)}</li>)}</ul>}
      {all > of.length && <p class="note">{words.value.method.first(number(of.length), number(all))}</p>}
    </section>
  );
}

/** `{tfidf: {min_df: 2}}` as `tfidf.min_df`, `2`. */
function flat(value: unknown, name = ""): [string, string][] {
  if (value === null || typeof value !== "object") return [[name, String(value ?? "–")]];
  return Object.entries(value).flatMap(([key, inner]) => flat(inner, name ? `${name}.${key}` : key));
}
