// Lights the words of an event in the text, and the events of a word. The page works without it: words and events are
// linked, and what is linked to is lit by the style sheet.

const pieces = [...document.querySelectorAll(".m[data-at]")].map((element) => ({
  at: Number(element.dataset.at),
  element,
}));
const cards = [...document.querySelectorAll(".told[data-spans]")].map((element) => ({
  spans: element.dataset.spans.split(" ").filter(Boolean).map((span) => span.split("-").map(Number)),
  element,
}));
let kept = null; // what a click keeps lit

// The first piece that begins at a place or behind it; pieces stand in the order of the text.
function first(place) {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (pieces[middle].at < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

function wordsOf(card) {
  const found = [];
  for (const [start, end] of card.spans) {
    for (let n = first(start); n < pieces.length && pieces[n].at < end; n += 1) found.push(pieces[n].element);
  }
  return found;
}

function cardsAt(place) {
  return cards.filter((card) => card.spans.some(([start, end]) => start <= place && place < end));
}

function dark() {
  for (const element of document.querySelectorAll(".lit")) element.classList.remove("lit");
}

function light(elements) {
  dark();
  for (const element of elements) element.classList.add("lit");
}

// Brings something into view inside a column that scrolls by itself, and leaves the page where it is.
function show(element, column) {
  if (!element || !column || column.scrollHeight <= column.clientHeight) return;
  const box = element.getBoundingClientRect();
  const frame = column.getBoundingClientRect();
  if (box.top < frame.top || box.bottom > frame.bottom) column.scrollTop += box.top - frame.top - 16;
}

function lightCard(card) {
  light([card.element, ...wordsOf(card)]);
}

function lightWords(element) {
  const found = cardsAt(Number(element.dataset.at));
  light([element, ...found.map((card) => card.element)]);
  show(found[0]?.element, document.querySelector(".beside"));
}

function lightWhat(target) {
  const element = target.closest?.(".told[data-spans]");
  const card = element && cards.find((each) => each.element === element);
  if (card) return lightCard(card), true;
  const word = target.closest?.(".m[data-at]");
  if (word) return lightWords(word), true;
  return false;
}

function onLeave(event) {
  if (event.relatedTarget?.closest?.(".told[data-spans], .m[data-at]")) return;
  if (kept) lightWhat(kept);
  else dark();
}

// An event whose card is on another part of the list is asked for by its id.
function onHash() {
  const id = decodeURIComponent(window.location.hash.slice(1));
  const card = cards.find((each) => each.element.id === id);
  if (card) {
    kept = card.element;
    lightCard(card);
    wordsOf(card)[0]?.scrollIntoView({ block: "center" });
  } else if (id.startsWith("e-") && !document.getElementById(id) && !window.location.search.includes("event=")) {
    window.location.replace(`${window.location.pathname}?event=${encodeURIComponent(id)}#${id}`);
  }
}

function onClick(event) {
  const close = event.target.closest("[data-close]");
  if (close) {
    const answer = close.closest(".answer");
    const ask = document.querySelector(`.ask[hx-target="#${answer.id}"]`);
    answer.replaceChildren();
    ask?.focus();
    return;
  }
  const what = event.target.closest(".told[data-spans], .m[data-at]");
  kept = what && what !== kept ? what : null;
}

for (const root of document.querySelectorAll(".masthead, .reading")) {
  root.addEventListener("mouseover", (event) => lightWhat(event.target));
  root.addEventListener("focusin", (event) => lightWhat(event.target));
  root.addEventListener("mouseout", onLeave);
  root.addEventListener("focusout", onLeave);
  root.addEventListener("click", onClick);
}
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  kept = null;
  dark();
});
window.addEventListener("hashchange", onHash);
onHash();
