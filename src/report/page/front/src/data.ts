/**
 * What a report page holds. Written by `src/report/page/data.rs`; a change here is a change there, and of `format`.
 *
 * In the page, each part is JSON, gzip, base64 in `<script type="application/octet-stream" id="…">`:
 * `data` (PageData), and for each chunk n of articles `articles-n` (ArticleText[]), `lines-n` (ArticleLines[]), the
 * articles of both in the same order, and `contexts-n` (Contexts), the hits of those articles in the order of `hits`.
 * On a site (`--site`, `serve`), `data` stands in the page and says `site: true`; the other parts are files beside it,
 * gzip: `articles-n.json.gz`, `lines-n.json.gz`, `contexts-n.json.gz`, served as `application/gzip`.
 * A page over `file:` cannot fetch: a site is opened through a server (`chinhluan serve`).
 *
 * All places but those of `AlignedPassage` are UTF-16 offsets: `text.slice(start, end)`. Days are `YYYY-MM-DD`. Lists of numbers that name rows of
 * another table are indices; -1 is none. Figures are rounded as in the CSV files.
 */

export type Day = string;
/** Low and high end, 95 %. */
export type Interval = [number, number];
/** Index of a row of `documents`. */
export type DocumentIndex = number;

export interface PageData {
  format: 1;
  /** `chinhluan 0.1.0` */
  version: string;
  language: "en" | "vi";
  /** Whether the other parts are files beside the page. */
  site: boolean;
  method: Method;
  summary: Summary;
  /** Names of newspapers and sites, the largest first; articles that name none have -1. */
  sources: string[];
  /** Names of the roles of lines: `title`, `lead`, `body`, … */
  roles: string[];
  /** For each role whether hits in it count. */
  contentRoles: boolean[];
  /** Where dates were found: `label`, `position`, `metadata`, … */
  dateOrigins: string[];
  /** Names of the flags of hits, bit by bit: bit 0 is the first. */
  flags: string[];
  /** In the order of families.csv; behind them those that have only hits that do not count (`frequency` null). */
  families: Family[];
  /** Forms, in the order of phrases.csv; behind them those that have only hits that do not count. */
  variants: Variant[];
  /** In order of time, `undated` last. */
  periods: Period[];
  /** variants_by_period.csv */
  shares: Shares;
  documents: Documents;
  /** Every hit, in the order of documents. */
  hits: Hits;
  /** Phrases that no family covers, the best first. */
  found: FoundPhrase[];
  /** The same as families, in the grammar of `--families`; empty where nothing was found. */
  proposed: string;
  /** Name of the texts that `found` was held against. */
  reference: string | null;
  /** duplicates.csv */
  relations: Relation[];
  /** repeats.csv */
  repeats: Repeat[];
  anachronisms: Anachronism[];
  /** document_numbers.csv */
  numbers: DocumentNumber[];
  /** The first 2,000 of terms.csv. */
  terms: Term[];
  termsOf: number;
  clusters: Cluster[];
  /** Number of chunks of articles. */
  chunks: number;
  /** Beyond the stated size the page holds a sample of the articles: `documents`, `hits`, `relations`, `repeats`,
   *  `anachronisms` are then of those only; everything else is of the whole collection. */
  sampled: null | { kept: number; of: number; hitsKept: number; hitsOf: number; why: string };
}

export interface Method {
  /** The command that repeats the run. */
  command: string;
  /** As in manifest.json. */
  settings: unknown;
  policy: string;
  /** The policy in a sentence, English. */
  policyInWords: string;
  period: "year" | "quarter" | "month";
  seed: number;
  model: Resource;
  gazetteer: Resource;
  /** The first 200. */
  inputs: { path: string; bytes: number; checksum: string }[];
  inputsOf: number;
  /** What was left out and why; the first 200. */
  skipped: string[];
  skippedOf: number;
  /** Web pages that are lists of articles; the first 200. */
  lists: string[];
  listsOf: number;
}

export interface Resource {
  name: string;
  checksum: string;
}

export interface Summary {
  documents: number;
  skipped: number;
  lists: number;
  undated: number;
  first: Day | null;
  last: Day | null;
  /** Articles of each of `sources`. */
  sources: number[];
  syllables: number;
  syllablesUnique: number;
  bytes: number;
  duplicateGroups: number;
  copies: number;
  repeating: number;
  hits: number;
  hitsRepeated: number;
  hitsAside: number;
  hitsUncounted: number;
}

export interface Rate {
  count: number;
  articles: number;
  perMillion: number;
  perArticle: number;
  /** Of perMillion: bootstrap over groups of copies. */
  interval: Interval | null;
  /** Of perMillion: exact Poisson. */
  poisson: Interval | null;
}

export interface Frequency {
  all: Rate;
  unique: Rate;
  /** Without intervals. */
  bySource: Rate;
  sources: number;
}

export interface Family {
  id: string;
  name: string;
  kind: "campaign" | "slogan" | "set-phrase";
  /** Since when: `2006-11-07`, `2006-11`, `2006`, or two years where sources differ. */
  start: string | null;
  /** `source`: where number and date were read. */
  documents: { number: string; date: string | null; source: string | null; verified: boolean }[];
  note: string | null;
  frequency: Frequency | null;
  repeated: number;
  first: Day | null;
  last: Day | null;
  trend: Trend | null;
}

export interface Trend {
  periods: number;
  tau: number;
  z: number;
  p: number;
  pHamedRao: number | null;
  pAdjusted: number;
  direction: "rising" | "falling" | null;
  slope: number;
  slopeInterval: Interval;
  change: string | null;
  changeP: number;
  before: number;
  after: number;
}

