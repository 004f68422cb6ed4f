// Every word of the page, in English. `vi.ts` has the same keys: the compiler holds it to that.
import type { Counted, View } from "../selection";

const plural = (count: number, text: string, one: string, many: string): string => `${text} ${count === 1 ? one : many}`;

export const en = {
  views: {
    summary: "Summary",
    phrases: "Phrases over time",
    dispersion: "Dispersion",
    found: "Found phrases",
    concordance: "Concordance",
    duplicates: "Duplicates",
    clusters: "Clusters",
    method: "Method",
  } satisfies Record<View, string> as Record<View, string>,
  pageTitle: "chinhluan report",
  heading: (articles: string) => `Phrases, copies and topics in ${articles}`,
  sections: "Sections",
  skip: "Skip to the content",
  language: "Language",
  theme: "Colours",
  themes: { auto: "As the system", light: "Light", dark: "Dark" },
  loading: "Unpacking …",
  failed: "This page cannot be shown: ",
  missing: "The texts of the articles are files beside this page, and browsers read those only from a server: run “chinhluan serve FOLDER” and open the address it prints.",
  close: "Close",
  unknownSource: "no source",
  undated: "undated",
  none: "None.",
  and: " and ",
  to: " to ",
  of: (part: string, whole: string) => `${part} of ${whole}`,
  articles: (count: number, text: string) => plural(count, text, "article", "articles"),
  syllables: (count: number, text: string) => plural(count, text, "syllable", "syllables"),
  more: (count: string) => `and ${count} more`,
  sampled: (kept: string, of: string) =>
    `The collection is too large for one page: the page holds the texts and hits of ${kept} of ${of} articles. The table of families and its chart are of the whole collection as long as nothing is filtered; what is filtered, drawn article by article or read is of the sample. “chinhluan report --site” writes all of it.`,

  kinds: { campaign: "campaign", slogan: "slogan", "set-phrase": "set phrase" } as Record<string, string>,
  roles: {
    page_clock: "page clock", nav: "navigation", section: "section", title: "title", date: "date", lead: "lead", body: "body",
    caption: "caption", image_slug: "image name", photo_credit: "photo credit", byline: "byline", source_credit: "source",
    tags: "tags", comment_form: "comment form", related: "related", boilerplate: "boilerplate", blank: "blank",
  } as Record<string, string>,
  origins: { label: "a labelled line", position: "its place on the page", metadata: "the record", markup: "the markup", url: "the address" } as Record<string, string>,
  flags: {
    accentless: "without accents", borderline: "borderline", gloss: "gloss", typo: "misprint",
  } as Record<string, string>,
  statuses: ["counted", "printed twice", "page furniture", "left out by the policy"],
  relations: {
    exact: "exact copy", normalised: "copy but for spelling", near: "near copy", cut: "cut copy", contains: "contains", merges: "merges",
    same_form: "same form, other report", shares_passage: "shares a passage",
  } as Record<string, string>,
  decisions: { copy: "counted as a copy", kept: "kept" } as Record<string, string>,
  readings: { one: "one document", dated: "by its date", other_date: "of another date", ambiguous: "ambiguous", misprint: "misprint", short: "short form", unknown: "in no list" } as Record<string, string>,
  repeatKinds: { exact: "word for word", prefix: "beginning", cut: "cut", folded: "but for marks" } as Record<string, string>,

  chart: {
    csv: "CSV", svg: "SVG", table: "Table",
    saveCsv: (of: string) => `Save the figures of “${of}” as CSV`,
    saveSvg: (of: string) => `Save the chart “${of}” as SVG`,
    empty: "Nothing to draw for this choice.",
  },
  table: {
    search: "Search", searchHint: "hoc tap finds học tập",
    rows: (shown: string, of: string) => (shown === of ? plural(Number(of), of, "row", "rows") : `${shown} of ${of} rows`),
    sort: (column: string) => `Sort by ${column}`,
    nothing: "No row matches.",
    printed: (shown: string, of: string) => `The first ${shown} of ${of} rows; all of them are in the CSV file.`,
  },

  filters: {
    title: "Filters", sources: "Sources", regions: "Part of the article", period: "Period", from: "From", until: "Until",
    counted: "Count", per: "Rate", all: "all", clear: "Clear filters", clearCount: (sources: string) => `Sources: ${sources}`,
    countedAs: {
      all: "all copies", unique: "one per group of copies", bySource: "one per group and source",
    } satisfies Record<Counted, string> as Record<Counted, string>,
    perAs: { million: "per million syllables", article: "per article" },
    now: (articles: string, syllables: string) => `${articles} with ${syllables} syllables`,
    undatedIn: (count: string) => `${count} without a date are counted too, but stand in no period.`,
    undatedOut: (count: string) => `${count} without a date are left out while a period is chosen.`,
    filteredNote: "Intervals of a choice are made here: 1,000 draws of whole groups of copies, 95%.",
    exactNote: "Intervals: 95%, whole groups of copies drawn anew (bootstrap).",
    regionNote: "Rates are per million syllables of whole articles, whatever part the hits stand in.",
  },

  summary: {
    note: "What the collection holds, and what stands out in it: each sentence leads to the chart or table that it was read from. How to read intervals and counts is said below.",
    articles: "Articles", sources: "Sources", period: "Published", undatedShare: "Undated", copies: "Copies of another article",
    syllables: "Syllables", hits: "Phrase hits counted", groups: (count: number, groups: string) => `in ${plural(count, groups, "group", "groups")}`,
    findings: "What stands out", evidence: "See the evidence", sourcesTitle: "Articles by source", yearsTitle: "Articles by period",
    published: "Articles", articlesColumn: "Articles", sourceColumn: "Source", periodColumn: "Period",
    leftOut: (repeated: string, aside: string, policy: string) =>
      `Counted are hits in titles, leads, bodies and captions. Left out: ${repeated} in passages that the same article prints again, ${aside} in page furniture, ${policy} by the counting policy.`,
    how: "How to read this page",
    howText: [
      "A family is a phrase in all its forms: a campaign, a slogan or a set phrase. A hit is one place where it stands.",
      "“One per group of copies” counts a story once, however many papers printed it: this is the default. Filters stand above each section that they change.",
      "A 95% interval says how far chance may have moved a rate. The groups of copies are drawn anew 1,000 times, as many as there are, some of them twice and some not at all; 95% of the rates that come out lie in the interval. A rate that hangs on a few stories has a wide one. It says nothing of how the collection was chosen. Where two intervals overlap widely, the difference may be chance.",
    ],
  },

  finding: {
    most: (name: string, hits: string, articles: string, rate: string, low: string, high: string) =>
      `The campaign named most often is “${name}”: ${hits} in ${articles}, ${rate} per million syllables (95% interval ${low} to ${high}).`,
    rising: (name: string, slope: string, low: string, high: string) =>
      `“${name}” is on the rise: ${slope} hits per million syllables more each year (95% interval ${low} to ${high}; Mann-Kendall, corrected for the number of families).`,
    falling: (name: string, slope: string, low: string, high: string) =>
      `“${name}” is on the decline: ${slope} hits per million syllables a year (95% interval ${low} to ${high}; Mann-Kendall, corrected for the number of families).`,
    steady: (families: string) =>
      `None of the ${families} families that could be tested rises or falls significantly over the periods (Mann-Kendall, corrected for the number of families).`,
    change: (name: string, change: string, before: string, after: string) =>
      `“${name}” changes most around ${change}: ${before} hits per million syllables before, ${after} from then on.`,
    local: (name: string, source: string, rate: string, rest: string, low: string, high: string) =>
      `“${name}” stands out in ${source}: ${rate} hits per million syllables there (95% interval ${low} to ${high}), ${rest} elsewhere.`,
    narrow: (name: string, hits: string, articles: string, top: string) =>
      `“${name}” is frequent but narrow: of its ${hits}, ${top} stand in one article, and it is found in ${articles} alone.`,
    copies: (count: number, copies: string, articles: string, share: string, groups: string, low: string, high: string) =>
      `${copies} of ${articles} (${share}; 95% interval ${low} to ${high}) ${count === 1 ? "is a copy" : "are copies"} of another, in ${groups}; stories are counted once, so that copies lend no weight to what they say.`,
    early: (count: number, hits: string, families: string, name: string) =>
      `${hits} ${count === 1 ? "stands" : "stand"} in articles dated before their campaign began (${families}, first of all “${name}”): the date is wrong, or the words are older than the campaign.`,
    hitsOf: (count: number, text: string) => plural(count, text, "hit", "hits"),
    groupsOf: (count: number, text: string) => plural(count, text, "group", "groups"),
    familiesOf: (count: number, text: string) => plural(count, text, "family", "families"),
    twice: (count: number, hits: string, articles: string, repeating: number) =>
      `${hits} ${count === 1 ? "is" : "are"} left out because ${articles} ${repeating === 1 ? "prints" : "print"} a passage twice, most often the lead: counted, they would pass for emphasis.`,
    uncovered: (phrase: string, count: string, articles: string) =>
      `“${phrase}” recurs without being in any family: ${count} in ${articles}.`,
    topic: (words: string, articles: string, share: string, low: string, high: string) =>
      `The largest topic is ${words}: ${articles}, ${share} of those grouped (95% interval ${low} to ${high}).`,
  },

  phrases: {
    note: "How often each family stands in the articles of each period. Bands are 95% intervals; numbered marks above are the founding documents of the families shown.",
    noteUndated: "How often each family stands in the articles. None of them has a date, so that nothing can be drawn over time.",
    choose: "Families on the charts", chooseHint: "Up to eight; tick more in the table.", chosenMany: "Eight families are shown already.",
    remove: (name: string) => `Take “${name}” off the charts`,
    trend: "Rate by period", rateAxis: { million: "Hits per million syllables", article: "Hits per article" },
    bands: "Show intervals", documents: "Founding documents", unverified: "not checked against the document",
    shares: "Forms of one family", sharesNote: "Share of each form in the hits of the period.", otherForms: "other forms", shareAxis: "Share of hits",
    focus: "Family",
    bySource: "Source by source", bySourceNote: "The same family in each of the largest sources, on one scale.",
    table: "All families", family: "Family", kind: "Kind", hits: "Hits", articlesColumn: "Articles", sourcesColumn: "Sources", rate: "Rate",
    interval: "95% interval", direction: "Direction", directionHint: "Where the Mann-Kendall test, corrected for autocorrelation and for the number of families, is significant at 5%, with Sen's slope a year. Always of the whole collection.",
    rising: "rising", falling: "falling", aYear: "a year", first: "First", last: "Last", twice: "Printed twice", onChart: "Chart",
    putOn: (name: string) => `Show “${name}” on the charts`, seeHits: (name: string) => `Read the hits of “${name}”`,
    forms: "Forms", form: "Form", period: "Period", low: "low", high: "high", count: "Hits", share: "Share",
    numbers: "Documents cited by number", numbersNote: "Directives, resolutions and decisions that articles name by number, and the documents that the number may stand for.", number: "Number", citations: "Citations", reading: "Reading", mayBe: "Documents it may be",
    early: "Before their time", earlyNote: "Hits in articles dated before the family began: the date is wrong, the words are older than the campaign, or they say something else.",
    dated: "Dated", since: "Since", founding: "Document", article: "Article", asWritten: "As written", dateFrom: "Date from",
  },

  dispersion: {
    note: "Ten mentions in one article are not a movement. Each strip is the collection in order of time, one place an article; a tick is an article with the phrase, the taller the more hits.",
    collection: "Where in the collection", time: "Articles in order of time, those without a date last", timeUnknown: "No article has a date: they stand in the order in which they were read",
    within: "Where in the articles", withinNote: "Each row is an article, from its first to its last line; a tick is a hit. The articles with the most hits of the families shown.",
    place: "Place in the article", start: "beginning", end: "end",
    table: "Dispersion of all families", top: "Most in one article", half: "Articles with half of the hits",
    dp: "DP", dpHint: "Gries' deviation of proportions, normalised: 0 where each article has as many hits as its length lets expect, 1 where one article has all.",
    range: "Share of articles",
    articles: "Articles", hitsIn: (count: number, hits: string) => plural(count, hits, "hit", "hits"),
  },

  found: {
    note: "Word sequences that recur across articles and that no family covers: candidates for new families. Association says how firmly the words belong together (NPMI of the weakest split; 1 is always together).",
    keyness: "Keyness", boundNote: "Open circles: the reference only says that it has at most so many, the ratio is at least this (≥ in the table).", keynessNote: "To the right: more frequent here than in the reference; up: harder to explain by chance.",
    logRatioShort: "Log ratio, 95% interval", logRatio: "Log ratio (doublings over the reference)", g2: "G² (log-likelihood)", significance: "−log₁₀ of adjusted p",
    ranking: "Spread and firmness", rankingNote: "To the right: in more articles; up: words that belong together more firmly. No reference corpus is loaded, so keyness is not shown.",
    documents: "Articles", association: "Association",
    table: "All found phrases", phrase: "Phrase", words: "Words", count: "Hits", sources: "Sources", dispersion: "DP", score: "Score", forms: "Forms", examples: "Articles", p: "adjusted p",
    proposed: "Proposed families", proposedNote: "In the grammar of --families: save, edit, and run again with --families FILE.",
    save: "Save as TOML", reference: (name: string) => `Reference: ${name}.`,
    nothing: "No phrase recurs often enough outside the families.",
    terms: "Words that weigh most", termsNote: "Mean TF-IDF weight; one article per group of copies.", term: "Word", occurrences: "Occurrences", weight: "Weight", inArticles: "Articles",
    termsOf: (shown: string, of: string) => `The first ${shown} of ${of} words; all are in terms.csv.`,
  },

  concordance: {
    note: "Every hit in its context. Choose a row to read the article.",
    family: "Family", allFamilies: "all families", left: "Left context", hit: "Hit", right: "Right context", date: "Date", dateFrom: "Date from", source: "Source",
    region: "Part", flags: "Remarks", article: "Article", form: "Form", status: "Status", search: "Words in the line", within: "nested in",
    uncounted: "Also hits that do not count", copies: "The choice “Count” above decides whether copies are listed.",
    sortLeft: "Left context, from the hit outwards", read: (title: string) => `Read “${title}”`,
  },

  article: {
    asRead: "As read", sideBySide: "Cleaned beside original", unchanged: "Cleaning changed nothing in this article.",
    cleaned: "Cleaned", original: "As read", changes: "Changed places are marked.",
    line: (line: string) => `line ${line}`, repeats: (line: string) => `repeats line ${line}`, truncated: "cut off",
    legend: { counted: "hit", uncounted: "hit that does not count", repeat: "printed twice", furniture: "page furniture, not counted" },
    dated: (origin: string) => `date from ${origin}`, copyOf: "Copy of", cluster: "Topic", hits: "Hits",
    previous: "Previous hit", next: "Next hit", roles: "Roles of lines", id: "Document",
  },

  duplicates: {
    note: "Articles that repeat each other. Only copies (exact, near, cut) form groups and count once; the other relations are shown, and their articles stay.",
    groups: "Groups", size: "Articles", kept: "Kept article", sources: "Sources", first: "First", last: "Last", days: "Days",
    group: "Group", graph: "Relations of the group", graphNote: "A circle is an article, the large one is kept; a line is a relation.",
    timeline: "How the story spread", timelineNote: "Each dot is an article of the group, at its date, in the row of its source.", undatedHere: "Articles without a date are not drawn.",
    relations: "All relations", relationsNote: "Shares are of runs of five syllables: those that both articles have, out of the runs of both together, of the first, and of the other.", a: "Article", b: "Other article", relation: "Relation", jaccard: "Shared by both", containmentA: "Of the first", containmentB: "Of the other",
    decision: "Decision", why: "Why", compare: "Compare", compareTitle: (relation: string) => `Side by side: ${relation}`,
    onlyHere: "only here", same: "in both", aligned: "Paragraphs stand beside those they share text with; words that only one has are marked.",
    passagesNote: (count: number) => `${count === 1 ? "The passage that both have stands" : "The longest passages that both have stand"} on a tinted ground; a number leads to the other side.`,
    otherSide: (passage: string) => `Passage ${passage}: go to the other side`,
    none: "No articles repeat each other.", repeats: "Passages printed twice within an article", repeatsNote: "Pages of newspapers often print the lead again in the text. Such a passage counts once.", line: "Line", repeatsLine: "Repeats line", how: "How",
    keptShort: "kept", connected: "Articles tied by any relation are shown together.",
  },

  clusters: {
    note: "Articles grouped by their words (spherical k-means on TF-IDF); copies are left out. Near on the map means alike in words; the axes mean nothing by themselves.",
    map: "Map of the articles", topic: "Topic", topicNumber: (number: string) => `Topic ${number}`, words: "Telling words", phrases: "Telling phrases", size: "Articles", copies: "Copies",
    typical: "Typical articles", period: "Period", sources: "Sources", all: "all topics", chosen: "Show one topic", table: "All topics", articles: "Articles of the choice",
    similarity: "Similarity", none: "Too few articles to group.", overTime: "Topics by period", overTimeNote: "Articles of each topic by period, copies left out.", article: "Article",
  },

  method: {
    note: "How the figures were made: what to name when you quote them, and how to make them again.",
    command: "The command that repeats this run", copy: "Copy", copied: "Copied",
    cite: "How to cite", citeText: (version: string, articles: string, period: string) =>
      `${version}, phrases, copies and topics of a collection of ${articles} articles${period}. Model, families and settings as named below.`,
    resources: "Model and families", model: "Segmentation model", gazetteer: "Phrase families", reference: "Reference", references: { "Wikipedia, laws and government papers": "Vietnamese Wikipedia, laws and government papers" } as Record<string, string>, embedded: "embedded", periods: { year: "year", quarter: "quarter", month: "month" }, checksum: "Checksum", settings: "Settings", setting: "Setting", value: "Value",
    policy: "Counting policy", seed: "Seed", period: "Period of the tables",
    policies: {
      longest: "a hit inside a longer one does not count, nor do borderline hits and text without accents",
      all: "every hit counts, nested, borderline and accentless ones too",
      "once-per-article": "a family counts once an article; a hit inside a longer one does not count, nor do borderline hits and text without accents",
    } as Record<string, string>,
    inputs: "Inputs", path: "Path", bytes: "Bytes", skipped: "Left out", reason: "Reason", lists: "Pages that are lists of articles, not articles",
    first: (shown: string, of: string) => `The first ${shown} of ${of}; all are in manifest.json.`,
    formulas: "Formulas", formula: "Name", meaning: "What it is here",
    formulaRows: [
      ["Rate", "All hits over all syllables of the chosen articles, times a million; not a mean of the articles' rates."],
      ["Interval of a rate", "Percentile bootstrap, 1,000 draws of whole groups of copies, 95%."],
      ["Interval of a share", "Wilson, 95%."],
      ["Trend", "Mann-Kendall test, corrected for autocorrelation (Hamed and Rao), adjusted for the number of families (Benjamini and Hochberg); Sen's slope; Pettitt's change point."],
      ["DP", "Deviation of proportions (Gries), normalised (Lijffijt and Gries), articles as parts."],
      ["Copies", "Shared runs of five syllables: Jaccard and containment over all distinct runs."],
      ["Association", "Normalised pointwise mutual information of the weakest split of the phrase."],
      ["Keyness", "Log ratio for the size, G² for the evidence; p adjusted for the number of phrases."],
      ["Topics", "Spherical k-means on TF-IDF, latent dimensions; telling words by G²."],
    ] as [string, string][],
    licences: "This page was built with Preact, Observable Plot, D3 and jsdiff; their licences are in dist/LICENSES.txt of the source.",
    print: "Print the whole report",
  },
};

export type Words = typeof en;
