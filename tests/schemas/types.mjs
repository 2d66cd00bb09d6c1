// Makes TypeScript types of every schema: node types.mjs FOLDER OUT
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compile } from "json-schema-to-typescript";

const [folder, out] = process.argv.slice(2);
mkdirSync(out, { recursive: true });
for (const file of readdirSync(folder).filter((name) => name.endsWith(".schema.json"))) {
  const name = file.slice(0, -".schema.json".length);
  const schema = JSON.parse(readFileSync(join(folder, file), "utf8"));
  writeFileSync(join(out, `${name}.ts`), await compile(schema, name, { bannerComment: "", format: false }));
}
