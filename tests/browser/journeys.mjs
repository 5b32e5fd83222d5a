// What people do all day, with the keyboard, counting: fails when a task takes more keys or clicks than it may.
//   node journeys.mjs OUTPUT_OF_SOCLE_DEMO FOLDER
// Typed text is not counted; a key that acts, a Tab and a click are.
import { createRequire } from "node:module";
import fs from "node:fs";
import path from "node:path";
import { accessibility } from "./page.mjs";

const tools = process.env.SOCLE_BROWSER_TOOLS;
const require = createRequire(path.join(tools, "package.json"));
const { chromium } = require("playwright-core");
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const [, , log, output] = process.argv;
const printed = fs.readFileSync(log, "utf8");
const base = printed.match(/^Socle · (http:\/\/\S+)/m)[1];
const problems = [];
const lines = [];
fs.mkdirSync(output, { recursive: true });

/** The sign-in link of the first persona whose line holds these words. */
function linkOf(words) {
  const line = printed.split("\n").find((text) => text.toLowerCase().includes(words) && /\/link\/\S+/.test(text));
  if (!line) throw new Error(`no persona «${words}»`);
  return new URL(line.match(/(?:http:\/\/[^/\s]+)?(\/link\/\S+)/)[1], base).href;
}

/** A person at work: every key and click is counted until the task is told. */
export class Worker {
  constructor(page, name) {
    Object.assign(this, { page, name, keys: 0, clicks: 0 });
  }

  async key(name) {
    this.keys += 1;
    await this.page.keyboard.press(name);
  }

  async click(selector) {
    this.clicks += 1;
    await this.page.click(selector);
  }

  /** Words typed where the focus is. */
  async type(words) {
    await this.page.keyboard.type(words);
  }

  /** A key that leads to another page. */
  async goes(name) {
    await Promise.all([this.page.waitForNavigation({ waitUntil: "load" }), this.key(name)]);
  }

  async task(words, most, work) {
    [this.keys, this.clicks] = [0, 0];
    try {
      await work();
      lines.push(`${this.name}: ${words}: ${this.keys} keys, ${this.clicks} clicks (at most ${most.keys ?? 0} and ${most.clicks ?? 0})`);
      if (this.keys > (most.keys ?? 0) || this.clicks > (most.clicks ?? 0)) problems.push(lines.at(-1));
    } catch (error) {
      problems.push(`${this.name}: ${words}: ${error.message.split("\n")[0]}`);
      await this.page.screenshot({ path: path.join(output, `failed-${problems.length}.png`) });
    }
  }

  async mustBe(what, condition) {
    if (!(await condition)) throw new Error(`not so: ${what}`);
  }

  async accessible(view) {
    const found = await accessibility(this.page, axe);
    found.violations.forEach((words) => problems.push(`${view}: ${words}`));
    await this.page.screenshot({ path: path.join(output, `${view}.png`) });
  }
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--font-render-hinting=none"],
});

async function at(words, name, work) {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, baseURL: base, locale: "fr-FR" });
  const page = await context.newPage();
  page.on("pageerror", (error) => problems.push(`${name}: script: ${error.message}`));
  page.on("console", (message) => message.type() === "error" && !/409|422/.test(message.text()) && problems.push(`${name}: console: ${message.text()}`));
  await page.goto(linkOf(words));
  await Promise.all([page.waitForNavigation(), page.click("main button")]);
  await work(new Worker(page, name));
  await context.close();
}

/** Somebody of a beneficiary whom the demonstration gives this number. */
const CALLER = "05 36 49 10 23";
/** An exchange, and what it tells as a real one does. */
async function exchange() {
  const context = await browser.newContext({ baseURL: base, locale: "fr-FR" });
  const page = await context.newPage();
  await page.goto(linkOf("administrat"));
  await Promise.all([page.waitForNavigation(), page.click("main button")]);
  await page.goto("/phone-lines");
  await page.fill("#field-name", "Standard des essais");
  await Promise.all([page.waitForNavigation(), page.click("main form[action='/phone-lines'] button[type=submit]")]);
  const secret = await page.locator(".confirmation code, .notice code").first().innerText();
  const hook = await page.locator("main table code").last().innerText();
  await context.close();
  return async (event, number, call) => {
    const answer = await fetch(new URL(new URL(hook).pathname, base), {
      method: "POST",
      headers: { Authorization: `Bearer ${secret}`, "Content-Type": "application/json" },
      body: JSON.stringify({ call, event, number }),
    });
    if (!answer.ok) throw new Error(`the exchange was refused: ${answer.status} ${await answer.text()}`);
  };
}

