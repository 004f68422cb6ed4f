// A line cut where hits begin and end, so that hits inside hits can be shown.

export interface Span { start: number; end: number; hit: number }
export interface Piece { start: number; end: number; hits: number[] }

export function pieces(start: number, end: number, spans: readonly Span[]): Piece[] {
  const here = spans.filter((span) => span.start < end && span.end > start);
  const cuts = new Set([start, end]);
  for (const span of here) {
    cuts.add(Math.max(start, span.start));
    cuts.add(Math.min(end, span.end));
  }
  const places = [...cuts].sort((a, b) => a - b);
  return places.slice(1).map((to, index) => {
    const from = places[index]!;
    return { start: from, end: to, hits: here.filter((span) => span.start <= from && span.end >= to).map((span) => span.hit) };
  });
}
