// The data of the page, for everyone; set once before anything is shown.
import type { PageData } from "./data";

export let data: PageData;

/** Families that have figures stand first. */
export let countedFamilies = 0;
/** Periods without `undated`. */
export let datedPeriods = 0;

export function setData(loaded: PageData): void {
  data = loaded;
  countedFamilies = loaded.families.filter((family) => family.frequency !== null).length;
  datedPeriods = loaded.periods.filter((period) => period.name !== "undated").length;
}

export const titleOf = (document: number): string => data.documents.title[document] ?? data.documents.id[document]!;
