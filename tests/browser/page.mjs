// What a page says about itself, and what axe finds in it.

const TAGS = [
  "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice", "RGAAv4", "EN-301-549",
];
const EXPERIMENTAL = ["label-content-name-mismatch", "p-as-heading", "table-fake-caption", "td-has-header", "css-orientation-lock"];

/// What another palette can change on a page that was checked in whole with the first one.
const OF_COLOURS = ["color-contrast", "link-in-text-block"];

/// Everything axe finds, or what it finds about colours alone.
export async function accessibility(page, axe, { coloursOnly = false } = {}) {
  // Through the debugger, so that the page's security policy stays as it is.
  await page.evaluate(axe);
  const found = await page.evaluate(
    ([tags, experimental, colours]) => {
      const rules = Object.fromEntries(experimental.map((rule) => [rule, { enabled: true }]));
      const some = { runOnly: { type: "rule", values: colours } };
      const all = { runOnly: { type: "tag", values: tags }, rules };
      return window.axe.run(document, { ...(colours ? some : all), resultTypes: ["violations", "incomplete"] });
    },
    [TAGS, EXPERIMENTAL, coloursOnly && OF_COLOURS],
  );
  // axe cannot tell what lies behind text of a drawing: chart texts use the page's ink on the page's surface,
  // like every other text, which axe does measure.
  const isDrawn = (result, node) => result.id === "color-contrast" && /^<(text|tspan)\b/.test(node.html);
  for (const result of found.incomplete) result.nodes = result.nodes.filter((node) => !isDrawn(result, node));
  const describe = (result) =>
    result.nodes.map((node) => `axe ${result.id}: ${node.target.join(" ")}: ${(node.any[0] ?? node.all[0] ?? node.none[0])?.message ?? result.help}`);
  return { violations: found.violations.flatMap(describe), incomplete: found.incomplete.flatMap(describe) };
}

/// `Object – View – Product`, the same words on no other page, one main heading, no jump between levels.
export async function titleProblems(page, address, titles, product) {
  const problems = [];
  const title = await page.title();
  const parts = title.replace(/^(Erreur : |Error: )/, "").split(" – ");
  if (parts.length < 3 || parts.some((part) => !part.trim()) || parts.at(-1) !== product) {
    problems.push(`title «${title}» is not «Object – View – ${product}»`);
  }
  if (titles.has(title) && titles.get(title) !== address) problems.push(`same title as ${titles.get(title)}: «${title}»`);
  titles.set(title, address);
  const levels = await page.$$eval("h1, h2, h3, h4, h5, h6", (all) => all.map((h) => Number(h.tagName[1])));
  if (levels.filter((level) => level === 1).length !== 1) problems.push("there must be exactly one h1");
  levels.forEach((level, i) => {
    if (i > 0 && level > levels[i - 1] + 1) problems.push(`heading ${i + 1} jumps from h${levels[i - 1]} to h${level}`);
  });
  return problems;
}
