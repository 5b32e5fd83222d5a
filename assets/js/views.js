// How many tickets each view shows, written beside its name once the page is there. The page of views has them too.
const tabs = [...document.querySelectorAll("a[data-view]")];
async function countViews() {
  const answer = await fetch("/api/v1/views", { headers: { accept: "application/json" } });
  if (!answer.ok) return;
  const { items } = await answer.json();
  for (const tab of tabs) {
    const view = items.find((item) => item.href === tab.getAttribute("href"));
    if (!view || view.count === null) continue;
    const count = tab.querySelector(".count") ?? document.createElement("span");
    count.className = "count";
    count.textContent = view.count >= 100 ? "100+" : view.count;
    tab.append(" ", count);
  }
}
if (tabs.length) countViews().catch(() => {});
