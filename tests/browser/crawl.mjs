// Walks a running instance as each persona and writes the configuration of the checks: one page of each kind.
//   node crawl.mjs OUTPUT_OF_SOCLE_DEMO CONFIG.json
// The output names each persona's sign-in link, `…: http://host/link/secret`, and the served address.
import fs from "node:fs";

const [, , log, target] = process.argv;
const printed = fs.readFileSync(log, "utf8");
const base = printed.match(/^Socle · (http:\/\/\S+)/m)[1];
const PAGES_PER_PERSONA = 250;
const problems = [];

/** Name and link of each persona, in the order printed. */
function links() {
  const found = [...printed.matchAll(/^\s*(.*?)\s+(?:http:\/\/[^/\s]+)?(\/link\/\S+)\s*$/gm)];
  return found.map(([, name, link]) => ({ name: name.replace(/[^\p{L}\d]+/gu, "-").replace(/-$/, "").toLowerCase(), link }));
}

async function signIn(link) {
  const origin = { origin: base };
  const answer = await fetch(base + link, { method: "POST", redirect: "manual", headers: { ...origin, "content-type": "application/x-www-form-urlencoded" }, body: "" });
  const cookie = (answer.headers.getSetCookie() ?? []).map((c) => c.split(";")[0]).join("; ");
  if (!cookie.includes("sid=")) throw new Error(`${link}: no session, status ${answer.status}`);
  return cookie;
}

/** Two addresses of one kind differ only in identifiers, numbers, codes and query. */
function kind(address) {
  // The descriptions of the interface are one page, feature after feature.
  const path = address.split(/[?#]/)[0].replace(/^\/api\/docs\/.+/, "/api/docs/·");
  return path
    .split("/")
    .map((part) => (/\d/.test(part) && !/^v\d$/.test(part) ? "·" : /^[A-Z]{2,10}$/.test(part) ? "CODE" : part))
    .join("/");
}

async function walk(persona) {
  const cookie = await signIn(persona.link);
  const queue = ["/", "/help", "/accessibility", "/traceability", "/account"];
  const kinds = new Map();
  for (let at = 0; at < queue.length && kinds.size < PAGES_PER_PERSONA; at += 1) {
    const address = queue[at];
    if (kinds.has(kind(address))) continue;
    const answer = await fetch(base + address, { headers: { cookie }, redirect: "manual" });
    const location = answer.headers.get("location");
    if (location?.startsWith("/")) queue.push(location);
    if (answer.status >= 400) problems.push(`${persona.name} ${address}: ${answer.status}`);
    if (answer.status !== 200 || !answer.headers.get("content-type")?.startsWith("text/html")) {
      // A file or a stream of events left unread would keep this program alive.
      await answer.body?.cancel();
      continue;
    }
    kinds.set(kind(address), address);
    const html = await answer.text();
    for (const [, href] of html.matchAll(/href="(\/[^"]*)"/g)) {
      const next = href.replaceAll("&amp;", "&").split("#")[0];
      if (!next.startsWith("/assets/") && !kinds.has(kind(next)) && !queue.includes(next)) queue.push(next);
    }
  }
  return [...kinds.values()];
}

const personas = [];
const seen = new Set();
let officerSeen = false;
for (const persona of links()) {
  const paths = await walk(persona);
  // The first persona of each side is checked whole, the others where they see a kind of page nobody saw before.
  const isWhole = personas.length === 0 || (!officerSeen && /référent-administratif/.test(persona.name));
  officerSeen ||= /référent-administratif/.test(persona.name);
  const fresh = paths.filter((p) => isWhole || !seen.has(kind(p)));
  paths.forEach((p) => seen.add(kind(p)));
  if (fresh.length === 0) {
    console.log(`${persona.name}: ${paths.length} kinds of page, all seen before`);
    continue;
  }
  console.log(`${persona.name}: ${paths.length} kinds of page, ${fresh.length} to check`);
  personas.push({ name: persona.name, signIn: { address: persona.link, fields: {} }, paths: fresh });
}
if (personas.length === 0) problems.push("no sign-in link in the output");
if (problems.length > 0) {
  console.error(problems.join("\n"));
  process.exit(1);
}
personas.push({ name: "visitor", paths: ["/sign-in", "/help", "/accessibility", "/privacy", "/legal"], status: {} });
fs.writeFileSync(target, JSON.stringify({ base, product: "Socle", output: "pictures", personas }, null, 2));
