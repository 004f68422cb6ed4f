// Counts of the chosen articles and regions. In the whole collection they are those of the CSV files.
import { computed } from "@preact/signals";
import { rateIntervals, type Cells } from "./bootstrap";
import { countedFamilies, data, datedPeriods } from "./collection";
import { COUNTED, type Frequency, type Interval, type Rate } from "./data";
import { counted, isFiltered, per, regions, sources, span } from "./selection";

/** 1 for each article that counts. */
export const chosen = computed<Uint8Array>(() => {
  const { documents } = data;
  const of = sources.value;
  const within = span.value;
  const how = counted.value;
  return Uint8Array.from(documents.id, (_, index) => {
    const period = documents.period[index]!;
    const isIn =
      (!of || of.has(documents.source[index]!)) &&
      (!within || (period >= within[0] && period <= within[1])) &&
      (how === "all" || (how === "unique" ? documents.unique[index] === 1 : documents.firstOfSource[index] === 1));
    return isIn ? 1 : 0;
  });
});

/** 1 for each hit that counts. */
export const chosenHits = computed<Uint8Array>(() => {
  const { hits } = data;
  const documents = chosen.value;
  const of = regions.value;
  return Uint8Array.from(hits.document, (document, index) =>
    hits.status[index] === COUNTED && documents[document] && (!of || of.has(hits.region[index]!)) ? 1 : 0);
});

/** Hits and articles with a hit. */
export interface Count { hits: number; articles: number }
const zero = (length: number): Count[] => Array.from({ length }, () => ({ hits: 0, articles: 0 }));

/** What counts are taken of. */
export interface Base { articles: number; syllables: number }

/** Articles and syllables of the articles that `isIn`, in all and by period. */
function baseOf(isIn: (document: number) => boolean): { all: Base; periods: Base[] } {
  const all = { articles: 0, syllables: 0 };
  const periods = data.periods.map(() => ({ articles: 0, syllables: 0 }));
  data.documents.period.forEach((period, document) => {
    if (!isIn(document)) return;
    for (const base of [all, periods[period]!]) {
      base.articles++;
      base.syllables += data.documents.syllables[document]!;
    }
  });
  return { all, periods };
}

export const base = computed(() => baseOf((document) => chosen.value[document] === 1));

/** Counts of items, over all and by period, of the chosen hits that `item` gives a number from 0 to `items`. */
export function countBy(items: number, item: (hit: number) => number): { all: Count[]; periods: Count[][]; sources: number[] } {
  const { hits, documents } = data;
  const isChosen = chosenHits.value;
  const all = zero(items);
  const periods = data.periods.map(() => zero(items));
  const seen = Array.from({ length: items }, () => new Set<number>());
  // Hits stand in the order of documents.
  const last = new Int32Array(items).fill(-1);
  for (let hit = 0; hit < isChosen.length; hit++) {
    if (!isChosen[hit]) continue;
    const of = item(hit);
    if (of < 0) continue;
    const document = hits.document[hit]!;
    const isNew = last[of] !== document ? 1 : 0;
    last[of] = document;
    for (const count of [all[of]!, periods[documents.period[document]!]![of]!]) {
      count.hits++;
      count.articles += isNew;
    }
    // An article that names no source is no newspaper.
    if (isNew && documents.source[document]! >= 0) seen[of]!.add(documents.source[document]!);
  }
  return { all, periods, sources: seen.map((set) => set.size) };
}

export const rateOf = (hits: number, of: Base): number =>
  per.value === "million" ? (of.syllables ? (hits * 1e6) / of.syllables : 0) : of.articles ? hits / of.articles : 0;

/** The group of an article; a number of its own where the page does not hold the article that it is a copy of. */
const groupOf = (document: number): number => {
  const group = data.documents.group[document]!;
  return group < 0 ? -1 - document : group;
};

