// Bundles the page: page.js, page.css, and the licences of what is inside, in dist/ or the folder that is named.
import { build } from "esbuild";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

const out = resolve(process.argv[2] ?? join(import.meta.dirname, "dist"));
process.chdir(import.meta.dirname);
const common = { bundle: true, minify: true, metafile: true, legalComments: "none", logLevel: "warning" };
// `charset: ascii` (the default) keeps U+2028 and Vietnamese letters out of the script as escapes: its hash does not
// depend on how the page is read.
const script = await build({
  ...common,
  entryPoints: ["src/main.tsx"],
  outfile: join(out, "page.js"),
  format: "iife",
  target: ["chrome110", "firefox115", "safari16.4"],
  jsx: "automatic",
  jsxImportSource: "preact",
});
await build({ ...common, entryPoints: ["src/css/page.css"], outfile: join(out, "page.css"), target: ["chrome110", "firefox121", "safari16.4"] });

const packages = new Set();
for (const input of Object.keys(script.metafile.inputs)) {
  const found = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
  if (found) packages.add(found[1]);
}
const licences = [...packages].sort().map((folder) => {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((it) => /^licen[sc]e/i.test(it));
  if (!file) throw new Error(`${name}: no licence file in ${dirname(folder)}`);
  return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
});
writeFileSync(join(out, "LICENSES.txt"), licences.join(`\n${"-".repeat(80)}\n\n`));
