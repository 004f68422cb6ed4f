// Makes two reports of hostile articles: node hostile.js BINARY DATA OUT. In OUT each payload is an id, a title, a source, a text and a
// family's name; in OUT/files as much of it as a file system takes is the name of a file and of its folder, its place in the list of
// inputs, and where the file is broken, in the reason why it was skipped.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

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

/** A payload as a path below a folder: no step up, no name that is too long, no NUL. */
function path(payload) {
  const names = payload.replaceAll("\0", "").split("/").map((name) => name.replace(/^\.+$/, ""));
  return names.filter((name) => name !== "" && Buffer.byteLength(name) < 240).join("/");
}

const files = join(out, "files");
const inputs = join(files, "inputs");
let written = 0;
const write = (name, text) => {
  try {
    mkdirSync(dirname(join(inputs, name)), { recursive: true });
    writeFileSync(join(inputs, name), text, { flag: "wx" });
    written++;
  } catch (error) {
    // Two payloads may be one path, or one the other's folder.
    if (!["EEXIST", "ENOTDIR", "EISDIR"].includes(error.code)) throw error;
  }
};
payloads.forEach((payload, number) => {
  const name = path(payload);
  if (name === "") return;
  const text = `${payload}\nXã đạt chuẩn nông thôn mới ${payload}\nĐây là ${phrase(number)} của ${payload}.\n`;
  write(`${name}.txt`, text);
  write(join(basename(name), `${number}.txt`), text.repeat(2));
  if (number % 5 === 0) write(`${name}.jsonl`, "{\n");
});
if (written < 1.5 * payloads.length) throw new Error(`only ${written} files`);
const gazetteer = join(files, '"><img src=x onerror=pwned()>.toml');
writeFileSync(gazetteer, readFileSync(join(out, "families.toml")));
try {
  execFileSync(binary, ["report", inputs, "--families", gazetteer, "--spreadsheet", "--out", files], { stdio: "ignore" });
} catch (error) {
  // Broken files are skipped, and that is said.
  if (error.status !== 1) throw error;
}
