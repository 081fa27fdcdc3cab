// Words of a sentence chosen with keys: arrows choose one, Shift with them more, Enter goes on to the form.

const SENTENCE = ".told[data-from]";

// The words of a text with where each begins and ends, in UTF-16 units.
function wordsOf(element) {
  return Array.from(element.textContent.matchAll(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu), (found) => [
    found.index,
    found.index + found[0].length,
  ]);
}

// Where an offset of the text lies: the node and the offset in it.
function placeOf(element, offset) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let left = offset;
  while (walker.nextNode()) {
    const length = walker.currentNode.data.length;
    if (left <= length) return [walker.currentNode, left];
    left -= length;
  }
  return [element, element.childNodes.length];
}

function choose(element, words, from, to) {
  const begin = placeOf(element, words[Math.min(from, to)][0]);
  const end = placeOf(element, words[Math.max(from, to)][1]);
  window.getSelection().setBaseAndExtent(...begin, ...end);
  Object.assign(element.dataset, { pickedFrom: from, pickedTo: to });
}

function onKey(event) {
  const element = event.currentTarget;
  const steps = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity };
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    document.querySelector('[data-key="n"]')?.dispatchEvent(new CustomEvent("dragoman:open"));
    return;
  }
  const words = wordsOf(element);
  if (!(event.key in steps) || words.length === 0) return;
  event.preventDefault();
  const last = Number(element.dataset.pickedTo ?? -1);
  const to = Math.max(0, Math.min(words.length - 1, last + steps[event.key]));
  const from = event.shiftKey && last >= 0 ? Number(element.dataset.pickedFrom) : to;
  choose(element, words, from, to);
}

for (const element of document.querySelectorAll(SENTENCE)) {
  element.tabIndex = 0;
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", "Sentence: arrows choose its words, Shift with them more, Enter goes to the form");
  element.addEventListener("keydown", onKey);
}
