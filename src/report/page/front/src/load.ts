// What the Rust side put into the page, or beside it: JSON, gzip; in the page in base64, in elements that no browser runs.
import type { ArticleLines, ArticleText, Contexts, PageData } from "./data";

async function unpack<T>(packed: Blob): Promise<T> {
  const stream = packed.stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text()) as T;
}

function inPage(name: string): Blob {
  const element = document.getElementById(name);
  if (!element) throw new Error(`the page has no part “${name}”`);
  return new Blob([Uint8Array.from(atob(element.textContent.trim()), (letter) => letter.charCodeAt(0))]);
}

async function beside(name: string): Promise<Blob> {
  const answer = await fetch(`${name}.json.gz`);
  if (!answer.ok) throw new Error(`${name}.json.gz: ${answer.status}`);
  return answer.blob();
}

let onSite = false;
const parts = new Map<string, Promise<unknown>>();

/** A part of the page's data, unpacked once. */
function part<T>(name: string): Promise<T> {
  let found = parts.get(name);
  if (!found) {
    found = (async () => unpack<T>(onSite ? await beside(name) : inPage(name)))();
    parts.set(name, found);
  }
  return found as Promise<T>;
}

export async function loadData(): Promise<PageData> {
  const data = await part<PageData>("data");
  onSite = data.site;
  return data;
}

/** The words around all hits, in their order. */
export async function loadContexts(chunks: number): Promise<Contexts> {
  const all = await Promise.all(Array.from({ length: chunks }, (_, chunk) => part<Contexts>(`contexts-${chunk}`)));
  return {
    left: all.flatMap((it) => it.left),
    surface: all.flatMap((it) => it.surface),
    right: all.flatMap((it) => it.right),
  };
}

export interface Article extends ArticleText { lines: ArticleLines }

export async function loadArticle(chunk: number, place: number): Promise<Article> {
  const [texts, lines] = await Promise.all([part<ArticleText[]>(`articles-${chunk}`), part<ArticleLines[]>(`lines-${chunk}`)]);
  return { ...texts[place]!, lines: lines[place]! };
}
