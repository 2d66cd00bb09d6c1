// Builds the page, opens it in Chromium and fills it in with the keyboard alone.
//   node drive.mjs SCHEMA CHROMIUM OUT   leaves OUT/index.html, OUT/assessment.json, OUT/form.png, OUT/axe.json
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { chromium } from "playwright-core";

const here = dirname(fileURLToPath(import.meta.url));
const [schema, executablePath, given] = process.argv.slice(2);
const out = resolve(given);
mkdirSync(out, { recursive: true });
await build({
  entryPoints: [join(here, "form.jsx")], outfile: join(out, "form.js"), bundle: true, format: "iife", jsx: "automatic",
  alias: { "rubric-schema": resolve(schema) }, define: { "process.env.NODE_ENV": '"production"' }, logLevel: "error",
});
copyFileSync(join(here, "index.html"), join(out, "index.html"));

const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const browser = await chromium.launchPersistentContext(mkdtempSync(join(tmpdir(), "form-")),
  { executablePath, args: flags, acceptDownloads: true, locale: "es", timeout: 120_000, viewport: { width: 1000, height: 1400 } });
const page = browser.pages()[0] ?? (await browser.newPage());
page.on("pageerror", (error) => { throw error; });
await page.goto(pathToFileURL(join(out, "index.html")).href);

// What has the focus, in the words that a screen reader would say.
const focused = () => page.evaluate(() => {
  const one = document.activeElement;
  const label = one.getAttribute("aria-label") || one.labels?.[0]?.textContent || one.title;
  return { name: (label || one.textContent).trim(), kind: one.tagName.toLowerCase(), id: one.id, value: one.value };
});
const press = (key) => page.keyboard.press(key);

// Goes on with Tab until the focus is where it should be.
async function reach(wanted, key = "Tab") {
  const passed = [];
  for (let step = 0; step < 120; step += 1) {
    await press(key);
    const at = await focused();
    if (wanted(at)) return at;
    passed.push(`${at.kind} ${at.id} ${at.name}`);
  }
  throw new Error(`not reached with ${key}; passed ${passed.slice(0, 40).join(" | ")}`);
}
const field = (name, under = "") => reach((at) => at.id.includes(under) && at.name.replace(/\*$/, "").trim() === name);
async function write(name, text, under) {
  await field(name, under);
  await page.keyboard.type(text);
}
// In a list of choices, goes down until the one that is wanted.
async function choose(name, option, under) {
  await field(name, under);
  for (let step = 0; step < 60; step += 1) {
    const chosen = await page.evaluate(() => document.activeElement.selectedOptions[0]?.textContent ?? "");
    if (chosen === option || chosen.startsWith(`${option} `)) return;
    await press("ArrowDown");
  }
  throw new Error(`no choice ${option} of ${name}`);
}
// Adds an item to a list, and goes back to a field of it.
async function add(list, name, item) {
  await reach((at) => at.kind === "button" && at.name === "Añadir" && at.id.includes(list));
  await press("Enter");
  await reach((at) => at.id.includes(item) && at.name.replace(/\*$/, "").trim() === name, "Shift+Tab");
}

await write("Nombre de la evaluación", "otono-2025");
await write("Código", "99999990000000", "subject");
await write("Tipo de código", "cds");
await write("Texto", "Distrito Ejemplo");
await choose("Tipo de organismo", "Distrito escolar");
await write("Año escolar", "2025-26");
await write("Primer día", "2025-09-01");
await add("raters", "Identificador", "raters_0");
await page.keyboard.type("p1");
await choose("Grupo", "Familias", "raters_0");

await add("root_ratings_", "Quién califica", "ratings_0");
await page.keyboard.type("p1");
await choose("Competencia", "1.1", "ratings_0");
await choose("Etapa", "En maduración", "ratings_0");
await add("ratings_0_evidence", "Texto", "ratings_0_evidence_0");
await page.keyboard.type("Acta de la reunión de septiembre");
await field("Día", "ratings_0_evidence_0");
await page.keyboard.type("2025-09-20");

// A second rating, without a stage and without a name.
await reach((at) => at.kind === "button" && at.name === "Añadir" && at.id.startsWith("root_ratings") && !at.id.includes("evidence"));
await press("Enter");
await reach((at) => at.id.includes("ratings_1") && at.name === "Con etapa o sin etapa", "Shift+Tab");
await press("ArrowDown");
await choose("Grupo", "Estudiantes", "ratings_1");
await choose("Competencia", "1.2", "ratings_1");
await choose("Por qué no hay etapa", "No sabe", "ratings_1");

await add("root_decisions", "Competencia", "decisions_0");
await press("Shift+Tab");
await choose("Competencia", "1.1", "decisions_0");
await choose("Etapa", "Avanzada", "decisions_0");
await choose("Cómo decidió el equipo", "Pulgares", "decisions_0");
await write("Texto", "Todas las personas están de acuerdo.", "decisions_0");

const axe = join(here, "node_modules", "axe-core", "axe.min.js");
await page.addScriptTag({ path: axe });
const found = await page.evaluate(() => axe.run({ runOnly: ["wcag2a", "wcag2aa"] }));
writeFileSync(join(out, "axe.json"), JSON.stringify(found.violations.map((one) => ({ id: one.id, impact: one.impact, help: one.help,
  nodes: one.nodes.map((node) => node.html) })), null, 1));
await page.screenshot({ path: join(out, "form.png"), fullPage: true });

const saved = page.waitForEvent("download", { timeout: 30_000 });
await reach((at) => at.kind === "button" && at.name === "Exportar");
await press("Enter");
await (await saved).saveAs(join(out, "assessment.json"));
await browser.close();
