// The page in Firefox, from disk: every section in both languages, light and dark, wide and narrow; figures, an article, a pair.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { figure, file } from "./browser.js";
import { launch, open } from "./firefox.js";

const VIEWS = ["summary", "phrases", "dispersion", "found", "concordance", "duplicates", "clusters", "method"];
/** Where a reader of the test wants to see what it saw. */
const pictures = process.env.CHINHLUAN_PICTURES;

for (const [colorScheme, language, width] of [["light", "en", 1280], ["dark", "vi", 390]]) {
  test(`${language}, ${colorScheme}, ${width} pixels`, async (context) => {
    const browser = await launch(colorScheme);
    context.after(() => browser.close());
    const { evaluate, wait, click, choose, screenshot, faults } = await open(browser, "en", width);
    const picture = async (name) => { if (pictures) writeFileSync(join(pictures, `firefox-${language}-${name}.png`), await screenshot()); };
    await choose(0, language);
    const paper = await evaluate(() => getComputedStyle(document.body).backgroundColor);
    assert.equal(paper, colorScheme === "dark" ? "rgb(20, 24, 27)" : "rgb(255, 255, 255)");

    for (const view of VIEWS) {
      await click(`nav a[href="#${view}"]`);
      await wait(`#head-${view}`);
      if (view === "concordance") await wait("#table-concordance tbody button");
      const seen = await evaluate(async () => {
        await new Promise((resolve) => { setTimeout(resolve, 200); });
        return {
          wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
          rows: document.querySelectorAll("#content tbody tr, #content .findings li").length,
          charts: [...document.querySelectorAll("#content svg.plot")].filter((it) => it.getBoundingClientRect().width > 100 && it.querySelector("path, circle, rect, line")).length,
        };
      });
      assert.ok(seen.wide <= 0, `${view} is ${seen.wide} pixels too wide`);
      assert.ok(seen.rows > 0, view);
      if (!["concordance", "method"].includes(view)) assert.ok(seen.charts > 0, `${view} has no chart`);
      if (view === "phrases") {
        const shown = await evaluate(() => [...document.querySelectorAll("#table-families tbody tr")].map((row) => [row.children[0].textContent.trim(), row.children[3].textContent]));
        const counts = new Map(shown.map(([name, hits]) => [name, figure(hits, language)]));
        assert.deepEqual(counts, new Map(file("families.csv").map((row) => [row.name, Number(row.count_unique)])));
      }
      await picture(view);
    }

    await click(`nav a[href="#concordance"]`);
    await click("#table-concordance tbody button");
    await wait("dialog mark.at");
    await picture("article");
    await click("dialog .close");
    await click(`nav a[href="#duplicates"]`);
    await click("#table-duplicates tbody tr td:nth-child(4) button");
    await wait("dialog table.pair td");
    await picture("pair");
    assert.deepEqual(faults, []);
  });
}
