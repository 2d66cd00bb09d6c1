// Opens a report in Chromium, asks axe-core what is wrong with it, and takes pictures.
//   node report.mjs PAGE CHROMIUM OUT NAME   leaves OUT/NAME-1280.png, OUT/NAME-360.png, OUT/NAME.pdf, OUT/NAME.json
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const here = dirname(fileURLToPath(import.meta.url));
const [given, executablePath, out, name] = process.argv.slice(2);
mkdirSync(resolve(out), { recursive: true });

const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const browser = await chromium.launchPersistentContext(mkdtempSync(join(tmpdir(), "report-")),
  { executablePath, args: flags, timeout: 120_000 });
const page = browser.pages()[0] ?? (await browser.newPage());
page.on("pageerror", (error) => { throw error; });
const asked = [];
page.on("request", (request) => asked.push(request.url()));
const url = pathToFileURL(resolve(given)).href;
const found = {};
for (const width of [1280, 360]) {
  await page.setViewportSize({ width, height: 900 });
  await page.goto(url);
  await page.addScriptTag({ path: join(here, "node_modules", "axe-core", "axe.min.js") });
  // What is folded is looked at too.
  await page.evaluate(() => document.querySelectorAll("details").forEach((one) => { one.open = true; }));
  const result = await page.evaluate(() => axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] }));
  found[width] = {
    passes: result.passes.length,
    violations: result.violations.map((one) => ({ id: one.id, help: one.help, nodes: one.nodes.slice(0, 5).map((node) => node.html) })),
    // What axe-core could not decide by itself, such as a contrast it cannot see.
    incomplete: result.incomplete.map((one) => ({ id: one.id, nodes: one.nodes.slice(0, 5).map((node) => node.html) })),
    overflow: await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
  };
  await page.screenshot({ path: join(out, `${name}-${width}.png`), fullPage: true });
}
// The first thing that the keyboard reaches leads past everything to the report.
await page.keyboard.press("Tab");
found.first = await page.evaluate(() => document.activeElement.getAttribute("href"));
found.asked = asked.filter((one) => one !== url);
// On paper everything is unfolded, however it was on the screen; but not what a lens is about.
await page.evaluate(() => document.querySelectorAll("details").forEach((one) => { one.open = false; }));
await page.emulateMedia({ media: "print" });
found.folded = await page.evaluate(() => [...document.querySelectorAll("details")]
  .filter((one) => one.className !== "background" && one.lastElementChild.getBoundingClientRect().height === 0).length);
await page.emulateMedia({ media: null });
await page.pdf({ path: join(out, `${name}.pdf`), preferCSSPageSize: true });
writeFileSync(join(out, `${name}.json`), JSON.stringify(found, null, 1));
await browser.close();
