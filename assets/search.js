// The key / leads to the search box, unless somebody is typing.
"use strict";

addEventListener("keydown", (event) => {
  const box = document.getElementById("site-search");
  const isTyping = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || !box || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  box.focus();
  box.select();
});