export interface Variant {
  family: number;
  form: string;
  frequency: Frequency | null;
  repeated: number;
}

export interface Period {
  /** `2013`, `2013-Q2`, `2013-05`, `undated` */
  name: string;
  articles: number;
  syllables: number;
  /** For each of `families` that has a frequency, in their order: phrases_by_period.csv */
  families: Frequency[];
}

/** Rows of variants_by_period.csv as columns. */
export interface Shares {
  period: number[];
  variant: number[];
  count: number[];
  countUnique: number[];
  share: (number | null)[];
  low: (number | null)[];
  high: (number | null)[];
}

/** Columns. */
export interface Documents {
  id: string[];
  title: (string | null)[];
  source: number[];
  date: (Day | null)[];
  dateFrom: number[];
  /** Index in `periods`. */
  period: number[];
  /** What rates are taken of. */
  syllables: number[];
  /** UTF-16 units of its text, up to the end of its last line. */
  length: number[];
  /** 1 where the article counts when one article a group counts. */
  unique: (0 | 1)[];
  /** The kept article of its group of copies; its own index where it is no copy; -1 where the
   *  page (see `sampled`) does not hold it. */
  group: DocumentIndex[];
  /** 1 where the article counts when one article a group and source counts. */
  firstOfSource: (0 | 1)[];
  cluster: number[];
  similarity: (number | null)[];
  /** Place on the plane; null where it has none. */
  x: (number | null)[];
  y: (number | null)[];
  /** Chunk that holds its text, and the place in the chunk. */
  chunk: number[];
  place: number[];
}

export const COUNTED = 0;
export const REPEATED = 1;
export const ASIDE = 2;
export const BY_POLICY = 3;

/** Columns, everything that hits.jsonl has. */
export interface Hits {
  document: DocumentIndex[];
  family: number[];
  variant: number[];
  /** Index in `roles`. */
  region: number[];
  /** In `text`, or in the title where `inTitle` is 1. */
  start: number[];
  end: number[];
  /** 1 where the hit stands in the title field of a record, which its text does not have. */
  inTitle: (0 | 1)[];
  /** Bits, see `PageData.flags`. */
  flags: number[];
  /** COUNTED; REPEATED: left out because the article prints the passage twice; ASIDE: outside title, lead, body and
   *  caption; BY_POLICY: left out by the policy. Only COUNTED hits enter figures. */
  status: (0 | 1 | 2 | 3)[];
  /** Families whose hits hold this one, the nearest first. */
  nestedIn: number[][];
}

/** The words around each hit of a chunk, in the order of `hits`: `left` ends and `right` begins at the hit, within its line. */
export interface Contexts {
  left: string[];
  surface: string[];
  right: string[];
}

export interface FoundPhrase {
  phrase: string;
  forms: string[];
  words: number;
  count: number;
  documents: number;
  /** Sources. */
  range: number;
  /** DPnorm. */
  dispersion: number | null;
  /** NPMI of the weakest split. */
  association: number;
  score: number;
  quoted: number;
  /** Binary logarithm of the ratio of the rates, here by reference; null for phrases that are too long for it. */
  logRatio: number | null;
  logRatioInterval: Interval | null;
  /** Whether the reference only says that it has at most so many: ratio, interval and G² are then the least they can be. */
  isBound: boolean;
  g2: number | null;
  pAdjusted: number | null;
  /** A few articles that have it. */
  articles: DocumentIndex[];
}

export interface Relation {
  a: DocumentIndex;
  b: DocumentIndex;
  /** `exact normalised near contains merges cut same_form shares_passage` */
  relation: string;
  jaccard: number;
  containmentA: number;
  containmentB: number;
  decision: "copy" | "kept";
  reason: string;
  /** The longest aligned passages, the longest first; none where the articles are equal. */
  passages: AlignedPassage[];
}

/** First byte and end in `a`, the same in `b`, in UTF-8 bytes of the cleaned texts: the texts are packed before it is known
 *  what they share. Then the length in syllables (numbers and other words count too). */
export type AlignedPassage = [aStart: number, aEnd: number, bStart: number, bEnd: number, syllables: number];

export interface Repeat {
  document: DocumentIndex;
  /** From 1. */
  line: number;
  repeats: number;
  how: string;
  start: number;
  end: number;
}

export interface Anachronism {
  /** Index in `hits`; document, date and family are those of the hit. */
  hit: number;
  founded: string;
  foundedBy: string | null;
  verified: boolean;
}

export interface DocumentNumber {
  number: string;
  /** The date beside it, where that tells which document it is, or that it is none of these. */
  date: string | null;
  count: number;
  articles: number;
  families: number[];
  documents: string[];
  reading: string;
}

export interface Term {
  term: string;
  count: number;
  documents: number;
  idf: number;
  weight: number;
}

export interface Cluster {
  /** Articles, copies left out. */
  documents: number;
  copies: number;
  words: string[];
  phrases: string[];
  typical: DocumentIndex[];
  first: Day | null;
  last: Day | null;
  /** The largest, with their number of articles. */
  sources: { source: number; documents: number }[];
}

/** One article of `articles-n`. */
export interface ArticleText {
  /** As it was read. */
  text: string;
  /** With encoding faults mended; null where there were none. */
  cleaned: string | null;
}

/** One article of `lines-n`: its lines as columns. */
export interface ArticleLines {
  start: number[];
  end: number[];
  /** Index in `roles`. */
  role: number[];
  /** The line (from 1) that this one repeats, 0 for none. */
  repeats: number[];
  /** Lines (from 1) that were cut and end in an ellipsis. */
  truncated: number[];
}
