// Says of each document, one a line, whether ajv in its strictest mode accepts it: 1, 0, or - where it is no JSON.
//   node ajv.mjs FOLDER   compiles every *.schema.json in it; then reads lines {"schema", "text"}
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Ajv2020 } from "ajv/dist/2020.js";

const ajv = new Ajv2020({ strict: true, strictTypes: true, strictTuples: true, strictRequired: true, validateSchema: true });
const validators = {};
const folder = process.argv[2];
for (const file of readdirSync(folder, { recursive: true })) {
  if (file.endsWith(".schema.json")) {
    validators[file.slice(0, -".schema.json".length)] = ajv.compile(JSON.parse(readFileSync(join(folder, file), "utf8")));
  }
}
for await (const line of createInterface({ input: process.stdin })) {
  const { schema, text } = JSON.parse(line);
  let document;
  try {
    document = JSON.parse(text);
  } catch {
    console.log("-");
    continue;
  }
  console.log(validators[schema](document) ? "1" : "0");
}
