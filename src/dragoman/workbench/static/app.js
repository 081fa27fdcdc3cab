// What every page has: the switch of the theme, the CSRF token on requests of htmx, and keys. Pages work without it.

const THEMES = ["auto", "light", "dark"];
const root = document.documentElement;

function theme() {
  return root.dataset.theme || "auto";
}

function showTheme(button) {
  button.textContent = { auto: "◐", light: "☀", dark: "☾" }[theme()];
  button.title = `Theme: ${theme()}`;
  button.setAttribute("aria-label", `Theme: ${theme()}. Press to change`);
}

function nextTheme(button) {
  const next = THEMES[(THEMES.indexOf(theme()) + 1) % THEMES.length];
  if (next === "auto") {
    delete root.dataset.theme;
    window.localStorage.removeItem("dragoman-theme");
  } else {
    root.dataset.theme = next;
    window.localStorage.setItem("dragoman-theme", next);
  }
  showTheme(button);
  document.dispatchEvent(new CustomEvent("dragoman:theme"));
}

function csrf() {
  return document.querySelector('meta[name="csrf-token"]')?.content ?? "";
}

// "/" goes to the search box, unless somebody is writing.
function onKey(event) {
  const writing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || writing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  document.getElementById("search")?.focus();
}

// A menu closes when the focus or a click goes elsewhere, and by Escape.
function closeMenus(event) {
  const escape = event.key === "Escape";
  if (event.type === "keydown" && !escape) return;
  for (const menu of document.querySelectorAll("[data-menu][open]")) {
    if (!escape && menu.contains(event.target)) continue;
    menu.open = false;
    if (escape && menu.contains(document.activeElement)) menu.querySelector("summary").focus();
  }
}

const button = document.querySelector("[data-theme-switch]");
if (button) {
  button.hidden = false;
  showTheme(button);
  button.addEventListener("click", () => nextTheme(button));
}
document.addEventListener("keydown", onKey);
for (const kind of ["keydown", "click", "focusin"]) document.addEventListener(kind, closeMenus);
document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRF-Token"] = csrf();
});

export { csrf };
