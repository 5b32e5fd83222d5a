// A requester and an agent who write to each other live, in two browsers; then the same without script.
//   node chat.mjs OUTPUT_OF_SOCLE_DEMO FOLDER
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
fs.mkdirSync(output, { recursive: true });

function linkOf(words) {
  const line = printed.split("\n").find((text) => text.toLowerCase().includes(words) && /\/link\/\S+/.test(text));
  if (!line) throw new Error(`no persona «${words}»`);
  return new URL(line.match(/(?:http:\/\/[^/\s]+)?(\/link\/\S+)/)[1], base).href;
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update"],
});

/** Somebody signed in, in a browser of his or her own. */
async function person(words, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, baseURL: base, locale: "fr-FR", ...options });
  const page = await context.newPage();
  page.on("pageerror", (error) => problems.push(`${words}: script: ${error.message}`));
  page.on("console", (message) => message.type() === "error" && !/40[49]|422|DISCONNECTED/.test(message.text()) && problems.push(`${words}: console: ${message.text()}`));
  await page.goto(linkOf(words));
  await Promise.all([page.waitForNavigation(), page.click("main button")]);
  return { context, page };
}

async function step(words, work) {
  try {
    await work();
    console.log(`chat: ${words}`);
  } catch (error) {
    problems.push(`${words}: ${error.message.split("\n")[0]}`);
  }
}

const reads = (page, words) => page.locator("#chat-said .message", { hasText: words }).first().waitFor({ timeout: 15000 });
const count = (page, words) => page.locator("#chat-said .message", { hasText: words }).count();

async function accessible(page, view) {
  const found = await accessibility(page, axe);
  found.violations.forEach((words) => problems.push(`${view}: ${words}`));
  await page.screenshot({ path: path.join(output, `${view}.png`) });
}

async function write(page, words) {
  await page.fill("#chat-write textarea", words);
  await page.keyboard.press("Control+Enter");
}

const requester = await person(process.argv[4] ?? "demandeur");
const agent = await person(process.argv[5] ?? "technicien");
let place;

await step("the agent's list shows who comes, by itself", async () => {
  await agent.page.goto("/chats");
  await requester.page.goto("/chats/new");
  await accessible(requester.page, "new");
  await requester.page.fill("textarea[name=body]", "Mon écran reste noir ce matin");
  await Promise.all([requester.page.waitForNavigation(), requester.page.click("main button.primary")]);
  place = new URL(requester.page.url()).pathname;
  await agent.page.locator("#chat-list", { hasText: "Mon écran reste noir" }).waitFor({ timeout: 15000 });
  await accessible(agent.page, "list");
});

await step("taking it shows at the other side", async () => {
  await agent.page.goto(place);
  await Promise.all([agent.page.waitForNavigation(), agent.page.keyboard.press("m")]);
  await requester.page.locator("#chat-state", { hasText: "Avec" }).waitFor({ timeout: 15000 });
});

await step("each reads what the other writes, while writing", async () => {
  await requester.page.fill("#chat-write textarea", "Je suis en train d’écrire");
  await write(agent.page, "Le câble est-il branché ?");
  await reads(requester.page, "Le câble est-il branché ?");
  if ((await requester.page.inputValue("#chat-write textarea")) !== "Je suis en train d’écrire") throw new Error("what was being written is gone");
  await write(requester.page, "Oui, des deux côtés");
  await reads(agent.page, "Oui, des deux côtés");
  await accessible(agent.page, "agent");
  await accessible(requester.page, "requester");
});

await step("a word among agents stays among agents, and nothing is said twice", async () => {
  await agent.page.click("#chat-acts details.internal summary");
  await agent.page.fill("#field-note", "À changer, il est sous garantie");
  await agent.page.click("#chat-acts details.internal button[type=submit]");
  await reads(agent.page, "sous garantie");
  await write(agent.page, "Nous le changeons demain");
  await reads(requester.page, "Nous le changeons demain");
  for (const page of [requester.page, agent.page]) await page.reload();
  if (await count(requester.page, "sous garantie")) throw new Error("the requester reads words among agents");
  for (const words of ["Le câble est-il", "Oui, des deux", "Nous le changeons"]) {
    for (const page of [requester.page, agent.page]) if ((await count(page, words)) !== 1) throw new Error(`not once: ${words}`);
  }
});

await step("a message that does not get through stays, and is said once when sent again", async () => {
  await requester.context.setOffline(true);
  await write(requester.page, "Merci beaucoup");
  await requester.page.locator("#chat-errors [role=alert]").waitFor({ timeout: 15000 });
  await requester.context.setOffline(false);
  await requester.page.locator("#chat-write textarea").focus();
  await requester.page.keyboard.press("Control+Enter");
  await reads(agent.page, "Merci beaucoup");
  if ((await count(agent.page, "Merci beaucoup")) !== 1) throw new Error("said twice");
});

await step("its end shows at the other side, with the ticket", async () => {
  await Promise.all([agent.page.waitForNavigation(), agent.page.click("#chat-acts button[name=resolved][value=on]")]);
  await requester.page.locator("#chat-state", { hasText: "terminée" }).waitFor({ timeout: 15000 });
  await Promise.all([requester.page.waitForNavigation(), requester.page.click("#chat-state a")]);
  if (!(await requester.page.locator(".conversation", { hasText: "Nous le changeons demain" }).count())) throw new Error("the ticket does not hold what was said");
});
await requester.context.close();

await step("without script, by posting and loading again, on a phone", async () => {
  const plain = await person(process.argv[4] ?? "demandeur", { javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  await plain.page.goto("/chats/new");
  await plain.page.fill("textarea[name=body]", "Et ma souris ne bouge plus");
  await Promise.all([plain.page.waitForNavigation(), plain.page.click("main button.primary")]);
  const own = new URL(plain.page.url()).pathname;
  await agent.page.goto(own);
  await Promise.all([agent.page.waitForNavigation(), agent.page.keyboard.press("m")]);
  await write(agent.page, "Les piles ?");
  await reads(agent.page, "Les piles ?");
  await Promise.all([plain.page.waitForNavigation(), plain.page.click("#chat-state a")]);
  if ((await count(plain.page, "Les piles ?")) !== 1) throw new Error("not read after loading again");
  await plain.page.fill("#chat-write textarea", "Changées, elle marche");
  await Promise.all([plain.page.waitForNavigation(), plain.page.click("#chat-write button.primary")]);
  await reads(agent.page, "Changées, elle marche");
  await plain.page.screenshot({ path: path.join(output, "phone.png"), fullPage: true });
  await Promise.all([plain.page.waitForNavigation(), plain.page.click("#chat-acts button[type=submit]")]);
  await plain.context.close();
});

await browser.close();
problems.forEach((words) => console.error(`problem: ${words}`));
process.exit(problems.length ? 1 : 0);