async function caller(worker) {
  const { page } = worker;
  const tell = await exchange();
  await page.goto("/tickets");
  await worker.task("a ticket while somebody calls: one key, a title, Enter", { keys: 2 }, async () => {
    await tell("ringing", CALLER, "essai-1");
    await page.waitForSelector(".call-pop", { timeout: 10000 });
    await worker.accessible("call-pop");
    await worker.goes("t");
    await page.waitForFunction(() => document.activeElement?.id === "field-title");
    await worker.accessible("call-card");
    await worker.type("Plus de réseau dans le bureau");
    await worker.goes("Enter");
    const words = await page.locator("main").innerText();
    await worker.mustBe("it is the ticket, by phone, with its call", words.includes("Plus de réseau dans le bureau") && (await page.locator("main a[href^='/calls/']").count()) > 0);
  });
  await worker.task("a call that somebody else ends goes away", {}, async () => {
    // The first call still runs, and a call that runs shows on every page: it is over before the second one rings.
    await tell("ended", CALLER, "essai-1");
    await page.goto("/tickets");
    await tell("ringing", CALLER, "essai-2");
    await page.waitForSelector(".call-pop", { timeout: 10000 });
    await tell("missed", CALLER, "essai-2");
    await page.waitForSelector(".call-pop", { state: "detached", timeout: 10000 });
  });
}

async function technician(worker) {
  const { page } = worker;
  const state = (selector) => page.locator(selector);

  await worker.task("take the next most urgent ticket", { keys: 3 }, async () => {
    await page.goto("/tickets?q=agent%3Apersonne");
    await worker.key("j");
    await worker.goes("Enter");
    // From the ticket, one key.
    await worker.goes("m");
    await worker.mustBe("nobody else may take it", (await state("[data-key=m]").count()) === 0);
  });

  await worker.task("answer and wait for the requester", { keys: 2 }, async () => {
    await worker.key("r");
    await worker.type("Pouvez-vous redémarrer le poste et me dire ce qui s’affiche ?");
    await worker.goes("Control+Shift+Enter");
    await worker.mustBe("it waits and can be taken back", (await state("[data-held]").count()) === 1);
  });

  await worker.task("take the answer back", { keys: 1 }, async () => {
    await page.locator("h1").click();
    await worker.goes("z");
    await worker.mustBe("the words are in the box", (await page.inputValue("#field-body")).startsWith("Pouvez-vous"));
  });

  await worker.task("what is written is kept on the server", { keys: 1 }, async () => {
    await page.keyboard.press("Escape");
    await worker.key("n");
    await worker.type("Vérifier le commutateur de l’étage.");
    await page.waitForFunction(() => [...document.querySelectorAll(".draft-state")].some((s) => s.textContent.trim()), null, { timeout: 6000 });
    await page.goto(page.url());
    await worker.mustBe("the note is there again", (await page.inputValue("#field-note")) === "Vérifier le commutateur de l’étage.");
  });

  await worker.task("help over the page, and back", { keys: 2 }, async () => {
    await page.locator("h1").click();
    await worker.key("?");
    await page.waitForSelector("dialog.help-dialog[open]");
    await worker.accessible("help-dialog");
    await worker.key("Escape");
    await worker.mustBe("closed", (await state("dialog[open]").count()) === 0);
  });

  await worker.task("go anywhere by the palette", { keys: 2 }, async () => {
    await page.focus("#field-note");
    await worker.key("Control+k");
    await worker.type("équip");
    await page.waitForFunction(() => [...document.querySelectorAll(".palette [role=option]")].some((o) => o.textContent.includes("Équipes")));
    await worker.accessible("palette");
    await page.keyboard.press("Escape");
    await worker.mustBe("the focus is where it was", await page.evaluate(() => document.activeElement?.id === "field-note"));
    await page.keyboard.press("Control+k");
    await page.keyboard.type("équip");
    await page.waitForFunction(() => document.querySelector(".palette [aria-selected=true]")?.textContent.includes("Équipes"));
    await worker.goes("Enter");
    await worker.mustBe("it is the page of teams", new URL(page.url()).pathname === "/teams");
  });

  await worker.task("a new ticket during a call", { keys: 1 }, async () => {
    await page.goto("/tickets");
    await worker.goes("c");
    await worker.mustBe("it is the form", new URL(page.url()).pathname === "/tickets/new");
  });

  await worker.task("change three tickets at once, then put them back", { keys: 8, clicks: 3 }, async () => {
    await page.goto("/tickets?q=agent%3Apersonne");
    for (let n = 0; n < 3; n += 1) {
      await worker.key("j");
      await worker.key("x");
    }
    await worker.goes("b");
    await page.selectOption("#field-assignee", { index: 2 });
    await Promise.all([page.waitForNavigation(), worker.click("main form.bulk-form button[type=submit]")]);
    await worker.accessible("bulk-preview");
    await Promise.all([page.waitForNavigation(), worker.click("#foreseen button[type=submit], section:has(#foreseen) button[type=submit], main form[method=post][action='/tickets/bulk'] button")]);
    await worker.accessible("bulk-report");
    await Promise.all([page.waitForNavigation(), worker.click("main form[action$='/undo'] button")]);
    await worker.mustBe("all three are put back", (await page.locator("main").innerText()).includes("Remis comme avant"));
  });

  // As many tickets as the demonstration has for a colleague's hands, at most four keys each.
  await worker.task("triage of the queue without a mouse", { keys: 80, clicks: 0 }, async () => {
    let triaged = 0;
    for (; triaged < 20; triaged += 1) {
      await page.goto("/tickets?q=-agent%3Amoi+%C3%A9tat%3Aouvert+tri%3Ar%C3%A9ception");
      if ((await page.locator("main table.data tbody tr").count()) === 0) break;
      await worker.key("j");
      await worker.goes("Enter");
      await worker.goes("m");
      await worker.key("p");
      await page.keyboard.press("Escape");
    }
    await worker.mustBe("ten tickets at least were triaged", triaged >= 10);
  });
}

