// Articles that any relation ties together.
import { data } from "./collection";

export interface Component { articles: number[]; relations: number[] }

/** Those with copies first, then the largest; articles in order of time. */
export function components(): Component[] {
  const { relations, documents } = data;
  const parent = new Map<number, number>();
  const root = (article: number): number => {
    let at = article;
    while (parent.get(at) !== undefined && parent.get(at) !== at) at = parent.get(at)!;
    return at;
  };
  for (const { a, b } of relations) {
    for (const article of [a, b]) if (!parent.has(article)) parent.set(article, article);
    const [first, second] = [root(a), root(b)];
    if (first !== second) parent.set(Math.max(first, second), Math.min(first, second));
  }
  const found = new Map<number, Component>();
  for (const article of [...parent.keys()].sort((a, b) => a - b)) {
    const of = root(article);
    if (!found.has(of)) found.set(of, { articles: [], relations: [] });
    found.get(of)!.articles.push(article);
  }
  relations.forEach(({ a }, index) => found.get(root(a))!.relations.push(index));
  const day = (article: number) => documents.date[article] ?? "9";
  for (const { articles } of found.values()) articles.sort((a, b) => (day(a) < day(b) ? -1 : day(a) > day(b) ? 1 : a - b));
  const copies = (of: Component) => of.relations.filter((it) => relations[it]!.decision === "copy").length;
  return [...found.values()].sort((a, b) => Math.sign(copies(b)) - Math.sign(copies(a)) || b.articles.length - a.articles.length || a.articles[0]! - b.articles[0]!);
}