/** Cells and sizes of the articles that `isIn`, groups of copies as units. */
function draw(families: Map<number, number>, isIn: (document: number) => boolean): { sizes: number[]; cells: Cells } {
  const { documents, hits } = data;
  const groups = new Map<number, number>();
  const sizes: number[] = [];
  documents.group.forEach((_, document) => {
    if (!chosen.value[document] || !isIn(document)) return;
    const group = groupOf(document);
    let number = groups.get(group);
    if (number === undefined) {
      number = sizes.push(0) - 1;
      groups.set(group, number);
    }
    sizes[number]! += per.value === "million" ? documents.syllables[document]! : 1;
  });
  const cells: Cells = { item: [], group: [], count: [] };
  const places = new Map<number, number>();
  for (let hit = 0; hit < hits.document.length; hit++) {
    if (!chosenHits.value[hit]) continue;
    const item = families.get(hits.family[hit]!);
    const document = hits.document[hit]!;
    if (item === undefined || !isIn(document)) continue;
    const group = groups.get(groupOf(document))!;
    const key = group * families.size + item;
    const place = places.get(key);
    if (place !== undefined) cells.count[place]!++;
    else {
      places.set(key, cells.item.push(item) - 1);
      cells.group.push(group);
      cells.count.push(1);
    }
  }
  return { sizes, cells };
}

const rateIn = (of: Frequency): Rate => (counted.value === "all" ? of.all : counted.value === "unique" ? of.unique : of.bySource);

/** Whether the report itself has the intervals of what is chosen. */
export const areExact = computed(() => !isFiltered.value && per.value === "million" && counted.value !== "bySource");

const scaled = (of: (Interval | null)[]): (Interval | null)[] =>
  of.map((it) => it && (per.value === "million" ? [it[0] * 1e6, it[1] * 1e6] : it));

/** A family in the chosen articles, or in those of one period. */
export interface FamilyFigure { hits: number; articles: number; sources: number; rate: number; interval: Interval | null }

/** Beyond the stated size the page holds a sample of the articles: what is not filtered is then taken from the report. */
const isWhole = computed(() => data.sampled !== null && !isFiltered.value);

const counts = computed(() => countBy(data.families.length, (hit) => data.hits.family[hit]!));

const intervals = computed<(Interval | null)[]>(() => {
  if (areExact.value) return data.families.map((family) => family.frequency && rateIn(family.frequency).interval);
  const { sizes, cells } = draw(new Map(data.families.map((_, index) => [index, index])), () => true);
  return scaled(rateIntervals(sizes, cells, data.families.length, data.method.seed));
});

function reported(of: Frequency): FamilyFigure {
  const { count, articles, perMillion, perArticle, interval } = rateIn(of);
  const isPerMillion = per.value === "million";
  return { hits: count, articles, sources: of.sources, rate: isPerMillion ? perMillion : perArticle, interval: isPerMillion ? interval : null };
}

/** The families that have figures, in the chosen articles. */
export const familyFigures = computed<FamilyFigure[]>(() => data.families.slice(0, countedFamilies).map((family, index) => {
  if (isWhole.value) return reported(family.frequency!);
  const { hits, articles } = counts.value.all[index]!;
  return { hits, articles, sources: counts.value.sources[index]!, rate: rateOf(hits, base.value.all), interval: intervals.value[index]! };
}));

/** For each dated period each of `families`; none where the period has no articles. */
export function periodFigures(families: readonly number[]): (FamilyFigure | null)[][] {
  return data.periods.slice(0, datedPeriods).map((period, index) => {
    if (isWhole.value) return families.map((family) => (period.articles > 0 ? reported(period.families[family]!) : null));
    const of = base.value.periods[index]!;
    if (of.articles === 0) return families.map(() => null);
    const drawn = areExact.value
      ? families.map((family) => rateIn(period.families[family]!).interval)
      : scaled(periodIntervals(families, index));
    return families.map((family, place) => {
      const { hits, articles } = counts.value.periods[index]![family]!;
      return { hits, articles, sources: 0, rate: rateOf(hits, of), interval: drawn[place]! };
    });
  });
}

function periodIntervals(families: readonly number[], period: number): (Interval | null)[] {
  const { sizes, cells } = draw(new Map(families.map((family, place) => [family, place])), (document) => data.documents.period[document] === period);
  return rateIntervals(sizes, cells, families.length, data.method.seed);
}
