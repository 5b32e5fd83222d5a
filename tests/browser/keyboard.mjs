// Walks through a page with the Tab key, as somebody without a mouse does.

export async function walk(page) {
  const problems = [];
  const start = await page.evaluate(() => {
    const selector = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
    const usable = [...document.querySelectorAll(selector)].filter((e) => !e.disabled && e.checkVisibility({ visibilityProperty: true }));
    window.__seen = [];
    const first = usable[0];
    // Radios of one group are one stop.
    const stops = usable.filter((e, i) => e.type !== "radio" || !usable.slice(0, i).some((o) => o.type === "radio" && o.name === e.name));
    return {
      stops: stops.length,
      skips: first?.matches("a[href='#main']") && Boolean(document.querySelector("#main")),
      autofocus: document.activeElement !== document.body,
    };
  });
  if (!start.skips) problems.push("the first stop is not the link to the content");
  // A page with errors starts at its summary: the walk then covers what follows.
  let stops = 0;
  for (; stops < start.stops * 2 + 20; stops += 1) {
    await page.keyboard.press("Tab");
    const step = await page.evaluate(look);
    if (step.done) break;
    if (stops === 0 && !start.autofocus && !step.isSkip) problems.push(`the first Tab lands on ${step.what}`);
    if (step.repeated) {
      problems.push(`Tab does not leave ${step.what}`);
      break;
    }
    if (!step.visible) problems.push(`focus cannot be seen on ${step.what}`);
    if (step.hidden) problems.push(`focused but covered or off the screen: ${step.what}`);
    if (step.backwards) problems.push(`out of order: ${step.what}`);
  }
  if (!start.autofocus && stops < start.stops) problems.push(`Tab reaches ${stops} of ${start.stops} controls`);
  return problems;
}

/// Runs in the page: what has the focus now, and how well it shows.
function look() {
  const element = document.activeElement;
  if (!element || element === document.body || element === document.documentElement) return { done: true };
  const last = window.__seen.at(-1);
  if (element === window.__seen[0] && window.__seen.length > 1) return { done: true };
  const words = (element.getAttribute("aria-label") ?? element.textContent ?? "").trim().slice(0, 40);
  const what = `${element.tagName.toLowerCase()}${element.id ? "#" + element.id : ""} «${words}»`;
  // Parts of a date field are stops of their own: the same element several times in a row is right there.
  const isParted = element.matches("input[type=date], input[type=datetime-local], input[type=time], input[type=month]");
  const repeated = element === last && !isParted;
  const drawn = (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const visible = drawn(getComputedStyle(element)) || drawn(getComputedStyle(element, "::after"));
  const box = element.getBoundingClientRect();
  const x = Math.min(Math.max(box.left + Math.min(box.width / 2, 30), 1), innerWidth - 1);
  const y = box.top + Math.min(box.height / 2, 12);
  const top = y >= 0 && y <= innerHeight ? document.elementFromPoint(x, y) : null;
  const inside = top && (element.contains(top) || top.contains(element) || top.closest("label")?.control === element);
  const backwards = Boolean(last) && element !== last && !(last.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING);
  window.__seen.push(element);
  return { what, repeated, visible, hidden: !inside, backwards, isSkip: element.matches("a[href='#main']") };
}
