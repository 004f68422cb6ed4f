// Firefox through WebDriver BiDi, which it speaks itself: no driver beside it.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import WebSocket from "ws";
import { pages } from "./browser.js";

/** Whether pages see a dark or a light system. */
const SCHEMES = { dark: 0, light: 1 };

/** A browser of its own profile; `close` ends it and leaves nothing. */
export async function launch(colorScheme) {
  const profile = mkdtempSync(join(tmpdir(), "firefox-"));
  writeFileSync(join(profile, "user.js"), `user_pref("layout.css.prefers-color-scheme.content-override", ${SCHEMES[colorScheme]});\nuser_pref("browser.shell.checkDefaultBrowser", false);\n`);
  const browser = spawn(process.env.FIREFOX, ["--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0"], { stdio: ["ignore", "ignore", "pipe"] });
  const ended = new Promise((resolve) => { browser.once("exit", resolve); });
  const address = await new Promise((resolve, reject) => {
    let said = "";
    browser.stderr.on("data", (data) => {
      said += data;
      const found = /WebDriver BiDi listening on (ws:\S+)/.exec(said);
      if (found) resolve(`${found[1]}/session`);
    });
    void ended.then(() => reject(new Error(said)));
  });
  const socket = new WebSocket(address, { maxPayload: 0 });
  await new Promise((resolve, reject) => { socket.once("open", resolve); socket.once("error", reject); });
  const waiting = new Map();
  const listeners = [];
  socket.on("message", (data) => {
    const message = JSON.parse(data);
    if (message.type === "event") return listeners.forEach((listen) => listen(message.method, message.params));
    const { resolve, reject } = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.type === "error") reject(new Error(`${message.error}: ${message.message}`));
    else resolve(message.result);
  });
  let last = 0;
  const send = (method, params = {}) => new Promise((resolve, reject) => {
    waiting.set(++last, { resolve, reject });
    socket.send(JSON.stringify({ id: last, method, params }));
  });
  await send("session.new", { capabilities: {} });
  const close = async () => {
    socket.close();
    browser.kill();
    await ended;
    rmSync(profile, { recursive: true, force: true });
  };
  return { send, listen: (listener) => listeners.push(listener), close };
}

/** Opens `report.html` of `name`; `faults` fills with errors, violations of the policy, and requests. */
export async function open(browser, name, width) {
  const { send, listen } = browser;
  const faults = [];
  const address = pathToFileURL(join(pages, name, "report.html")).href;
  listen((method, params) => {
    if (method === "log.entryAdded" && params.level !== "info" && params.level !== "debug") faults.push(params.text);
    if (method === "network.beforeRequestSent" && !/^(data|blob):/.test(params.request.url) && params.request.url !== address) faults.push(`request: ${params.request.url}`);
  });
  await send("session.subscribe", { events: ["log.entryAdded", "network.beforeRequestSent"] });
  const { context } = await send("browsingContext.create", { type: "tab" });
  await send("browsingContext.setViewport", { context, viewport: { width, height: 900 } });
  const violations = "() => addEventListener('securitypolicyviolation', (it) => console.error(`policy: ${it.violatedDirective} ${it.blockedURI}`))";
  await send("script.addPreloadScript", { functionDeclaration: violations, contexts: [context] });
  await send("browsingContext.navigate", { context, url: address, wait: "complete" });

  /** What `run` returns in the page, as JSON carries it. */
  const evaluate = async (run, ...values) => {
    const declaration = `async (...given) => JSON.stringify(await (${run})(...given.map((it) => JSON.parse(it)))) ?? "null"`;
    const { type, result, exceptionDetails } = await send("script.callFunction", {
      functionDeclaration: declaration, awaitPromise: true, target: { context }, arguments: values.map((value) => ({ type: "string", value: JSON.stringify(value) })), userActivation: true,
    });
    if (type === "exception") throw new Error(exceptionDetails.text);
    return JSON.parse(result.value);
  };
  /** Waits until the page has an element. */
  const wait = (selector) => evaluate(async (wanted) => {
    for (const end = Date.now() + 20_000; !document.querySelector(wanted); await new Promise((resolve) => { setTimeout(resolve, 20); })) {
      if (Date.now() > end) throw new Error(`no ${wanted}`);
    }
  }, selector);
  const click = async (selector) => {
    await wait(selector);
    await evaluate((wanted) => document.querySelector(wanted).click(), selector);
  };
  const choose = (select, value) => evaluate((number, chosen) => {
    const element = document.querySelectorAll("header select")[number];
    element.value = chosen;
    element.dispatchEvent(new Event("change", { bubbles: true }));
  }, select, value);
  const screenshot = async () => Buffer.from((await send("browsingContext.captureScreenshot", { context, origin: "document" })).data, "base64");
  await wait("nav a");
  return { evaluate, wait, click, choose, screenshot, faults };
}