async function finance(worker) {
  const { page } = worker;
  const follows = (selector) => Promise.all([page.waitForNavigation({ waitUntil: "load" }), worker.click(selector)]);

  await worker.task("look at the anomalies of a yearly run and its totals, then issue it", { clicks: 3 }, async () => {
    await page.goto("/");
    await follows(".key-figure a[href='/billing-runs']");
    await follows("main table a:has-text('2024')");
    const words = await page.locator("main").innerText();
    await worker.mustBe("anomalies are told", (await page.locator("section:has(#found) table .tag").count()) > 0);
    await worker.mustBe("totals agree to the cent", words.includes("Les totaux concordent au centime"));
    await follows("main form[action$='/issue'] button");
    for (let n = 0; n < 30 && (await page.locator("main a[href^='/invoices/']", { hasText: "FA-STC-" }).count()) === 0; n += 1) {
      await page.waitForTimeout(500);
      await page.reload();
    }
    await worker.mustBe("it has its number", (await page.locator("main a[href^='/invoices/']", { hasText: "FA-STC-" }).count()) > 0);
  });

  await worker.task("prepare a credit note, with its reason", { clicks: 3 }, async () => {
    await page.goto("/");
    await follows(".key-figure a[href='/invoices']");
    await follows("main table a:has-text('FA-STC-2026-0001')");
    const form = "main form[action$='/credit-note']";
    await worker.mustBe("a reason is asked for", await page.locator(`${form} [name=reason]`).evaluate((field) => field.required));
    await page.fill(`${form} [name=reason]`, "Facturé deux fois.");
    await follows(`${form} button[type=submit]`);
    await worker.mustBe("it is a draft with its reason", (await page.locator("main").innerText()).includes("Facturé deux fois."));
  });
}

try {
  await at("technic", "technician", technician);
  await at("technic", "caller", caller);
  await at("agent des finances", "finance officer", finance);
} finally {
  await browser.close();
}
lines.forEach((line) => console.log(line));
problems.forEach((problem) => console.log(`PROBLEM  ${problem}`));
process.exitCode = problems.length ? 1 : 0;
