// What the pictures of the workbench share: their data, their colours, moving from point to point by keys, and when they
// are drawn again. A picture is a <figure> with the address of its data in an attribute; the page has the same numbers in
// a table, which is what remains without JavaScript.
//
// Importing this gives Plot and topojson. Their builds for browsers set global names (see vendored.toml), and a page
// needs no script element for them.
import "./vendor/d3/d3.min.js";
import "./vendor/plot/plot.umd.min.js";
import "./vendor/topojson-client/topojson-client.min.js";

export const {Plot, topojson} = globalThis;

export const QUADS = ["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"];

const XLINK = "http://www.w3.org/1999/xlink";

/** Makes an element; `props` are attributes. Text goes in as text, never as markup. */
export function element(name, props = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(props)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** The JSON at an address. Throws an Error whose message tells a reader what happened. */
export async function load(address) {
  const answer = await fetch(address, {headers: {Accept: "application/json"}});
  if (!answer.ok) throw new Error(`the workbench answered ${answer.status}`);
  return answer.json();
}

/**
 * Draws each figure that a selector finds, now and when htmx brings more. What goes wrong is said in the figure.
 * `draw` gets the figure and may be asynchronous.
 */
export function pictures(selector, draw) {
  const begun = new WeakSet();
  const all = async (root) => {
    const found = [...root.querySelectorAll(selector)].filter((figure) => !begun.has(figure));
    for (const figure of found) {
      begun.add(figure);
      try {
        await draw(figure);
        figure.dataset.drawn = "yes";
      } catch (error) {
        const sentence = `The picture could not be drawn (${error.message}). The table has the same numbers.`;
        figure.append(element("p", {class: "picture-note", role: "status"}, sentence));
        figure.dataset.drawn = "no";
      }
    }
  };
  document.addEventListener("htmx:load", () => all(document));
  return all(document);
}

/** Calls `draw` with the width of an element in pixels: now, and whenever the width or the colours change. */
export function redrawn(box, draw) {
  let width = 0;
  const again = () => {
    width = Math.floor(box.clientWidth);
    if (width > 0) draw(width);
  };
  new ResizeObserver(() => Math.floor(box.clientWidth) !== width && again()).observe(box);
  onScheme(again);
  again();
}

/** Calls back when the page turns light or dark, by the system or by the switch (an attribute of <html>). */
export function onScheme(changed) {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", changed);
  new MutationObserver(changed).observe(document.documentElement, {attributeFilter: ["data-theme"]});
}

/**
 * The colour of a custom property as the page shows it now, for Cytoscape, which knows neither those nor mixed colours: it
 * is painted on a canvas and read back.
 */
export function colourOf(name) {
  const probe = document.body.appendChild(element("span", {hidden: ""}));
  probe.style.color = `var(${name})`;
  const canvas = new OffscreenCanvas(1, 1).getContext("2d");
  canvas.fillStyle = getComputedStyle(probe).color;
  probe.remove();
  canvas.fillRect(0, 0, 1, 1);
  const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
  return `rgb(${red}, ${green}, ${blue})`;
}

/**
 * A plot to put into the page. Plot brings a <style> of its own, which the policy of the page would refuse and report;
 * pictures.css has what it says. To a reader that speaks, the plot is its links.
 */
export function plotted(options) {
  const svg = Plot.plot({className: "plot", ...options});
  for (const style of svg.querySelectorAll("style")) style.remove();
  svg.setAttribute("role", "group");
  for (const layer of svg.querySelectorAll("g[aria-label]")) {
    layer.removeAttribute("aria-label");
    if (!layer.querySelector("a")) layer.setAttribute("aria-hidden", "true");
  }
  return svg;
}

/**
 * Makes the links of one layer of a plot a single stop of the Tab key: arrow keys, Home and End go from one to the next,
 * Enter follows it. `names` are their accessible names, in the order of the links; `tell` gets the name of the one that
 * is pointed at or has the focus. `from` is the link to begin with.
 */
export function rove(links, names, tell, from = 0) {
  const go = (at) => {
    for (const [i, link] of links.entries()) link.setAttribute("tabindex", i === at ? "0" : "-1");
    return links[at];
  };
  for (const [i, link] of links.entries()) {
    const address = link.getAttributeNS(XLINK, "href"); // Plot gives it in the old way, which selectors do not find
    link.removeAttributeNS(XLINK, "href");
    link.setAttribute("href", address);
    link.setAttribute("aria-label", names[i]);
    link.addEventListener("pointerenter", () => tell(names[i]));
    link.addEventListener("focus", () => (go(i), tell(names[i])));
    link.addEventListener("keydown", (event) => {
      const to = next(event.key, i, links.length);
      if (to === null) return;
      event.preventDefault();
      go(to).focus();
    });
  }
  if (links.length) go(Math.min(Math.max(from, 0), links.length - 1));
}

/** Where a key leads from place `at` of `size` places in a row; null for a key that leads nowhere. */
export function next(key, at, size) {
  const to = {ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: size - 1}[key];
  return to === undefined ? null : Math.min(Math.max(to, 0), size - 1);
}

/** A legend: pairs of a class of pictures.css and a text. */
export function legend(entries) {
  const items = entries.map(([key, text]) =>
    element("li", {}, element("span", {class: `swatch ${key}`, "aria-hidden": "true"}), text));
  return element("ul", {class: "picture-legend"}, ...items);
}

/** "1 event", "3 events"; numbers in the way of the reader's language settings for English. */
export function counted(number, one, many = `${one}s`) {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}
