// What two articles share is marked in both from its first word to its last, whatever stands before it and however it is spelt.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { cells, launch, open, pages, section } from "./browser.js";
import { prose } from "./prose.js";

/** The shared passage: the same words, in one article decomposed, with invisible characters, and an `ð` for its `đ`. */
const shared = `${Array.from({ length: 9 }, (_, at) => `Ngày mồng ${at + 1} đoàn xe chở ${at * 31 + 5} bao thóc giống qua cầu treo bản Mường ${"abcđeghik"[at]}`).join("; ")}`;
const respelt = shared.replaceAll("đoàn xe", "ðoàn xe").replaceAll("thóc giống", "thóc\u200b giống").normalize("NFD");
const whole = `${prose(11, 12)}.`;

const ARTICLES = {
  a: `🌾🌾 Mùa gặt ở bản\n${prose(23, 14)} kính.\n${shared}.\nChiều ${prose(37, 14)}.`,
  b: `Đoàn xe qua cầu\n${prose(41, 15)} đồng.\n🚚 ${respelt}.\nSớm ${prose(53, 15)}.`,
  // One that another holds behind what it has besides: of one that begins another nobody could tell that it was not cut.
  c: `Chuyện ở xã\n${whole}`,
  d: `Hai chuyện\n${prose(67, 24)}.\n${whole}`,
};

let browser;
before(async () => {
  browser = await launch();
  const folder = join(pages, "passages");
  mkdirSync(folder);
  writeFileSync(join(folder, "articles.jsonl"), Object.entries(ARTICLES).map(([id, text]) => `${JSON.stringify({ id, text })}\n`).join(""));
  execFileSync(process.env.CHINHLUAN_BIN, ["report", join(folder, "articles.jsonl"), "--out", folder], { stdio: "ignore" });
});
after(() => browser.close());

/** The text of passage 1 on each side of the pair that is open. */
const marked = (page) => page.getByRole("dialog").locator("table.pair").evaluate((table) => [1, 2].map((column) =>
  [...table.querySelectorAll(`td:nth-child(${column}) .passage`)].map((part) => [...part.childNodes].filter((node) => node.localName !== "button").map((node) => node.textContent).join("")).join(" ")));

test("a shared passage is marked from end to end in both articles", async () => {
  const { page, faults } = await open(browser, "passages");
  await section(page, "duplicates");
  const relations = await cells(page, "duplicates");
  assert.deepEqual(relations.map((it) => it[2]).sort(), ["contains", "shares a passage"]);
  const compare = (relation) => page.locator("#table-duplicates tbody tr", { hasText: relation }).getByRole("button", { name: /^Compare/ }).click();

  await compare("shares a passage");
  await page.getByRole("dialog").locator(".passage").first().waitFor();
  const [one, other] = await marked(page);
  const sides = one.includes("\u200b") ? [other, one] : [one, other];
  assert.deepEqual(sides, [shared, respelt]);
  // Its number leads to the other side, also by the keyboard.
  const numbers = page.getByRole("dialog").locator("button.passage-number");
  assert.equal(await numbers.count(), 2);
  await numbers.first().press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "passage-1-b");
  await page.keyboard.press("Escape");

  await compare("contains");
  await page.getByRole("dialog").locator(".passage").first().waitFor();
  const held = (await marked(page)).map((text) => text.replace(/\s+/g, " ").trim());
  assert.equal(held[0], held[1]);
  // Without the full stop: passages are of words.
  assert.ok(held[0].endsWith(whole.slice(0, -1)), held[0].slice(0, 200));
  assert.deepEqual(faults, []);
});
