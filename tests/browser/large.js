// Makes a collection that one page does not hold: node large.js BINARY OUT. Its articles are short, so that it is quickly made.
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { prose } from "./prose.js";

const [binary, out] = process.argv.slice(2);
/** More than `ARTICLES` in `src/report/page/sample.rs`. */
const ARTICLES = 62_000;
mkdirSync(out, { recursive: true });
const article = (number) => JSON.stringify({
  id: `bài ${number}`, title: `Chuyện thứ ${number}`, source: `báo ${number % 3}`, date: `${2010 + (number % 10)}-03-01`,
  text: `${prose(number + 1, 1)}${number % 4 === 0 ? ". Xã đạt chuẩn nông thôn mới" : ""}.`,
});
writeFileSync(join(out, "articles.jsonl"), Array.from({ length: ARTICLES }, (_, number) => `${article(number)}\n`).join(""));
execFileSync(binary, ["report", join(out, "articles.jsonl"), "--topics", "2", "--out", out], { stdio: "ignore" });
