// For readers who use a keyboard, a screen reader, a phone, dark colours.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { launch, open, section } from "./browser.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const VIEWS = ["summary", "phrases", "dispersion", "found", "concordance", "duplicates", "clusters", "method"];
let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

/** Faults that axe-core calls serious or critical. */
async function serious(page) {
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] }));
  return violations.filter((it) => ["serious", "critical"].includes(it.impact)).map((it) => `${it.id}: ${it.nodes.slice(0, 3).map((node) => `${node.html.slice(0, 160)} ${node.any[0]?.message ?? ""}`).join(" | ")}`);
}

for (const colorScheme of ["light", "dark"]) {
  test(`axe-core finds no serious fault, ${colorScheme}`, async () => {
    // The page's policy lets no script in but its own; the checker comes past it.
    const { page } = await open(browser, "en", { colorScheme, bypassCSP: true });
    await page.evaluate(axe);
    for (const view of VIEWS) {
      await section(page, view);
      await page.waitForTimeout(150);
      assert.deepEqual(await serious(page), [], view);
    }
    await section(page, "concordance");
    await page.locator("#table-concordance tbody button").first().click();
    await page.getByRole("dialog").locator("mark").first().waitFor();
    assert.deepEqual(await serious(page), [], "article");
    await page.keyboard.press("Escape");
    await section(page, "duplicates");
    await page.locator("#table-duplicates tbody").getByRole("button", { name: /^Compare/ }).first().click();
    await page.getByRole("dialog").locator("del").first().waitFor();
    assert.deepEqual(await serious(page), [], "pair");
  });
}

test("colours as the system has them, or as the reader wants", async () => {
  const { page } = await open(browser, "en", { colorScheme: "dark" });
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const [dark, light] = ["rgb(20, 24, 27)", "rgb(255, 255, 255)"];
  assert.equal(await paper(), dark);
  await page.locator("header select").nth(1).selectOption("light");
  assert.equal(await paper(), light);
  await page.emulateMedia({ colorScheme: "light" });
  await page.locator("header select").nth(1).selectOption("dark");
  assert.equal(await paper(), dark);
});

test("everything is reached by keyboard", async () => {
  const { page, faults } = await open(browser);
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "content");
  const to = async (matches, most = 200) => {
    for (let step = 0; step < most; step++) {
      await page.keyboard.press("Tab");
      if (await page.evaluate(matches)) return;
    }
    assert.fail(`not reached: ${matches}`);
  };
  await page.locator("nav a").nth(4).focus();
  await page.keyboard.press("Enter");
  await page.waitForSelector("#table-concordance tbody button");
  await to(() => document.activeElement.matches("#table-concordance tbody button"));
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").locator("mark.at").first().waitFor();
  // The browser keeps the focus in the window.
  for (let step = 0; step < 12; step++) await page.keyboard.press("Tab");
  assert.ok(await page.evaluate(() => document.activeElement.closest("dialog") !== null || document.activeElement === document.body));
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => document.activeElement.matches("#table-concordance tbody button"), null, { timeout: 5000 });
  assert.deepEqual(faults, []);
});

for (const language of ["en", "vi"]) {
  test(`nothing is wider than a phone, ${language}`, async () => {
    const { page, faults } = await open(browser, language, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    for (const view of VIEWS) {
      await section(page, view);
      await page.waitForTimeout(200);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(wide <= 0, `${view} is ${wide} pixels too wide`);
    }
    await section(page, "concordance");
    await page.locator("#table-concordance tbody button").first().click();
    await page.getByRole("dialog").locator("mark").first().waitFor();
    assert.ok(await page.getByRole("dialog").evaluate((dialog) => dialog.scrollWidth <= dialog.clientWidth));
    assert.deepEqual(faults, []);
  });
}
