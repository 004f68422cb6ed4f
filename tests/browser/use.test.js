// What a reader does: sort, search, switch the language, read, compare, save, print.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { cells, file, launch, open, section, table } from "./browser.js";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

test("tables sort both ways, words in Vietnamese order", async () => {
  const { page, faults } = await open(browser);
  await section(page, "phrases");
  const header = page.locator("#table-families thead").getByRole("button", { name: "Family" });
  await header.click();
  const names = (await cells(page, "families")).map((row) => row[0]);
  const { compare } = new Intl.Collator("vi", { numeric: true });
  assert.deepEqual(names, names.toSorted(compare));
  assert.equal(await page.locator("#table-families th").first().getAttribute("aria-sort"), "ascending");
  await header.click();
  assert.deepEqual((await cells(page, "families")).map((row) => row[0]), names.toSorted((a, b) => compare(b, a)));
  assert.deepEqual(faults, []);
});

test("a search without accents finds words with them, one with accents only those", async () => {
  const { page } = await open(browser);
  await section(page, "phrases");
  const search = page.locator("#table-families input[type=search]");
  await search.fill("hoc tap va lam theo bac");
  assert.ok((await cells(page, "families")).some(([name]) => name === "Học tập và làm theo Bác"));
  await search.fill("đền ơn");
  assert.deepEqual((await cells(page, "families")).map(([name]) => name), ["Đền ơn đáp nghĩa"]);
  await search.fill("dền on");
  assert.equal((await cells(page, "families")).length, 0);
});

test("the language switch changes words, numbers, dates and the document's language", async () => {
  const { page, faults } = await open(browser);
  await section(page, "phrases");
  const english = await page.locator("main").innerText();
  await page.locator("header select").first().selectOption("vi");
  assert.equal(await page.locator("html").getAttribute("lang"), "vi");
  assert.equal(await page.locator("nav a[aria-current]").innerText(), "Cụm từ theo thời gian");
  const vietnamese = await page.locator("main").innerText();
  assert.notEqual(english, vietnamese);
  const [first] = await cells(page, "families");
  assert.match(first[6], /^1\.\d{3}$/, "1.263, not 1,263");
  assert.match(first[10], /^\d{1,2}\/\d{1,2}\/\d{4}$/);
  for (const view of ["summary", "dispersion", "found", "concordance", "duplicates", "clusters", "method"]) {
    await section(page, view);
    await page.waitForTimeout(100);
    const text = await page.locator("main").innerText();
    assert.doesNotMatch(text, /\b(Articles|Sources|Search|Hits|Source|Show|words of names|Table)\b/, `English words in ${view}`);
  }
  assert.deepEqual(faults, []);
});

test("a report made with --lang vi opens in Vietnamese", async () => {
  const { page } = await open(browser, "vi");
  assert.equal(await page.locator("html").getAttribute("lang"), "vi");
  assert.match(await page.locator("h1").innerText(), /74 bài báo/);
});

test("the concordance lists the hits, sorts by the word before, and opens the article at the hit", async () => {
  const { page, faults } = await open(browser);
  await section(page, "concordance");
  await page.locator(".filters select").nth(2).selectOption("all");
  await page.locator("#table-concordance select").selectOption({ label: "Đền ơn đáp nghĩa" });
  const hits = file("hits.csv").filter((row) => row.family === "den-on-dap-nghia" && row.repeated === "false" && row.flags === "" && row.nested_in === "" && ["title", "lead", "body", "caption"].includes(row.region));
  const rows = await cells(page, "concordance");
  assert.deepEqual(rows.map((row) => row[1]).sort(), hits.map((row) => row.surface).sort());
  await page.locator("#table-concordance thead").getByRole("button", { name: "Left context" }).click();
  const last = (await cells(page, "concordance")).map((row) => row[0].trim().split(/\s+/).at(-1).toLowerCase());
  assert.deepEqual(last, last.toSorted(new Intl.Collator("vi", { numeric: true }).compare));
  const surface = (await cells(page, "concordance"))[0][1];
  await page.locator("#table-concordance tbody button").first().click();
  const reader = page.getByRole("dialog");
  await reader.locator("mark.at").waitFor();
  assert.equal(await reader.locator("mark.at").first().innerText(), surface);
  assert.ok(await reader.locator("mark.at").first().evaluate((mark) => { const box = mark.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight; }));
  await page.keyboard.press("Escape");
  assert.equal(await page.getByRole("dialog").count(), 0);
  assert.deepEqual(faults, []);
});

test("the reader shows roles, second printings and furniture, and cleaned beside original", async () => {
  const { page, faults } = await open(browser);
  await section(page, "duplicates");
  await page.locator("#table-repeats tbody button").nth(1).click();
  const reader = page.getByRole("dialog");
  await reader.locator(".line.repeat").first().waitFor();
  assert.match(await reader.locator(".line.repeat .role").first().innerText(), /repeats line \d+/);
  assert.ok(await reader.locator(".line.furniture").count() > 0);
  await reader.getByLabel("Cleaned beside original").check();
  assert.ok(await reader.locator(".whole").count() >= 1);
  assert.deepEqual(faults, []);
});

