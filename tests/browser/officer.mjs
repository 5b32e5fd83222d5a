// What the people of a beneficiary do on the portal, counting clicks and questions: fails above the figure of each task.
//   node officer.mjs OUTPUT_OF_SOCLE_DEMO FOLDER
// Typed text is not counted; a click is, that of the button that sends included. Each task is done twice: on a desk, and
// on a phone without script.
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
try {
  const desk = await signedIn("Rose Esquisse");
  for (const view of [
    { name: "desk", viewport: { width: 1366, height: 768 } },
    { name: "phone", viewport: { width: 360, height: 740 }, javaScriptEnabled: false },
  ]) {
    const context = await browser.newContext({ ...view, baseURL: base, locale: "fr-FR", storageState: desk });
    await tasks(await context.newPage(), view.name);
    await context.close();
  }
} finally {
  await browser.close();
}
problems.forEach((problem) => console.log(`PROBLEM  ${problem}`));
process.exitCode = problems.length ? 1 : 0;

/// The session of a persona, by the link printed for it.
async function signedIn(person) {
  const line = printed.split("\n").find((text) => text.includes(person) && text.includes("/link/"));
  const context = await browser.newContext({ baseURL: base });
  const page = await context.newPage();
  await page.goto(line.match(/(\/link\/\S+)/)[1]);
  await Promise.all([page.waitForNavigation(), page.click("main button")]);
  const state = await context.storageState();
  await context.close();
  return state;
}

async function tasks(page, name) {
  const words = `Le vidéoprojecteur de la salle du conseil ne s’allume plus (${name})`;
  const click = async (target) => Promise.all([page.waitForNavigation({ waitUntil: "load" }), page.locator(target).first().click()]);

  await task("report a problem with a photo", { clicks: 1, questions: 3 }, async (count) => {
    await page.goto("/");
    const door = page.locator("section.door", { has: page.locator("#door-broken") });
    count.questions = await door.locator("textarea, input:not([type=hidden]), select").count();
    await door.locator("textarea").fill(words);
    await door.locator("input[type=file]").setInputFiles({ name: "photo.png", mimeType: "image/png", buffer: Buffer.from("89504e47", "hex") });
    await count(click, "section.door:has(#door-broken) button[type=submit]");
    if (!(await page.locator("main").innerText()).includes(words)) throw new Error("the request is not shown");
  });
  await task("see where it stands", { clicks: 0, questions: 0 }, async () => {
    await page.goto("/");
    const row = page.locator("ul.followed > li", { hasText: words.slice(0, 30) }).first();
    if (!(await row.innerText()).includes("reçue")) throw new Error(`no plain words: ${await row.innerText()}`);
    await page.screenshot({ path: path.join(output, `home-${name}.png`), fullPage: true });
  });
  await task("ask for an arrival", { clicks: 2, questions: Infinity }, async (count) => {
    await page.goto("/");
    await count(click, "a[href='/requests/forms/arrival']");
    await page.fill("[name='answers.name']", "Ysé Supposition");
    await page.fill("[name='answers.arrives_on']", "2027-01-11");
    for (const list of ["answers.site", "answers.manager"]) {
      const value = await page.locator(`[name='${list}'] option:not([value=''])`).first().getAttribute("value");
      await page.selectOption(`[name='${list}']`, value);
    }
    for (const [question, answer] of [["workstation", "laptop"], ["phone", "none"], ["access", "no"]]) {
      await page.locator(`input[name='answers.${question}'][value='${answer}']`).check();
    }
    await page.screenshot({ path: path.join(output, `arrival-${name}.png`), fullPage: true });
    await count(click, "main form button[type=submit]");
    if (!(await page.locator("main").innerText()).includes("Ysé Supposition")) throw new Error("the request is not shown");
  });

  async function task(what, most, work) {
    const counted = { clicks: 0, questions: 0 };
    const count = async (act, target) => {
      counted.clicks += 1;
      await act(target);
    };
    Object.defineProperty(count, "questions", { set: (number) => { counted.questions = number; } });
    try {
      await work(count);
    } catch (error) {
      problems.push(`${name}: ${what}: ${error.message.split("\n")[0]}`);
      await page.screenshot({ path: path.join(output, `failed-${problems.length}.png`) });
    }
    console.log(`${name}: ${what}: ${counted.clicks} clicks, ${counted.questions} questions`);
    if (counted.clicks > most.clicks || counted.questions > most.questions) problems.push(`${name}: ${what}: too many`);
  }
}
