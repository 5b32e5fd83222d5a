// What people find on their home screen and one or two clicks from it, counting: fails above the figure of each task.
//   node homes.mjs OUTPUT_OF_SOCLE_DEMO FOLDER
// Each task is done on a desk and on a phone without script; each screen is also printed, on one sheet.
import { createRequire } from "node:module";
import fs from "node:fs";
import path from "node:path";

const require = createRequire(path.join(process.env.SOCLE_BROWSER_TOOLS, "package.json"));
const { chromium } = require("playwright-core");
const [, , log, output] = process.argv;
const printed = fs.readFileSync(log, "utf8");
const base = printed.match(/^Socle · (http:\/\/\S+)/m)[1];
const problems = [];
fs.mkdirSync(output, { recursive: true });

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update"],
});

/// For each screen: the role as it is printed, what must stand on it, and its tasks: clicks allowed, and where each click goes.
const screens = [
  {
    name: "director",
    role: "Directeur des services numériques",
    shows: "Les structures, la plus en difficulté d’abord",
    tasks: [
      { what: "see which body is off target and why", most: 1, clicks: ["section.part:has(#bodies) a[href^='/scoreboards/']"], ends: "/scoreboards/" },
      { what: "open the monthly file of a body", most: 2, clicks: ["section.part:has(#bodies) a[href^='/scoreboards/']", "main a[href*='.pdf']"], downloads: true },
      { what: "see what an agreement still asks for", most: 1, clicks: [".key-figure a[href='/deadlines']"], ends: "/deadlines" },
    ],
  },
  {
    name: "technician",
    role: "Technicien",
    shows: "Mes dossiers",
    tasks: [{ what: "see one's own tickets", most: 1, clicks: [".key-figure a[href*='agent%3Amoi']"], ends: "/tickets" }],
  },
  {
    name: "officer",
    role: "Référent administratif",
    shows: "Attendent votre réponse",
    tasks: [
      { what: "see where a request stands", most: 0, clicks: [], ends: "/" },
      { what: "fetch the last invoice", most: 1, clicks: ["section.part:has(#last-invoices) a[href*='/pdf']"], downloads: true },
    ],
  },
  {
    name: "elected",
    role: "Élu",
    shows: "Engagements tenus",
    tasks: [
      { what: "read the summary of the quarter", most: 0, clicks: [], ends: "/" },
      { what: "read what the next committee decides", most: 1, clicks: ["section.part:has(#next-committee) a"], ends: "/meetings/" },
      { what: "take the table of invoices to the assembly", most: 2, clicks: [".key-figure a[href='/invoices']", "main a[href*='format=xlsx']"], downloads: true },
    ],
  },
  {
    name: "protection",
    role: "Délégué à la protection des données",
    shows: "Listes exportées",
    tasks: [{ what: "see who took which list away", most: 1, clicks: [".key-figure a[href^='/audit']"], ends: "/audit" }],
  },
  {
    name: "finance",
    role: "Agent des finances",
    shows: "Factures à établir",
    tasks: [
      { what: "explain an amount", most: 3, clicks: [".key-figure a[href='/invoices']", "main table a[href^='/invoices/']"], ends: "/invoices/", shows: ".explanation, details.why" },
      { what: "hand the sums due to the accounts", most: 2, clicks: [".key-figure a[href='/accounting']", "main a[href^='/accounting/orders'][href*='format=csv']"], downloads: true },
      { what: "take the cut-off of the year", most: 2, clicks: [".key-figure a[href='/accounting']", "main a[href^='/accounting/cut-off'][href*='format=xlsx']"], downloads: true },
      { what: "find the revisions to decide", most: 1, clicks: [".key-figure a[href='/revisions']"], ends: "/revisions" },
    ],
  },
];

try {
  for (const screen of screens) {
    const state = await signedIn(screen.role);
    for (const view of [
      { name: "desk", viewport: { width: 1366, height: 768 } },
      { name: "phone", viewport: { width: 360, height: 740 }, javaScriptEnabled: false },
    ]) {
      const context = await browser.newContext({ ...view, baseURL: base, locale: "fr-FR", storageState: state, acceptDownloads: true });
      await work(await context.newPage(), screen, view.name);
      await context.close();
    }
  }
} finally {
  await browser.close();
}
problems.forEach((problem) => console.log(`PROBLEM  ${problem}`));
process.exitCode = problems.length ? 1 : 0;

/// The session of the first persona with a role, by the link printed for it.
async function signedIn(role) {
  const line = printed.split("\n").find((text) => text.includes(`· ${role}`) && text.includes("/link/"));
  if (!line) throw new Error(`no persona «${role}»`);
  const context = await browser.newContext({ baseURL: base });
  const page = await context.newPage();
  await page.goto(line.match(/(\/link\/\S+)/)[1]);
  await Promise.all([page.waitForNavigation(), page.click("main button")]);
  const state = await context.storageState();
  await context.close();
  return state;
}

async function work(page, screen, view) {
  await page.goto("/");
  const words = await page.locator("main").innerText();
  if (!words.includes(screen.shows)) problems.push(`${screen.name}, ${view}: «${screen.shows}» is not on the screen`);
  const figures = await page.locator(".key-figure").count();
  if (figures > 7) problems.push(`${screen.name}, ${view}: ${figures} figures`);
  if ((await page.locator(".needs-now").count()) !== 1) problems.push(`${screen.name}, ${view}: what needs me now is not said`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  if (wide) problems.push(`${screen.name}, ${view}: wider than the screen`);
  await page.screenshot({ path: path.join(output, `${screen.name}-${view}.png`), fullPage: true });
  if (view === "desk") await sheet(page, screen);
  for (const task of screen.tasks) await done(page, screen, view, task);
}

/// Printed, the screen is one A4 sheet.
async function sheet(page, screen) {
  const pdf = await page.pdf({ format: "A4", printBackground: true, path: path.join(output, `${screen.name}.pdf`) });
  const pages = (pdf.toString("latin1").match(/\/Type\s*\/Page[^s]/g) ?? []).length;
  if (pages !== 1) problems.push(`${screen.name}: printed on ${pages} sheets`);
}

async function done(page, screen, view, task) {
  const name = `${screen.name}, ${view}: ${task.what}`;
  let clicks = 0;
  try {
    await page.goto("/");
    for (const target of task.clicks) {
      clicks += 1;
      const isLast = clicks === task.clicks.length;
      const arrived = isLast && task.downloads ? page.waitForEvent("download") : page.waitForNavigation({ waitUntil: "load" });
      await Promise.all([arrived, page.locator(target).first().click()]);
    }
    if (task.ends && !new URL(page.url()).pathname.startsWith(task.ends)) throw new Error(`ended on ${page.url()}`);
    if (task.shows && (await page.locator(task.shows).count()) === 0) throw new Error(`${task.shows} is not there`);
  } catch (error) {
    problems.push(`${name}: ${error.message.split("\n")[0]}`);
    await page.screenshot({ path: path.join(output, `failed-${problems.length}.png`) });
  }
  console.log(`${name}: ${clicks} clicks (at most ${task.most})`);
  if (clicks > task.most) problems.push(`${name}: too many clicks`);
}