test("two articles stand side by side, paragraph by paragraph", async () => {
  const { page, faults } = await open(browser);
  await section(page, "duplicates");
  const near = page.locator("#table-duplicates tbody tr", { hasText: "near copy" }).first();
  await near.getByRole("button", { name: /^Compare/ }).click();
  const pair = page.getByRole("dialog").locator("table.pair");
  await pair.locator("del").first().waitFor();
  const rows = await pair.locator("tbody tr").evaluateAll((all) => all.map((row) => [...row.children].map((cell) => ({ all: cell.textContent.length, own: [...cell.querySelectorAll("del, ins")].reduce((sum, it) => sum + it.textContent.length, 0) }))));
  const common = rows.filter(([a, b]) => a.all > 0 && b.all > 0 && a.own < a.all / 2 && b.own < b.all / 2);
  assert.ok(common.length >= 3, `${common.length} of ${rows.length} rows are mostly common`);
  // What is common is the same text on both sides.
  const same = await pair.locator("tbody tr").evaluateAll((all) => all.map((row) => [...row.children].map((cell) => { const copy = cell.cloneNode(true); copy.querySelectorAll("del, ins, button").forEach((it) => it.remove()); return copy.textContent.normalize("NFC").toLowerCase().replace(/\s+/g, ""); })));
  for (const [a, b] of same) assert.equal(a, b);
  assert.deepEqual(faults, []);
});

test("choosing a family draws it; every chart has a table, an SVG and a CSV", async () => {
  const { page, faults } = await open(browser);
  for (const view of ["summary", "phrases", "dispersion", "found", "duplicates", "clusters"]) {
    await section(page, view);
    await page.waitForTimeout(250);
    for (const figure of await page.locator("figure.chart").all()) {
      const title = await figure.locator("h3").innerText();
      assert.ok(await figure.locator(".drawing svg [data-mark]").count() > 1, `${title} is drawn`);
      const [svg] = await Promise.all([page.waitForEvent("download"), figure.getByRole("button", { name: /as SVG/ }).click()]);
      const drawing = readFileSync(await svg.path(), "utf8");
      assert.match(drawing, /^<svg[^]*<\/svg>$/, title);
      assert.doesNotMatch(drawing, /var\(--|<style|class=/, `${title} stands alone`);
      const [csv] = await Promise.all([page.waitForEvent("download"), figure.getByRole("button", { name: /as CSV/ }).click()]);
      const rows = table(readFileSync(await csv.path(), "utf8"));
      assert.ok(rows.length > 0, title);
      await figure.locator("details > summary", { hasText: "Table" }).click();
      await figure.locator("details table tbody tr").first().waitFor();
      assert.equal(await figure.locator("details table tbody tr").count(), Math.min(rows.length, 500), title);
    }
  }
  await section(page, "phrases");
  await page.getByRole("checkbox", { name: "Show “Đền ơn đáp nghĩa” on the charts" }).check();
  assert.ok((await page.locator("#chart-trend .legend li").allInnerTexts()).some((it) => it.includes("Đền ơn đáp nghĩa")));
  assert.deepEqual(faults, []);
});

test("a table's file holds what the table shows", async () => {
  const { page } = await open(browser);
  await section(page, "phrases");
  await page.locator("#table-families input[type=search]").fill("nong thon");
  const shown = await cells(page, "families");
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("#table-families .tools").getByRole("button").click()]);
  const rows = table(readFileSync(await download.path(), "utf8"));
  assert.deepEqual(rows.map((row) => row.Family), shown.map(([name]) => name));
});

test("a finding leads to its evidence", async () => {
  const { page } = await open(browser);
  const findings = page.locator(".findings li");
  for (let index = 0; index < await findings.count(); index++) {
    const target = await findings.nth(index).locator("a").getAttribute("href");
    await findings.nth(index).locator("a").click();
    assert.equal(new URL(page.url()).hash, target);
    assert.ok(await page.locator("main").evaluate((main) => main.innerText.length > 200));
    await page.goBack();
    await page.waitForSelector(".findings");
  }
});

test("the print view holds all sections, and a PDF of it can be made", async () => {
  const { page, faults } = await open(browser);
  const pdf = await page.pdf({ format: "A4" });
  assert.ok(pdf.length > 50_000);
  await page.waitForTimeout(800);
  // All has to be there when the event is over: the browser waits for nothing else.
  const printed = await page.evaluate(() => {
    dispatchEvent(new Event("beforeprint"));
    return { charts: document.querySelectorAll(".drawing svg").length, figures: document.querySelectorAll("figure.chart").length, hits: document.querySelectorAll("#table-concordance tbody tr").length };
  });
  assert.ok(printed.figures >= 10);
  assert.equal(printed.charts, printed.figures);
  assert.equal(printed.hits, 50);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("section.view").count(), 8);
  assert.equal(await page.locator("nav").isVisible(), false);
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  assert.equal(await page.locator("section.view").count(), 1);
  assert.deepEqual(faults, []);
});
