// Numbers, dates and order in the page's language.
import { computed } from "@preact/signals";
import type { Interval } from "./data";
import { language } from "./selection";

/** Vietnamese order in both languages: what is sorted are Vietnamese words. */
const collator = new Intl.Collator("vi", { numeric: true });
export const compare = (a: string, b: string): number => collator.compare(a, b);

const locale = computed(() => (language.value === "vi" ? "vi-VN" : "en-GB"));
const whole = computed(() => new Intl.NumberFormat(locale.value, { maximumFractionDigits: 0 }));
const three = computed(() => new Intl.NumberFormat(locale.value, { maximumSignificantDigits: 3 }));
const share = computed(() => new Intl.NumberFormat(locale.value, { style: "percent", maximumFractionDigits: 0 }));
const smallShare = computed(() => new Intl.NumberFormat(locale.value, { style: "percent", maximumSignificantDigits: 2 }));
const day = computed(() => new Intl.DateTimeFormat(locale.value, { day: "numeric", month: language.value === "vi" ? "numeric" : "short", year: "numeric", timeZone: "UTC" }));

export const number = (value: number): string => whole.value.format(value);
/** A rate or coefficient: three digits that matter, no more than whole numbers from a hundred on. */
export const figure = (value: number): string => (Math.abs(value) >= 100 ? whole : three).value.format(value);
/** Two digits that matter: a share of 0.4 % is not none, and 99.6 % is not all. */
export const percent = (value: number): string => (value < 0.1 ? smallShare : share).value.format(value < 1 ? Math.min(value, 0.99) : value);
export const decimals = (value: number, digits: number): string =>
  value.toLocaleString(locale.value, { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** `2013-06-05`, `2013-06` or `2013`; what is no date stays as it is. */
export function date(of: string | null): string {
  if (of === null) return "–";
  if (/^\d{4}-\d{2}-\d{2}$/.test(of)) return day.value.format(new Date(`${of}T00:00:00Z`));
  const month = /^(\d{4})-(\d{2})$/.exec(of);
  return month && language.value === "vi" ? `${Number(month[2])}/${month[1]}` : of;
}

export const period = (name: string): string => {
  const quarter = /^(\d{4})-Q(\d)$/.exec(name);
  return quarter ? (language.value === "vi" ? `quý ${quarter[2]}/${quarter[1]}` : `${quarter[1]} Q${quarter[2]}`) : date(name);
};

/** A figure of a chart's table, as exact as it is known. */
export const exact = (value: number): string => value.toLocaleString(locale.value, { maximumFractionDigits: 5 });

export const interval = (of: Interval | null): string => (of ? `${figure(of[0])}–${figure(of[1])}` : "–");
