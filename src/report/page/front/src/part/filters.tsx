// The choice of articles and of what is counted; above every section that it changes.
import { data, datedPeriods } from "../collection";
import { compare, number, period } from "../format";
import { words } from "../language";
import { clearFilters, counted, isFiltered, per, regions, sources, span, switched, type Counted, type Per } from "../selection";
import { Sampled } from "./sampled";
import { areExact, base } from "../tally";

function Choice<T extends string>({ label, options, value, change }: { label: string; options: Record<T, string>; value: T; change: (value: T) => void }) {
  return (
    <label>{label}
      <select value={value} onChange={(event) => change(event.currentTarget.value as T)}>
        {(Object.entries(options) as [T, string][]).map(([key, text]) => <option value={key} selected={key === value}>{text}</option>)}
      </select>
    </label>
  );
}

function Checks({ label, all, chosen, change }: { label: string; all: { value: number; label: string; count?: number }[]; chosen: ReadonlySet<number> | null; change: (value: number) => void }) {
  const text = words.value.filters;
  return (
    <details class="checks" onFocusOut={(event) => { if (!event.currentTarget.contains(event.relatedTarget as Node | null)) event.currentTarget.open = false; }}>
      <summary>{label}: <b>{chosen ? `${chosen.size}/${all.length}` : text.all}</b></summary>
      <fieldset tabIndex={-1}>
        <legend class="hidden">{label}</legend>
        {all.map((it) => (
          <label>
            <input type="checkbox" checked={chosen?.has(it.value) ?? false} onChange={() => change(it.value)} />
            <span lang="vi">{it.label}</span>{it.count !== undefined && <small> {number(it.count)}</small>}
          </label>
        ))}
      </fieldset>
    </details>
  );
}

/** `parts`: whether the section tells parts of articles apart; `rates`: whether it shows rates. */
export function Filters({ parts = true, rates = true }: { parts?: boolean; rates?: boolean }) {
  const text = words.value.filters;
  const [from, until] = span.value ?? [0, datedPeriods - 1];
  const setSpan = (low: number, high: number) => {
    span.value = low === 0 && high === datedPeriods - 1 ? null : [Math.min(low, high), Math.max(low, high)];
  };
  const named = data.sources.map((label, value) => ({ value, label, count: data.summary.sources[value]! })).sort((a, b) => compare(a.label, b.label));
  const hasUnnamed = data.documents.source.includes(-1);
  const all = hasUnnamed ? [...named, { value: -1, label: words.value.unknownSource, count: undefined! }] : named;
  const content = data.roles.map((role, value) => ({ value, label: words.value.roles[role] ?? role })).filter(({ value }) => data.contentRoles[value]);
  const periods = data.periods.slice(0, datedPeriods);
  const undated = data.summary.undated;
  const pick = (label: string, value: number, change: (value: number) => void) => (
    <label>{label}
      <select value={String(value)} onChange={(event) => change(Number(event.currentTarget.value))}>
        {periods.map((it, index) => <option value={String(index)} selected={index === value}>{period(it.name)}</option>)}
      </select>
    </label>
  );
  return (
    <form class="filters" aria-label={text.title} onSubmit={(event) => event.preventDefault()}>
      {all.length > 1 && <Checks label={text.sources} all={all} chosen={sources.value} change={(value) => { sources.value = switched(sources.value, value, all.length); }} />}
      {parts && content.length > 1 && <Checks label={text.regions} all={content} chosen={regions.value} change={(value) => { regions.value = switched(regions.value, value, content.length); }} />}
      {datedPeriods > 1 && <>{pick(text.from, from, (value) => setSpan(value, Math.max(value, until)))}{pick(text.until, until, (value) => setSpan(Math.min(from, value), value))}</>}
      <Choice<Counted> label={text.counted} options={text.countedAs} value={counted.value} change={(value) => { counted.value = value; }} />
      {rates && <Choice<Per> label={text.per} options={text.perAs} value={per.value} change={(value) => { per.value = value; }} />}
      {isFiltered.value && <button type="button" onClick={clearFilters}>{text.clear}</button>}
      <Sampled />
      <p class="note" role="status">
        {text.now(words.value.articles(base.value.all.articles, number(base.value.all.articles)), number(base.value.all.syllables))}.{" "}
        {undated > 0 && datedPeriods > 1 && `${span.value ? text.undatedOut(number(undated)) : text.undatedIn(number(undated))} `}
        {rates && (areExact.value ? text.exactNote : text.filteredNote)}{rates && regions.value && per.value === "million" ? ` ${text.regionNote}` : ""}
      </p>
    </form>
  );
}
