// The collection in figures, and what stands out in it.
import { barX, barY } from "@observablehq/plot";
import { useCallback } from "preact/hooks";
import { data, datedPeriods } from "../collection";
import { draw, short, thinned, wholeTicks } from "../chart/draw";
import { findings } from "../findings";
import { date, number, percent, period } from "../format";
import { words } from "../language";
import { Figure } from "../part/figure";
import { Sampled } from "../part/sampled";
import { language, show } from "../selection";

/** Sources that have a bar of their own. */
const SOURCES = 15;

export function Summary() {
  const { summary } = data;
  const text = words.value.summary;
  const fact = (label: string, value: string, aside?: string) => <div><dt>{label}</dt><dd>{value}{aside && <small> {aside}</small>}</dd></div>;
  return (
    <>
      <p class="note">{text.note}</p>
      <dl class="facts">
        {fact(text.articles, number(summary.documents))}
        {fact(text.sources, number(data.sources.length))}
        {summary.first && summary.last && fact(text.period, `${date(summary.first)} – ${date(summary.last)}`)}
        {fact(text.undatedShare, number(summary.undated), `(${percent(summary.undated / Math.max(1, summary.documents))})`)}
        {fact(text.copies, number(summary.copies), summary.duplicateGroups ? text.groups(summary.duplicateGroups, number(summary.duplicateGroups)) : undefined)}
        {fact(text.syllables, number(summary.syllables))}
        {fact(text.hits, number(summary.hits))}
      </dl>
      <Sampled />
      <h3>{text.findings}</h3>
      <ol class="findings">
        {findings().map((finding) => (
          <li data-finding={finding.kind}>
            {finding.text}{" "}
            <a class="screen" href={`#${finding.view}`} onClick={(event) => { event.preventDefault(); show(finding.view, finding.change); }}>{text.evidence}</a>
          </li>
        ))}
      </ol>
      <p class="note">{text.leftOut(number(summary.hitsRepeated), number(summary.hitsAside), number(summary.hitsUncounted))}</p>
      <div class="two">
        <BySource />
        {datedPeriods > 1 && <ByPeriod />}
      </div>
      <h3>{text.how}</h3>
      {text.howText.map((line) => <p class="reading">{line}</p>)}
    </>
  );
}

function BySource() {
  const text = words.value.summary;
  const named = data.sources.map((name, index) => ({ name, articles: data.summary.sources[index]! }));
  const unnamed = data.summary.documents - named.reduce((sum, row) => sum + row.articles, 0);
  const rows = unnamed > 0 && named.length > 0 ? [...named, { name: words.value.unknownSource, articles: unnamed }] : named;
  const make = useCallback((width: number) => {
    const shown = rows.length > SOURCES && unnamed > 0 ? [...rows.slice(0, SOURCES), rows.at(-1)!] : rows.slice(0, SOURCES);
    if (shown.length === 0) return null;
    const room = Math.min(220, width * 0.42);
    return draw({
      width, height: 30 + shown.length * 26, marginLeft: room, marginRight: 40, marginTop: 4,
      x: { label: null, ticks: wholeTicks(Math.max(...shown.map((row) => row.articles)), 5), tickFormat: number, grid: true }, y: { label: null, domain: shown.map((row) => row.name), tickFormat: (name: string) => short(name, room / 7), tickSize: 0 },
      marks: [barX(shown, { x: "articles", y: "name", fill: "var(--c1)", insetTop: 2, insetBottom: 2, title: (row: { name: string; articles: number }) => `${row.name}: ${number(row.articles)}` })],
    });
  }, [language.value]);
  return <Figure name="sources" title={text.sourcesTitle} draw={make} head={[text.sourceColumn, text.articlesColumn]} rows={() => rows.map((row) => [row.name, row.articles])} />;
}

function ByPeriod() {
  const text = words.value.summary;
  const rows = data.periods.map((it) => ({ name: it.name, articles: it.articles }));
  const make = useCallback((width: number) => {
    const shown = rows.slice(0, datedPeriods);
    return draw({
      width, height: 230, marginLeft: 44,
      x: { label: null, domain: shown.map((row) => row.name), ticks: thinned(shown.map((row) => row.name), width - 60, 44), tickFormat: period }, y: { label: null, grid: true, ticks: wholeTicks(Math.max(...shown.map((row) => row.articles)), 7), tickFormat: number },
      marks: [barY(shown, { x: "name", y: "articles", fill: "var(--c1)", title: (row: { name: string; articles: number }) => `${period(row.name)}: ${number(row.articles)}` })],
    });
  }, [language.value]);
  return <Figure name="periods" title={text.yearsTitle} draw={make} head={[text.periodColumn, text.articlesColumn]} rows={() => rows.map((row) => [row.name, row.articles])} />;
}
