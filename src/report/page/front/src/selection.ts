// What the reader chose: the only state of the page. Everything shown is derived from it and the data.
import { batch, computed, signal } from "@preact/signals";

export type Language = "en" | "vi";
export type Theme = "auto" | "light" | "dark";
export type Counted = "all" | "unique" | "bySource";
export type Per = "million" | "article";
export const VIEWS = ["summary", "phrases", "dispersion", "found", "concordance", "duplicates", "clusters", "method"] as const;
export type View = (typeof VIEWS)[number];

export const language = signal<Language>("en");
export const theme = signal<Theme>("auto");
export const view = signal<View>("summary");
/** Whether the page is being printed: all views are shown then. */
export const printing = signal(false);

/** Of sources, roles: none means all. */
export const sources = signal<ReadonlySet<number> | null>(null);
export const regions = signal<ReadonlySet<number> | null>(null);
/** First and last dated period. */
export const span = signal<readonly [number, number] | null>(null);
export const counted = signal<Counted>("unique");
export const per = signal<Per>("million");

export const isFiltered = computed(() => sources.value !== null || regions.value !== null || span.value !== null);

/** Families on the charts, in the order of their colours. */
export const families = signal<readonly number[]>([]);
/** The family that the charts of forms and of sources are about. */
export const focus = signal(0);

export interface Place { document: number; start: number; end: number }
/** The article that is open, and the place in it that was asked for. */
export const article = signal<{ document: number; place: Place | null } | null>(null);
/** Index of the relation whose articles stand side by side. */
export const pair = signal<number | null>(null);
export const group = signal<number | null>(null);
export const cluster = signal<number | null>(null);
/** Words that hits in the concordance must have around them, and the family, -1 for all. */
export const concordanceFamily = signal(-1);

export function show(next: View, change?: () => void): void {
  batch(() => {
    change?.();
    view.value = next;
  });
  if (location.hash !== `#${next}`) history.pushState(null, "", `#${next}`);
  scrollTo(0, 0);
}

export function clearFilters(): void {
  batch(() => {
    sources.value = null;
    regions.value = null;
    span.value = null;
  });
}

/** `set` with `value` switched; none chosen and all chosen are the same. */
export function switched(set: ReadonlySet<number> | null, value: number, all: number): ReadonlySet<number> | null {
  const next = new Set(set);
  if (!next.delete(value)) next.add(value);
  return next.size === 0 || next.size === all ? null : next;
}
