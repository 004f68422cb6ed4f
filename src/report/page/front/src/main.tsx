// Opens the page: data, language, what is shown first.
import { render } from "preact";
import { flushSync } from "preact/compat";
import { effect } from "@preact/signals";
import { App } from "./app";
import { countedFamilies, data, setData } from "./collection";
import { loadData } from "./load";
import { words } from "./language";
import { fetchContexts } from "./view/concordance";
import { article, families, focus, language, pair, printing, theme, view, VIEWS, type View } from "./selection";

/** Families on the charts at first. */
const FIRST = 4;
const FEW = 20_000;

function choose(): void {
  language.value = data.language;
  const campaigns = data.families.slice(0, countedFamilies).map((_, index) => index).filter((index) => data.families[index]!.kind !== "set-phrase");
  families.value = (campaigns.length > 0 ? campaigns : countedFamilies > 0 ? [0] : []).slice(0, FIRST);
  focus.value = families.value[0] ?? 0;
}

function follow(): void {
  const asked = decodeURIComponent(location.hash.slice(1)) as View;
  view.value = VIEWS.includes(asked) ? asked : "summary";
  article.value = null;
  pair.value = null;
}

/** Printed are all views: they have to be there before the browser takes its picture. */
function print(isPrinting: boolean): void {
  flushSync(() => { printing.value = isPrinting; });
}

async function open(): Promise<void> {
  const app = document.getElementById("page")!;
  try {
    setData(await loadData());
    choose();
    follow();
    effect(() => {
      document.documentElement.lang = language.value;
      document.title = words.value.pageTitle;
    });
    effect(() => { document.documentElement.dataset["theme"] = theme.value; });
    app.replaceChildren();
    render(<App />, app);
    // Who prints by the browser's menu gets the concordance too, where unpacking it unasked costs little.
    if (data.hits.document.length < FEW) setTimeout(() => void fetchContexts(), 500);
    addEventListener("hashchange", follow);
    addEventListener("beforeprint", () => print(true));
    addEventListener("afterprint", () => print(false));
  } catch (error) {
    app.textContent = words.value.failed + String(error);
  }
}

void open();
