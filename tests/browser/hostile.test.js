// Articles that try to be scripts stay text: nothing runs, nothing is asked for, nothing breaks the page.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, open, pages, section, table } from "./browser.js";

const VIEWS = ["summary", "phrases", "dispersion", "found", "concordance", "duplicates", "clusters", "method"];
/** What the page itself is made of. */
const ELEMENTS = new Set(("a article b blockquote br button caption code dd del details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 " +
  "header input ins label legend li main mark nav ol option p pre section select small span summary svg circle g line path rect text title tspan tbody table td th thead tr ul defs clippath").split(" "));

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

async function sound(page, faults, where) {
  await page.waitForTimeout(150);
  const { ran, foreign, scripts, wide } = await page.evaluate(() => ({
    ran: Object.keys(globalThis).filter((name) => /pwn/i.test(name)),
    foreign: [...new Set([...document.querySelectorAll("#page *")].map((element) => element.localName.toLowerCase()))],
    scripts: [...document.querySelectorAll("script")].filter((script) => script.type !== "application/octet-stream").length,
    wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  }));
  assert.deepEqual(ran, [], where);
  assert.deepEqual(foreign.filter((name) => !ELEMENTS.has(name)), [], where);
  assert.equal(scripts, 1, where);
  assert.ok(wide <= 0, `${where} is ${wide} pixels too wide`);
  assert.deepEqual(faults, [], where);
}

for (const [name, language] of [["hostile", "en"], ["hostile", "vi"], ["hostile/files", "en"], ["hostile/files", "vi"]]) {
  test(`every section of ${name}, ${language}`, async () => {
    const { page, faults } = await open(browser, name);
    await page.locator("header select").first().selectOption(language);
    for (const view of VIEWS) {
      await section(page, view);
      const closed = page.locator("figure details:not([open]) > summary");
      while ((await closed.count()) > 0) await closed.first().click();
      await sound(page, faults, view);
    }
  });
}

test("articles, pairs and charts of hostile families", async () => {
  const { page, faults } = await open(browser, "hostile");
  await section(page, "phrases");
  const boxes = page.locator("#table-families tbody input[type=checkbox]:not(:checked):not(:disabled)");
  for (let left = 8; left > 0 && (await boxes.count()) > 0; left--) await boxes.first().check();
  await sound(page, faults, "charts");
  await section(page, "dispersion");
  await sound(page, faults, "strips");
  await section(page, "concordance");
  for (let row = 0; row < 20; row += 4) {
    await page.locator("#table-concordance tbody button").nth(row).click();
    await page.getByRole("dialog").locator("mark").first().waitFor();
    await sound(page, faults, `article ${row}`);
    await page.getByRole("dialog").locator("input[type=radio]").nth(1).check();
    await sound(page, faults, `article ${row}, cleaned`);
    await page.keyboard.press("Escape");
  }
  await section(page, "duplicates");
  await page.locator("#table-duplicates tbody").getByRole("button", { name: /^Compare/ }).first().click();
  await page.getByRole("dialog").locator("table.pair td").first().waitFor();
  await sound(page, faults, "pair");
});

test("articles whose names are hostile", async () => {
  const { page, faults } = await open(browser, "hostile/files", { viewport: { width: 390, height: 844 } });
  await section(page, "concordance");
  for (let row = 0; row < 20; row += 4) {
    await page.locator("#table-concordance tbody button").nth(row).click();
    await page.getByRole("dialog").locator("mark").first().waitFor();
    await sound(page, faults, `article ${row}`);
    await page.keyboard.press("Escape");
  }
  await section(page, "method");
  const reasons = await page.locator(".reasons li").allTextContents();
  assert.ok(reasons.length > 30 && reasons.some((it) => it.includes("<script>")), `${reasons.length} reasons`);
  await sound(page, faults, "reasons");
});

test("tables for a spreadsheet hold no formula", () => {
  const folder = join(pages, "hostile/files");
  const tables = readdirSync(folder).filter((name) => name.endsWith(".csv"));
  assert.ok(tables.length > 8, String(tables));
  let texts = 0;
  for (const name of tables) {
    for (const row of table(readFileSync(join(folder, name), "utf8"))) {
      for (const cell of Object.values(row)) {
        if (cell === "" || !Number.isNaN(Number(cell))) continue;
        texts++;
        assert.doesNotMatch(cell, /^(?:[\t\r\n]|\s*[=+\-@＝＋－＠|%])/, name);
      }
    }
  }
  assert.ok(texts > 1000, String(texts));
});

test("a saved table holds no formula", async () => {
  const { page } = await open(browser, "hostile");
  await section(page, "phrases");
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("#table-families .tools").getByRole("button").last().click()]);
  const rows = table(readFileSync(await download.path(), "utf8"));
  assert.ok(rows.length > 200);
  for (const { Family } of rows) assert.doesNotMatch(Family, /^[=+\-@\t\r]/);
});
