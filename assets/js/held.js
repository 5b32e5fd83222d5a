// What waits a few seconds before it happens: the page shows what happened when it has. Who is writing is not disturbed.
for (const held of document.querySelectorAll("[data-held]")) {
  setTimeout(() => {
    if (document.activeElement?.matches("textarea, input, select")) held.remove();
    else location.reload();
  }, (Number(held.dataset.held) + 2) * 1000);
}
