// Periods and days as numbers: years, with the middle of the period as its place.
import { data, datedPeriods } from "../collection";

function start(name: string): number {
  const year = Number(name.slice(0, 4));
  const quarter = /Q(\d)/.exec(name);
  if (quarter) return year + (Number(quarter[1]) - 1) / 4;
  const month = /^\d{4}-(\d{2})/.exec(name);
  return month ? year + (Number(month[1]) - 1) / 12 : year;
}

const length = (): number => ({ year: 1, quarter: 1 / 4, month: 1 / 12 })[data.method.period];

export const middle = (period: number): number => start(data.periods[period]!.name) + length() / 2;

/** From the beginning of the first to the end of the last of the dated periods; anything where there is none. */
export function extent(first = 0, last = datedPeriods - 1): [number, number] {
  if (last < 0) return [0, 1];
  return [start(data.periods[first]!.name), start(data.periods[last]!.name) + length()];
}

/** A day, month or year as a number: `2013-07-02` is 2013.5. */
export function place(date: string): number {
  const day = Number(date.slice(8, 10) || "1");
  return start(date) + (date.length > 7 ? (day - 1) / 366 : 0);
}
