// The five findings that stand out, as sentences that the figures of the whole collection make.
import { rateIntervals } from "./bootstrap";
import { countedFamilies, data } from "./collection";
import { COUNTED, type Family } from "./data";
import { figure, number, percent, period } from "./format";
import { words } from "./language";
import { clearFilters, cluster, counted, families, focus, type View } from "./selection";
import { wilson } from "./statistics";

export interface Finding { kind: string; text: string; view: View; change?: () => void }

const LEAST = 5;
/** Found phrases that may be the one to name. */
const BEST = 20;

/** What the reader sees is what the sentence counted: all sources and periods, one article per group of copies. */
function whole(change: () => void): () => void {
  return () => {
    clearFilters();
    counted.value = "unique";
    change();
  };
}

const onChart = (family: number) => whole(() => {
  families.value = [family, ...families.value.filter((it) => it !== family)].slice(0, 8);
  focus.value = family;
});

const hitsIn = (count: number): string => words.value.finding.hitsOf(count, number(count));
const articlesIn = (count: number): string => words.value.articles(count, number(count));

const counts = (): { family: Family; index: number }[] => data.families.slice(0, countedFamilies).map((family, index) => ({ family, index }));

function most(): Finding | null {
  const campaigns = counts().filter(({ family }) => family.kind === "campaign");
  campaigns.sort((a, b) => b.family.frequency!.unique.count - a.family.frequency!.unique.count);
  const top = campaigns[0];
  const rate = top?.family.frequency!.unique;
  if (!top || !rate?.interval) return null;
  const [low, high] = rate.interval;
  return {
    kind: "most", view: "phrases", change: onChart(top.index),
    text: words.value.finding.most(top.family.name, hitsIn(rate.count), articlesIn(rate.articles), figure(rate.perMillion), figure(low), figure(high)),
  };
}

function trend(): Finding | null {
  const tested = counts().filter(({ family }) => family.trend);
  const moving = tested.filter(({ family }) => family.trend!.direction).sort((a, b) => Math.abs(b.family.trend!.slope) - Math.abs(a.family.trend!.slope));
  const top = moving[0];
  if (!top) {
    if (tested.length < 2) return null;
    return { kind: "steady", view: "phrases", text: words.value.finding.steady(number(tested.length)) };
  }
  const { slope, slopeInterval: [low, high], direction } = top.family.trend!;
  const sentence = direction === "rising" ? words.value.finding.rising : words.value.finding.falling;
  return { kind: "trend", view: "phrases", change: onChart(top.index), text: sentence(top.family.name, figure(slope), figure(low), figure(high)) };
}

function change(): Finding | null {
  const tested = counts().filter(({ family }) => family.trend?.change && family.trend.changeP <= 0.05 && !family.trend.direction);
  tested.sort((a, b) => a.family.trend!.changeP - b.family.trend!.changeP);
  const top = tested[0];
  if (!top) return null;
  const { change, before, after } = top.family.trend!;
  return { kind: "change", view: "phrases", change: onChart(top.index), text: words.value.finding.change(top.family.name, period(change!), figure(before), figure(after)) };
}

/** Hits of each family in each of the originals; a sample does not have all, and what it has is no finding. */
function byArticle(): Map<number, Map<number, number>> {
  const { hits, documents } = data;
  const found = new Map<number, Map<number, number>>();
  hits.document.forEach((document, hit) => {
    if (hits.status[hit] !== COUNTED || !documents.unique[document]) return;
    const family = hits.family[hit]!;
    let articles = found.get(family);
    if (!articles) found.set(family, (articles = new Map()));
    articles.set(document, (articles.get(document) ?? 0) + 1);
  });
  return found;
}

function narrow(): Finding | null {
  if (data.sampled) return null;
  let best: { family: number; top: number; share: number; articles: number; hits: number } | null = null;
  for (const [family, articles] of byArticle()) {
    const hits = [...articles.values()].reduce((sum, it) => sum + it, 0);
    const top = Math.max(...articles.values());
    const share = top / hits;
    if (hits >= 2 * LEAST && share >= 0.3 && (!best || hits * share > best.hits * best.share)) best = { family, top, share, articles: articles.size, hits };
  }
  if (!best) return null;
  return {
    kind: "narrow", view: "dispersion", change: onChart(best.family),
    text: words.value.finding.narrow(data.families[best.family]!.name, hitsIn(best.hits), articlesIn(best.articles), number(best.top)),
  };
}

interface Local { family: number; source: number; rate: number; rest: number; low: number; high: number }

