// A report as a folder: read through `chinhluan serve`; from disk the page says why its texts are missing.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { launch, pages, section } from "./browser.js";

let browser;
let server;
before(async () => { browser = await launch(); });
after(async () => {
  server?.kill();
  await browser.close();
});

test("the page of a server fetches its parts from there and from nowhere else", async () => {
  server = spawn(process.env.CHINHLUAN_BIN, ["serve", join(pages, "site")], { stdio: ["ignore", "pipe", "ignore"] });
  const [first] = await once(server.stdout, "data");
  const address = String(first).split("\n")[0];
  const page = await browser.newPage();
  const faults = [];
  page.on("console", (message) => { if (message.type() === "error") faults.push(message.text()); });
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("request", (request) => { if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(address)) faults.push(request.url()); });
  await page.goto(address);
  await section(page, "concordance");
  await page.locator("#table-concordance tbody button").first().click();
  await page.getByRole("dialog").locator("mark.at").first().waitFor();
  assert.deepEqual(faults, []);
});

test("from disk it says what to do", async () => {
  const page = await browser.newPage();
  await page.goto(pathToFileURL(join(pages, "site/site/index.html")).href);
  await page.waitForSelector(".findings li");
  await section(page, "concordance");
  await page.getByText("chinhluan serve").waitFor();
});
