// The key / leads to the search box, unless somebody is typing or has switched single keys off.
addEventListener("keydown", (event) => {
  const box = document.getElementById("site-search");
  const isOn = document.body.dataset.shortcuts === "on";
  const isTyping = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || !box || !isOn || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  box.focus();
  box.select();
});
