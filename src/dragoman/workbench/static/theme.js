// Before anything is drawn: the theme that was chosen in this browser, if one was.
"use strict";
(() => {
  const kept = window.localStorage.getItem("dragoman-theme");
  if (kept === "light" || kept === "dark") document.documentElement.dataset.theme = kept;
})();