/** A family that one source prints at twice the rate of the others and more, its interval above their rate. */
function mostLocal(): Local | null {
  const { documents, method, sources } = data;
  const found = byArticle();
  const syllables = new Float64Array(sources.length);
  let all = 0;
  documents.source.forEach((source, document) => {
    if (!documents.unique[document]) return;
    all += documents.syllables[document]!;
    if (source >= 0) syllables[source]! += documents.syllables[document]!;
  });
  const candidates: { family: number; source: number; rate: number; rest: number }[] = [];
  for (const { family, index } of counts()) {
    const articles = found.get(index);
    if (family.kind === "set-phrase" || !articles) continue;
    const hits = new Float64Array(sources.length);
    const having = new Uint32Array(sources.length);
    let total = 0;
    for (const [document, count] of articles) {
      const source = documents.source[document]!;
      total += count;
      if (source < 0) continue;
      hits[source]! += count;
      having[source]!++;
    }
    hits.forEach((here, source) => {
      const rate = (here * 1e6) / syllables[source]!;
      const rest = ((total - here) * 1e6) / (all - syllables[source]!);
      if (having[source]! >= LEAST && rate > 2 * rest) candidates.push({ family: index, source, rate, rest });
    });
  }
  candidates.sort((a, b) => b.rate - b.rest - (a.rate - a.rest) || a.family - b.family);
  for (const candidate of candidates.slice(0, 3)) {
    const here = documents.id.map((_, index) => index).filter((index) => documents.unique[index] && documents.source[index] === candidate.source);
    const cells = { item: [] as number[], group: [] as number[], count: [] as number[] };
    here.forEach((document, group) => {
      const count = found.get(candidate.family)!.get(document);
      if (count === undefined) return;
      cells.item.push(0);
      cells.group.push(group);
      cells.count.push(count);
    });
    const [interval] = rateIntervals(here.map((document) => documents.syllables[document]!), cells, 1, method.seed);
    if (interval && interval[0] * 1e6 > candidate.rest) return { ...candidate, low: interval[0] * 1e6, high: interval[1] * 1e6 };
  }
  return null;
}

/** Found once: a change of language changes the sentence, not the figures. */
let knownLocal: Local | null | undefined;

function local(): Finding | null {
  if (knownLocal === undefined) knownLocal = data.sampled ? null : mostLocal();
  if (!knownLocal) return null;
  const { family, source, rate, rest, low, high } = knownLocal;
  return {
    kind: "local", view: "phrases", change: onChart(family),
    text: words.value.finding.local(data.families[family]!.name, data.sources[source]!, figure(rate), figure(rest), figure(low), figure(high)),
  };
}

function copies(): Finding | null {
  const { copies, documents, duplicateGroups } = data.summary;
  if (copies === 0) return null;
  const [low, high] = wilson(copies, documents);
  return {
    kind: "copies", view: "duplicates",
    text: words.value.finding.copies(copies, number(copies), articlesIn(documents), percent(copies / documents), words.value.finding.groupsOf(duplicateGroups, number(duplicateGroups)), percent(low), percent(high)),
  };
}

function early(): Finding | null {
  if (data.sampled) return null;
  const of = data.anachronisms.map(({ hit }) => data.hits.family[hit]!);
  if (of.length === 0) return null;
  const text = words.value.finding;
  const sizes = new Map<number, number>();
  of.forEach((family) => sizes.set(family, (sizes.get(family) ?? 0) + 1));
  const [first] = [...sizes].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]!;
  return {
    kind: "early", view: "phrases", change: onChart(first),
    text: text.early(of.length, hitsIn(of.length), text.familiesOf(sizes.size, number(sizes.size)), data.families[first]!.name),
  };
}

function twice(): Finding | null {
  const { hitsRepeated, repeating } = data.summary;
  if (hitsRepeated === 0) return null;
  const text = words.value;
  return { kind: "twice", view: "duplicates", text: text.finding.twice(hitsRepeated, hitsIn(hitsRepeated), articlesIn(repeating), repeating) };
}

function uncovered(): Finding | null {
  // Of the best, the one that is widest spread: the best of all may stand in three articles.
  const top = data.found.slice(0, BEST).sort((a, b) => b.documents - a.documents || b.score - a.score)[0];
  return top ? { kind: "uncovered", view: "found", text: words.value.finding.uncovered(top.phrase, hitsIn(top.count), articlesIn(top.documents)) } : null;
}

function topic(): Finding | null {
  const grouped = data.clusters.reduce((sum, it) => sum + it.documents, 0);
  const top = data.clusters[0];
  if (!top || data.clusters.length < 2) return null;
  const [low, high] = wilson(top.documents, grouped);
  return {
    kind: "topic", view: "clusters", change: () => { cluster.value = 0; },
    text: words.value.finding.topic(`“${top.words.slice(0, 4).join(", ")}”`, articlesIn(top.documents), percent(top.documents / grouped), percent(low), percent(high)),
  };
}

/** The most telling first; each section has its say before one has two. */
export function findings(): Finding[] {
  const all = [most(), trend(), copies(), local(), uncovered(), topic(), narrow(), change(), twice(), early()];
  return all.filter((it) => it !== null).slice(0, 5);
}
