// Every figure on the page is that of the CSV files and of the truth, filtered or not.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { join } from "node:path";
import { cells, figure, file, launch, lines, open, section } from "./browser.js";

const truth = join(import.meta.dirname, "../../corpora/truth");
let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const families = file("families.csv");
const named = new Map(families.map((row) => [row.name, row]));

/** Hits, articles and sources of each family by name, as the page shows them. */
async function shown(page) {
  const rows = await cells(page, "families");
  return new Map(rows.map(([name, , , hits, articles, sources, rate, interval]) => [name, { hits: figure(hits), articles: figure(articles), sources: figure(sources), rate, interval }]));
}

/** As the page writes a rate. */
const rate = (value) => value.toLocaleString("en-GB", Math.abs(value) >= 100 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 });

test("families.csv, counted three ways", async () => {
  const { page, faults } = await open(browser);
  await section(page, "phrases");
  for (const [way, suffix] of [["all", ""], ["unique", "_unique"], ["bySource", "_by_source"]]) {
    await page.locator(".filters select").nth(2).selectOption(way);
    const rows = await shown(page);
    assert.equal(rows.size, families.length);
    for (const row of families) {
      const of = rows.get(row.name);
      assert.equal(of.hits, Number(row[`count${suffix}`]), `${row.family} ${way}`);
      assert.equal(of.articles, Number(row[`articles${suffix}`]), `${row.family} ${way}`);
      assert.equal(of.rate, rate(Number(row[`per_million${suffix}`])), `${row.family} ${way}`);
      if (way === "all") assert.equal(of.sources, Number(row.sources), row.family);
      if (way !== "bySource" && row[`low${suffix}`] !== "") {
        assert.equal(of.interval, `${rate(Number(row[`low${suffix}`]))}–${rate(Number(row[`high${suffix}`]))}`, `${row.family} ${way}`);
      }
    }
  }
  assert.deepEqual(faults, []);
});

test("one source, one part, one period: the truth's hits", async () => {
  const hits = lines(join(truth, "hits.jsonl"));
  const documents = new Map(lines(join(truth, "documents.jsonl")).map((row) => [row.document, row]));
  const { page } = await open(browser);
  await section(page, "phrases");
  await page.locator(".filters select").nth(2).selectOption("all");
  await page.locator(".checks").nth(0).locator("summary").click();
  await page.getByRole("checkbox", { name: "bao-van-son" }).check();
  await page.locator(".checks").nth(0).locator("summary").click();
  await page.locator(".filters select").nth(0).selectOption({ label: "2010" });
  await page.locator(".filters select").nth(1).selectOption({ label: "2019" });
  await page.locator(".checks").nth(1).locator("summary").click();
  await page.getByRole("checkbox", { name: "body" }).check();
  const rows = await shown(page);
  const ids = new Map(families.map((row) => [row.family, row.name]));
  const expected = new Map();
  for (const hit of hits) {
    const { source, published } = documents.get(hit.document);
    if (source !== "Báo Vân Sơn" || !published || published < "2010" || published >= "2020" || hit.region !== "body" || hit.repeated || hit.accentless || hit.nested_in.length > 0) continue;
    const name = ids.get(hit.family);
    // A family all of whose hits stand inside others has no figures.
    if (!name) continue;
    const of = expected.get(name) ?? { hits: 0, articles: new Set() };
    of.hits++;
    of.articles.add(hit.document);
    expected.set(name, of);
  }
  assert.ok(expected.size >= 8, "the truth has hits in this choice");
  for (const [name, of] of expected) {
    // Families that the truth does not annotate are found besides; those it does agree.
    assert.equal(rows.get(name).hits, of.hits, name);
    assert.equal(rows.get(name).articles, of.articles.size, name);
  }
});

test("phrases_by_period.csv under the chart", async () => {
  const { page } = await open(browser);
  await section(page, "phrases");
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save the figures of “Rate by period” as CSV" }).click()]);
  const { table } = await import("./browser.js");
  const { readFileSync } = await import("node:fs");
  const rows = table(readFileSync(await download.path(), "utf8"));
  const periods = new Map(file("phrases_by_period.csv").map((row) => [`${row.period} ${row.family}`, row]));
  assert.ok(rows.length >= 40, "several families over the periods");
  for (const row of rows) {
    const expected = periods.get(`${row.Period} ${named.get(row.Family).family}`);
    assert.equal(Number(row.Hits), Number(expected.count_unique), row.Family);
    assert.equal(Number(row.Articles), Number(expected.articles_unique), row.Family);
    assert.equal(Number(row["Hits per million syllables"]), Number(expected.per_million_unique), row.Family);
    assert.equal(Number(row.low), Number(expected.low_unique), row.Family);
    assert.equal(Number(row.high), Number(expected.high_unique), row.Family);
  }
});

test("summary, duplicates, repeats, topics", async () => {
  const { page } = await open(browser);
  const facts = new Map(await page.locator(".facts > div").evaluateAll((all) => all.map((it) => [it.querySelector("dt").textContent, it.querySelector("dd").firstChild.textContent])));
  const documents = file("documents.csv");
  assert.equal(figure(facts.get("Articles")), documents.length);
  assert.equal(figure(facts.get("Undated")), documents.filter((row) => row.date === "").length);
  assert.equal(figure(facts.get("Copies of another article")), documents.filter((row) => row.copy_of !== "").length);
  assert.equal(figure(facts.get("Phrase hits counted")), families.reduce((sum, row) => sum + Number(row.count), 0));
  assert.equal(await page.locator(".findings li").count(), 5);
  await section(page, "duplicates");
  assert.equal((await cells(page, "duplicates")).length, file("duplicates.csv").length);
  assert.equal((await cells(page, "repeats")).length, file("repeats.csv").length);
  await section(page, "clusters");
  assert.deepEqual((await cells(page, "cluster_labels")).map((row) => Number(row[0])), file("cluster_labels.csv").map((row) => Number(row.cluster)));
});

test("intervals that the page draws are those of the report, but for chance", async () => {
  const { page } = await open(browser);
  await section(page, "phrases");
  // In the demo no source prints an article twice: one per group and source is all copies, which the CSV has intervals for.
  await page.locator(".filters select").nth(2).selectOption("bySource");
  const rows = await shown(page);
  let compared = 0;
  for (const row of families.filter((it) => it.count === it.count_by_source && Number(it.count) >= 5)) {
    const [low, high] = rows.get(row.name).interval.split("–").map((it) => figure(it));
    const width = Number(row.high) - Number(row.low);
    assert.ok(Math.abs(low - Number(row.low)) < width * 0.12, `${row.family}: ${low}, ${row.low}`);
    assert.ok(Math.abs(high - Number(row.high)) < width * 0.12, `${row.family}: ${high}, ${row.high}`);
    compared++;
  }
  assert.ok(compared >= 15);
});

test("a choice gives the same figures again", async () => {
  const { page } = await open(browser);
  await section(page, "phrases");
  await page.locator(".filters select").nth(3).selectOption("article");
  const once = await cells(page, "families");
  await page.reload();
  await page.waitForSelector("#head-phrases");
  await page.locator(".filters select").nth(3).selectOption("article");
  assert.deepEqual(await cells(page, "families"), once);
  const perArticle = new Map(families.map((row) => [row.name, Number(row.per_article_unique)]));
  for (const [name, , , , , , shown] of once) assert.ok(Math.abs(Number(shown) - perArticle.get(name)) <= 0.005, name);
});
