// Opens every listed page in light and dark, wide and narrow, and reports what a reader would stumble on.
// Configuration (the base address may also come from SOCLE_BASE): { base, product, output, personas: [{ name, signIn?, cookie?: {name, value}, paths: [] }] }.
// `signIn` is an address opened first (a one-time link) or a form to fill: { address, fields: { name: value } };
// `cookie` is a session made beforehand; `status` gives the expected status of paths that do not answer 200.
import { createRequire } from "node:module";
import fs from "node:fs";
import path from "node:path";
import { accessibility, titleProblems } from "./page.mjs";
import { walk } from "./keyboard.mjs";
import { reflow, targets, textSpacing } from "./layout.mjs";
import { validate } from "./validity.mjs";

const tools = process.env.SOCLE_BROWSER_TOOLS;
const require = createRequire(path.join(tools, "package.json"));
const { chromium } = require("playwright-core");
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const config = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
config.base = process.env.SOCLE_BASE ?? config.base;
const output = path.resolve(config.output ?? "target/browser");
fs.mkdirSync(output, { recursive: true });

const WIDTHS = [{ width: 1366, height: 768 }, { width: 360, height: 740 }];
// Nobody looks at pictures on the integration machine, where they only cost time and room.
const hasPictures = process.env.CI !== "true";
const problems = [];
const notes = [];
const titles = new Map();
const sources = [];
let views = 0;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--font-render-hinting=none",
  ],
});
try {
  for (const persona of config.personas) await checkPersona(persona);
} finally {
  await browser.close();
}
problems.push(...validate(path.join(tools, "node_modules/vnu-jar/build/dist/vnu.jar"), sources));

for (const note of notes) console.log(`note     ${note}`);
for (const problem of problems) console.log(`PROBLEM  ${problem}`);
console.log(`${views} views of ${sources.length} pages, ${problems.length} problems, ${notes.length} notes; pictures in ${output}`);
fs.writeFileSync(path.join(output, "report.json"), JSON.stringify({ views, problems, notes }, null, 2));
process.exitCode = problems.length ? 1 : 0;

async function checkPersona(persona) {
  // Two persons may see the page of their own body under the same title; one person may not.
  titles.clear();
  const looks = ["light", "dark"].flatMap((colorScheme) => WIDTHS.map((viewport) => ({ colorScheme, viewport })));
  await Promise.all(looks.map((look) => checkLook(persona, look)));
}

/// Every page of a persona in one scheme and width. The four of a persona go side by side.
async function checkLook(persona, { colorScheme, viewport }) {
  const context = await browser.newContext({ colorScheme, viewport, baseURL: config.base });
  if (persona.cookie) await context.addCookies([{ ...persona.cookie, url: config.base }]);
  const page = await context.newPage();
  await signIn(page, persona.signIn);
  for (const address of persona.paths) await checkView(persona, page, address, colorScheme, viewport);
  await context.close();
}

async function signIn(page, how) {
  if (typeof how === "string") await page.goto(how);
  if (how?.fields) {
    await page.goto(how.address);
    for (const [name, value] of Object.entries(how.fields)) await page.fill(`main [name="${name}"]`, value);
    await Promise.all([page.waitForNavigation(), page.click("main button[type=submit]")]);
    if (new URL(page.url()).pathname === new URL(how.address, config.base).pathname) problems.push(`sign-in failed at ${how.address}`);
  }
}

async function checkView(persona, page, address, colorScheme, viewport) {
  const view = `${persona.name} ${address} ${colorScheme} ${viewport.width}`;
  const report = (words) => problems.push(`${view}: ${words}`);
  const heard = listen(page, report);
  const response = await page.goto(address, { waitUntil: "load" });
  await page.evaluate(() => document.fonts.ready);
  views += 1;
  const expected = persona.status?.[address] ?? 200;
  if (response.status() !== expected) report(`answered ${response.status()}, not ${expected}`);
  const name = `${persona.name}${address}`.replace(/[^a-z0-9]+/gi, "-");
  const isFirst = colorScheme === "light" && viewport === WIDTHS[0];
  if (isFirst) {
    const file = path.join(output, `${name}.html`);
    fs.writeFileSync(file, await response.text());
    sources.push({ file, view: `${persona.name} ${address}` });
    (await titleProblems(page, address, titles, config.product)).forEach(report);
  }
  if (hasPictures) await page.screenshot({ path: path.join(output, `${name}-${colorScheme}-${viewport.width}.png`), fullPage: true });
  const found = await accessibility(page, axe, { coloursOnly: colorScheme === "dark" });
  found.violations.forEach(report);
  found.incomplete.forEach((words) => notes.push(`${view}: to be looked at: ${words}`));
  if (colorScheme === "light") {
    (await walk(page)).forEach(report);
    (await targets(page)).forEach(report);
    (await reflow(page, viewport)).forEach(report);
    (await textSpacing(page)).forEach(report);
    if (isFirst) await print(page, path.join(output, `${name}.pdf`));
  }
  heard();
}

/// Anything the browser complains about: script errors, refused resources, breaches of the security policy.
function listen(page, report) {
  const onConsole = (message) => message.type() === "error" && report(`console: ${message.text()}`);
  const onError = (error) => report(`script: ${error.message}`);
  // Leaving a page cuts off what it was still loading: that is no fault of the page.
  const onFailed = (request) => request.failure()?.errorText !== "net::ERR_ABORTED" && report(`not loaded: ${request.url()}`);
  page.on("console", onConsole);
  page.on("pageerror", onError);
  page.on("requestfailed", onFailed);
  return () => {
    page.off("console", onConsole);
    page.off("pageerror", onError);
    page.off("requestfailed", onFailed);
  };
}

async function print(page, file) {
  await page.pdf({ path: file, format: "A4", printBackground: false, tagged: true });
}
