// Makes a report of hostile articles: node hostile.js BINARY DATA OUT. Each payload is an id, a title, a source, a text and a family's name.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [binary, data, out] = process.argv.slice(2);
const DIGITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];
/** A phrase for each number: `phép thử không một hai`. */
const phrase = (number) => `phép thử ${[...String(number).padStart(3, "0")].map((digit) => DIGITS[digit]).join(" ")}`;
/** JSON strings are TOML strings, but for U+007F. */
const quoted = (text) => JSON.stringify(text).replaceAll("\u007f", "\\u007f");

const payloads = readFileSync(join(data, "hostile.jsonl"), "utf8").trim().split("\n").map((line) => JSON.parse(line).payload);
mkdirSync(out, { recursive: true });
const articles = payloads.map((payload, number) => JSON.stringify({
  id: payload, title: payload, source: payload, date: `20${10 + (number % 10)}-0${1 + (number % 9)}-15`,
  text: `${payload}\nXã đạt chuẩn nông thôn mới ${payload}\nĐây là ${phrase(number)} của ${payload}, và ${phrase(number)} lần nữa.`,
}));
// A copy, so that there is a pair to stand side by side.
const body = payloads.slice(0, 40).map((payload, number) => `Câu thứ ${number} của bài dài nói về ${payload} ở xã Tân Lương.`).join("\n");
for (const number of [0, 1]) articles.push(JSON.stringify({ id: `pair ${number} ${payloads[number]}`, title: payloads[number + 2], source: payloads[number], date: `2019-01-1${number}`, text: `${payloads[number]}\n${body}` }));
writeFileSync(join(out, "articles.jsonl"), `${articles.join("\n")}\n`);
writeFileSync(join(out, "families.toml"), payloads.map((payload, number) => `[[family]]\nid = "phep-thu-${number}"\nname = ${quoted(payload)}\nkind = "campaign"\nvariants = ["${phrase(number)}"]\n`).join("\n"));
execFileSync(binary, ["report", join(out, "articles.jsonl"), "--add-families", join(out, "families.toml"), "--out", out], { stdio: ["ignore", "ignore", "inherit"] });
