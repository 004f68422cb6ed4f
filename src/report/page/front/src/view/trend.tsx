// The chart of the chosen families over time.
import { useCallback, useMemo } from "preact/hooks";
import { signal } from "@preact/signals";
import { data, datedPeriods } from "../collection";
import { extent, middle, place } from "../chart/time";
import { trendChart, type Mark, type Point } from "../chart/trend";
import { date } from "../format";
import { words } from "../language";
import { Figure } from "../part/figure";
import { Legend } from "../part/legend";
import { families, language, per, span } from "../selection";
import { familyFigures, periodFigures } from "../tally";

const bands = signal(true);

export function Trend() {
  const text = words.value.phrases;
  const chosen = families.value;
  const figures = familyFigures.value;
  const [from, until] = span.value ?? [0, datedPeriods - 1];
  const rate = per.value;
  const lines = useMemo(() => {
    const periods = periodFigures(chosen);
    return chosen.map((family, colour) => {
      const points: Point[] = [];
      for (let index = from; index <= until; index++) {
        const of = periods[index]![colour]!;
        points.push({ family, colour, period: data.periods[index]!.name, x: middle(index), rate: of ? of.rate : NaN, interval: of && of.interval, hits: of ? of.hits : 0, articles: of ? of.articles : 0 });
      }
      return { colour, points };
    });
  }, [chosen, figures, from, until, rate]);
  const range = extent(from, until);
  const marks = useMemo(() => chosen.flatMap((family, colour) => data.families[family]!.documents
    .filter((document) => document.date !== null)
    .map((document) => ({ family, colour, document, x: place(document.date!) }))
    .filter(({ x }) => x >= range[0] && x <= range[1]))
    .sort((a, b) => a.x - b.x)
    .map((it, index) => ({ ...it, number: index + 1 })), [chosen, from, until]);
  const showBands = bands.value;
  const make = useCallback((width: number) => trendChart({
    width, lines, bands: showBands, label: text.rateAxis[rate], extent: range,
    marks: marks.map(({ number, x, colour, document }): Mark => ({ number, x, colour, title: `${document.number}, ${date(document.date)}` })),
  }), [lines, marks, showBands, language.value]);
  return (
    <Figure
      name="trend" title={text.trend} draw={make}
      head={[text.family, text.period, text.hits, words.value.summary.articlesColumn, text.rateAxis[rate], text.low, text.high]}
      rows={() => lines.flatMap(({ points }) => points.filter((point) => !Number.isNaN(point.rate)).map((point) => [
        data.families[point.family]!.name, point.period, point.hits, point.articles,
        rounded(point.rate), point.interval && rounded(point.interval[0]), point.interval && rounded(point.interval[1])]))}
      legend={<>
        <Legend as="line" entries={chosen.map((family, colour) => {
          const { name } = data.families[family]!;
          return { colour, label: <span lang="vi">{name}</span>, remove: { label: text.remove(name), run: () => { families.value = families.value.filter((it) => it !== family); } } };
        })} />
        <p class="note screen"><label><input type="checkbox" checked={showBands} onChange={(event) => { bands.value = event.currentTarget.checked; }} /> {text.bands}</label> · {text.chooseHint}</p>
        {marks.length > 0 && (
          <details class="documents">
            <summary>{text.documents}: {marks.length}</summary>
            <ol>
              {marks.map(({ colour, document }) => (
                <li><span lang="vi">{document.number}</span>, {date(document.date)}{!document.verified && <span class="note"> ({text.unverified})</span>}
                  <span class={`swatch k${(colour % 8) + 1}`} aria-hidden="true"> ■</span></li>
              ))}
            </ol>
          </details>
        )}
      </>}
    />
  );
}

/** As in the CSV files. */
export const rounded = (value: number): number => Math.round(value * 100) / 100;
