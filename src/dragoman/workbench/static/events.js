// The list of events is put in place by htmx. Whoever works with keys goes on where they were: at the same link of the
// new list, or where that is no longer there at the sentence that tells what is shown.

let key = null; // of the link that had the focus, until it is found again

function ofList(event) {
  return event.detail.target?.id === "list";
}

function keep(event) {
  if (ofList(event)) key = document.activeElement?.dataset.key ?? "";
}

function restore() {
  const sentence = document.querySelector("#list .sentence");
  if (key === null || !sentence) return;
  const here = document.activeElement;
  const link = [...document.querySelectorAll("#list [data-key]")].find((each) => each.dataset.key === key);
  const stayed = here === sentence || here === document.body; // nobody has gone on elsewhere meanwhile
  if (stayed) (link ?? sentence).focus({ preventScroll: true });
  const counted = !document.querySelector("#facets[hx-get]"); // the facets come after the list
  if (link || counted || !stayed) key = null;
}

// What went wrong has a page of its own.
function leave(event) {
  if (ofList(event)) window.location.assign(event.detail.pathInfo.finalRequestPath);
}

document.addEventListener("htmx:beforeSwap", keep);
document.addEventListener("htmx:afterSettle", restore);
document.addEventListener("htmx:responseError", leave);
document.addEventListener("htmx:sendError", leave);
