// Review: keys, and selecting the words of a missed event. Everything is a link, a button or a field without it too.

import "./picking.js";

const KEPT = "dragoman-review-keys";
const FIELDS = "input, textarea, select, [contenteditable]";

function keysAreOn() {
  return window.localStorage.getItem(KEPT) !== "off";
}

// What a key stands for: a link or button is pressed, a panel is opened and its first field gets the focus.
function press(target) {
  if (target.tagName !== "DETAILS") {
    if (target.dataset.key === "s") target.focus();
    else target.click();
    return;
  }
  open(target);
}

function open(target) {
  target.open = true;
  target.scrollIntoView({ block: "start" });
  target.querySelector("select, input:not([type=hidden])")?.focus();
}

function showKeys() {
  const card = document.getElementById("keys-card");
  card?.scrollIntoView({ block: "center" });
  card?.setAttribute("tabindex", "-1");
  card?.focus();
}

function onKey(event) {
  if (!keysAreOn() || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.target.closest?.(FIELDS)) return;
  if (event.key === "?") {
    showKeys();
    return;
  }
  const target = /^[a-z]$/.test(event.key) ? document.querySelector(`[data-key="${event.key}"]`) : null;
  if (!target) return;
  event.preventDefault();
  press(target);
}

// Offsets in an archive count code points, those of a browser UTF-16 units.
function codePoints(text) {
  return Array.from(text).length;
}

// The words that are selected in a text, without spaces at their ends, with their offset in the report.
function selected() {
  const selection = window.getSelection();
  if (!selection || selection.rangeCount === 0 || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const start = range.startContainer.parentElement?.closest("[data-from]");
  const words = range.toString();
  if (!start || !start.contains(range.endContainer) || !words.trim()) return null;
  const before = document.createRange();
  before.selectNodeContents(start);
  before.setEnd(range.startContainer, range.startOffset);
  const spaces = words.length - words.trimStart().length;
  return {
    words: words.trim(),
    at: Number(start.dataset.from) + codePoints(before.toString() + words.slice(0, spaces)),
  };
}

function onSelected() {
  const form = document.querySelector("form.add");
  const found = selected();
  if (!form || !found) return;
  form.elements.trigger.value = found.words;
  form.elements.at.value = found.at;
}

// Words that are typed are looked for by the workbench, not taken from where others were selected.
function onTyped(event) {
  if (event.target.name === "trigger" && event.target.form) event.target.form.elements.at.value = "";
}

const toggle = document.querySelector("[data-keys]");
if (toggle) {
  toggle.checked = keysAreOn();
  toggle.addEventListener("change", () => window.localStorage.setItem(KEPT, toggle.checked ? "on" : "off"));
}
for (const element of document.querySelectorAll("[data-scripted]")) element.hidden = false;
for (const panel of document.querySelectorAll("details[data-key]")) {
  panel.addEventListener("dragoman:open", () => {
    onSelected(); // the browser tells of a selection a moment later, perhaps after this key
    open(panel);
  });
}
document.querySelector(".told[data-from]")?.setAttribute("data-key", "s");
document.addEventListener("keydown", onKey);
document.addEventListener("selectionchange", onSelected);
document.addEventListener("input", onTyped);
