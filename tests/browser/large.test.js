// A page that cannot hold every article says how many it has; its figures stay those of the tables.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { cells, figure, file, launch, open, section } from "./browser.js";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

test("a sample says that it is one", async () => {
  const { page, faults } = await open(browser, "large");
  const articles = file("documents.csv", "large").length;
  const [family] = file("families.csv", "large");
  await page.locator("dl.facts dd").first().getByText(articles.toLocaleString("en-GB")).waitFor();
  const said = await page.locator(".warning").first().textContent();
  const [kept, of] = /of ([\d,]+) of ([\d,]+) articles/.exec(said).slice(1).map((it) => figure(it));
  assert.equal(of, articles);
  assert.ok(kept > articles / 4 && kept < articles, said);

  await section(page, "phrases");
  const row = async () => (await cells(page, "families")).find(([name]) => name === family.name);
  assert.equal(figure((await row())[3]), Number(family.count_unique));
  // What is filtered is of the sample, and said to be.
  await page.locator(".checks").nth(0).locator("summary").click();
  await page.getByRole("checkbox", { name: "báo 1" }).check();
  const [here] = [figure((await row())[3])];
  const all = file("hits.csv", "large").filter((it) => it.family === family.family && it.source === "báo 1").length;
  assert.ok(here > 0 && here < all, `${here} of ${all}`);
  await page.locator(".warning").first().waitFor();

  await section(page, "concordance");
  await page.locator("#table-concordance tbody button").first().click();
  await page.getByRole("dialog").locator("mark.at").waitFor();
  assert.deepEqual(faults, []);
});
