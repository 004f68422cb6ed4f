// The page: head, sections, the one that is shown.
import type { ComponentChild } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { data } from "./collection";
import { number } from "./format";
import { words } from "./language";
import { language, printing, show, theme, view, VIEWS, type Language, type Theme, type View } from "./selection";
import { Clusters } from "./view/clusters";
import { Concordance } from "./view/concordance";
import { Dispersion } from "./view/dispersion";
import { Duplicates } from "./view/duplicates";
import { Found } from "./view/found";
import { Method } from "./view/method";
import { Pair } from "./view/pair";
import { Phrases } from "./view/phrases";
import { Reader } from "./view/reader";
import { Summary } from "./view/summary";

const SHOWN: Record<View, () => ComponentChild> = {
  summary: Summary, phrases: Phrases, dispersion: Dispersion, found: Found, concordance: Concordance, duplicates: Duplicates, clusters: Clusters, method: Method,
};

export function App() {
  const text = words.value;
  const sections = useRef<HTMLUListElement>(null);
  // On a phone the list of sections is wider than the window.
  useEffect(() => sections.current?.querySelector("[aria-current]")?.scrollIntoView({ inline: "nearest", block: "nearest" }), [view.value]);
  const views = printing.value ? VIEWS : [view.value];
  return (
    <>
      <a class="skip" href="#content" onClick={(event) => { event.preventDefault(); document.getElementById("content")!.focus(); }}>{text.skip}</a>
      <header class="page">
        <h1>{text.heading(text.articles(data.summary.documents, number(data.summary.documents)))}</h1>
        <div class="tools">
          <label>{text.language}
            <select value={language.value} onChange={(event) => { language.value = event.currentTarget.value as Language; }}>
              <option value="en" lang="en" selected={language.value === "en"}>English</option>
              <option value="vi" lang="vi" selected={language.value === "vi"}>Tiếng Việt</option>
            </select>
          </label>
          <label>{text.theme}
            <select value={theme.value} onChange={(event) => { theme.value = event.currentTarget.value as Theme; }}>
              {(["auto", "light", "dark"] as const).map((it) => <option value={it} selected={theme.value === it}>{text.themes[it]}</option>)}
            </select>
          </label>
        </div>
      </header>
      <nav aria-label={text.sections}>
        <ul ref={sections}>
          {VIEWS.map((it) => (
            <li><a href={`#${it}`} aria-current={view.value === it ? "page" : undefined} onClick={(event) => { event.preventDefault(); show(it); }}>{text.views[it]}</a></li>
          ))}
        </ul>
      </nav>
      <main id="content" tabIndex={-1}>
        {views.map((it) => {
          const Shown = SHOWN[it];
          return <section key={it} class="view" aria-labelledby={`head-${it}`}><h2 id={`head-${it}`}>{text.views[it]}</h2><Shown /></section>;
        })}
      </main>
      <footer class="page">{data.version}</footer>
      <Reader />
      <Pair />
    </>
  );
}
