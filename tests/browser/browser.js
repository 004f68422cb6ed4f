// A browser with a page of the report in it, and everything that went wrong there.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];

export const pages = process.env.CHINHLUAN_PAGES;

export const launch = () => chromium.launch({ executablePath: process.env.CHROMIUM, args: FLAGS });

/** Opens `report.html` of `name`; `faults` fills with errors, violations of the policy, and requests. */
export async function open(browser, name = "en", options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true, ...options });
  const page = await context.newPage();
  const faults = [];
  page.on("console", (message) => { if (["error", "warning"].includes(message.type())) faults.push(message.text()); });
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("dialog", (dialog) => { faults.push(`dialog: ${dialog.message()}`); void dialog.dismiss(); });
  page.on("request", (request) => { if (!/^(file|blob|data):/.test(request.url())) faults.push(`request: ${request.url().slice(0, 100)}`); });
  await page.goto(pathToFileURL(join(pages, name, "report.html")).href);
  await page.waitForSelector("nav a");
  return { page, faults, context };
}

/** Shows a section. */
export async function section(page, name) {
  await page.locator(`nav a[href="#${name}"]`).click();
  await page.waitForSelector(`#head-${name}`);
}

/** Rows of a table of the page as text. */
export const cells = (page, name) =>
  page.locator(`#table-${name} tbody tr:not(.space)`).evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent.trim())));

/** `1,234` and `1.234,5` as numbers. */
export const figure = (text, language = "en") => Number(language === "vi" ? text.replaceAll(".", "").replace(",", ".") : text.replaceAll(",", ""));

/** A CSV file as objects. */
export function table(text) {
  const rows = [];
  let row = [];
  let cell = "";
  let quoted = false;
  const end = () => { row.push(cell); cell = ""; };
  const source = text.replace(/^\ufeff/, "");
  for (let at = 0; at < source.length; at++) {
    const char = source[at];
    if (quoted) {
      if (char !== '"') cell += char;
      else if (source[at + 1] === '"') { cell += '"'; at++; } else quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === ",") end();
    else if (char === "\n") { end(); rows.push(row); row = []; } else if (char !== "\r") cell += char;
  }
  const [head, ...body] = rows;
  return body.map((values) => Object.fromEntries(head.map((name, index) => [name, values[index]])));
}

export const file = (name, report = "en") => table(readFileSync(join(pages, report, name), "utf8"));
export const lines = (path) => readFileSync(path, "utf8").trim().split("\n").map((line) => JSON.parse(line));
