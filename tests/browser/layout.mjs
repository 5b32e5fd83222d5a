// Widths, sizes and spacing.

/// No sideways scrolling, at the view's own width and, on the narrow one, at 320 pixels (WCAG 1.4.10).
export async function reflow(page, viewport) {
  const widths = viewport.width > 400 ? [viewport.width] : [viewport.width, 320];
  const problems = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: viewport.height });
    problems.push(...(await page.evaluate(overflowing)).map((words) => `wider than ${width} px: ${words}`));
  }
  await page.setViewportSize(viewport);
  return problems;
}

/// Spacing set by the reader (WCAG 1.4.12) must not push anything out of the page.
export async function textSpacing(page) {
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }");
    document.adoptedStyleSheets = [sheet];
  });
  const problems = await page.evaluate(overflowing);
  await page.evaluate(() => { document.adoptedStyleSheets = []; });
  return problems.map((words) => `with wider text spacing: ${words}`);
}

/// Controls that are not words in a sentence are at least 24 pixels high and wide (WCAG 2.5.8).
export async function targets(page) {
  return page.evaluate(() =>
    [...document.querySelectorAll("button, select, textarea, summary, input:not([type=hidden], [type=checkbox], [type=radio]), a.button, nav a")]
      .filter((element) => element.checkVisibility() && element.getBoundingClientRect().width > 1)
      .map((element) => [element, element.getBoundingClientRect()])
      .filter(([, box]) => box.width < 24 || box.height < 24)
      .map(([element, box]) => `smaller than 24 px: ${element.tagName.toLowerCase()} «${element.textContent.trim().slice(0, 30)}» ${Math.round(box.width)}×${Math.round(box.height)}`),
  );
}

/// Runs in the page: what sticks out on the right, unless it is inside its own scrolling frame.
function overflowing() {
  const limit = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= limit) return [];
  const framed = (element) => element.closest(".table-scroll, .visually-hidden, pre") !== null;
  const out = [...document.body.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > limit + 0.5 && !framed(e));
  const words = out.slice(0, 3).map((e) => `${e.tagName.toLowerCase()}.${e.getAttribute("class") ?? ""} «${e.textContent.trim().slice(0, 30)}»`);
  return [`page is ${document.documentElement.scrollWidth} px wide: ${words.join(", ")}`];
}
