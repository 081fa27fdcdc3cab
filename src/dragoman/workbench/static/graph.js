// The network: actors as nodes, what one did to another as edges from actor to recipient, by Cytoscape.
//
//   <figure class="picture" data-graph="ADDRESS" data-form="ID"><figcaption>…</figcaption></figure>
//   <form id="ID"> fields named weight (number), since and until (YYYY-MM, or YYYY-MM-DD) </form>
//
// ADDRESS gives
//   {"nodes": [{"key": "FRA", "label": "France", "kind": "state", "weight": 120}],
//    "edges": [{"source": "FRA", "target": "DEU", "type": "material cooperation", "sign": 1, "weight": 12,
//               "first": "2023-02-03", "last": "2023-05-30", "months": {"2023-02": 3}, "href": "…"}]}
// sign is 1 for cooperation, -1 for conflict, 0 for neither; months has the units that have a month, weight all of them;
// first and last are days or null; href leads to the dyad. Without a period an edge weighs `weight`, with one the sum of
// its months in it. The form is what filters without JavaScript; here its fields get sliders, which filter at once, and
// what is set stays in the fields. data-form and each of the fields may be left out. Nothing moves by itself, for anybody:
// the layout is worked out once, unseen, and always comes out the same.
import cytoscape from "./vendor/cytoscape/cytoscape.esm.min.mjs";
import {colourOf, counted, element, legend, load, next, onScheme, pictures} from "./pictures.js";

const STYLESHEET = "__________cytoscape_stylesheet"; // the id of the <style> that Cytoscape would add
const ROOM = {x1: 0, y1: 0, w: 1000, h: 600}; // the layout is made in it on every screen, so that it is always the same
const PADDING = 34; // pixels around the picture
const MOST_WORK = 8e6; // pairs of nodes that the layout looks at in all, so that a large network does not keep a reader waiting
const NAMED = 45; // nodes that have their label at first, the heaviest; to come closer names more
const WIDEST = 9; // pixels of the heaviest edge; a third of it where there are MANY
const MANY = 200;
const NARROW = 500; // pixels of width under which letters are small and nodes half as large
const SHAPES = {state: "ellipse", organisation: "round-rectangle", group: "diamond", people: "hexagon"};
const TURN = Math.PI * (3 - Math.sqrt(5)); // the golden angle spreads nodes evenly over a disc (Vogel 1979)
const SIGNS = {1: ["--cooperation", "solid"], "-1": ["--conflict", "dashed"], 0: ["--neither", "dotted"]};

/** The network of each figure that was drawn, for those who go on from it. */
export const drawn = new WeakMap();

/** Every month from the first to the last that an edge has, in order. */
export function months(edges) {
  const known = edges.flatMap((edge) => Object.keys(edge.months)).sort();
  if (!known.length) return [];
  const found = [];
  for (let [year, month] = known[0].split("-").map(Number), at = ""; at !== known.at(-1); month += 1) {
    if (month > 12) [year, month] = [year + 1, 1];
    at = `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}`;
    found.push(at);
  }
  return found;
}

/** The weight of an edge in a period of months, both of them in it; of all time where neither end is given. */
export function weightIn(edge, since, until) {
  if (!since && !until) return edge.weight;
  const within = Object.entries(edge.months).filter(([month]) => (!since || month >= since) && (!until || month <= until));
  return within.reduce((sum, [, units]) => sum + units, 0);
}

/** What an edge says: who to whom, what, how much, when. */
export function sentence(edge, names, weight) {
  const when = edge.first && ` (${edge.first === edge.last ? edge.first : `${edge.first} to ${edge.last}`})`;
  return `${names[edge.source]} to ${names[edge.target]}: ${counted(weight, "unit")} of ${edge.type}${when || ""}`;
}

/** Nodes on a spiral, the heaviest in the middle: where the layout begins, so that it ends the same each time. */
function placed(nodes) {
  const inOrder = [...nodes].sort((a, b) => b.weight - a.weight || (a.key < b.key ? -1 : 1));
  return inOrder.map((node, i) => {
    const far = 60 * Math.sqrt(i);
    return {data: {...node, id: node.key, rank: i}, position: {x: far * Math.cos(i * TURN), y: far * Math.sin(i * TURN)}};
  });
}

/** Sizes are those on the screen whatever the zoom: to come closer draws apart what lies close together. */
function onScreen(pixels, narrow = pixels) {
  return (each) => {
    const cy = each.cy();
    const size = cy.width() < NARROW ? narrow : pixels;
    return (typeof size === "string" ? each.data(size) * (cy.width() < NARROW ? 0.6 : 1) : size) / cy.zoom();
  };
}

/** The label of a node that has room for one: the closer one comes, the more of them. */
function named(node) {
  const cy = node.cy();
  const closer = Math.max(1, cy.zoom() / (cy.scratch("fitted") ?? cy.zoom())) ** 2;
  return node.data("rank") < NAMED * closer * (cy.width() < NARROW ? 0.4 : 1) ? node.data("label") : "";
}

function style() {
  const [ink, paper, soft, land, focus] = ["--ink", "--sheet", "--quiet", "--land",
    "--focus"].map(colourOf);
  const bySign = Object.entries(SIGNS).map(([sign, [colour, dash]]) => ({
    selector: `edge[sign = ${sign}]`,
    style: {"line-color": colourOf(colour), "target-arrow-color": colourOf(colour), "line-style": dash},
  }));
  return [
    {selector: "node", style: {
      label: named, shape: (node) => SHAPES[node.data("kind")] ?? "ellipse", width: onScreen("size"),
      height: onScreen("size"), "background-color": land, "border-width": onScreen(1.5), "border-color": soft, color: ink,
      "font-size": onScreen(12, 10), "text-valign": "bottom", "text-margin-y": onScreen(4, 2),
      "text-outline-width": onScreen(2.5, 2), "text-outline-color": paper,
    }},
    {selector: "edge", style: {
      width: onScreen("width"), "curve-style": "bezier", "control-point-step-size": onScreen(24, 14), "target-arrow-shape": "triangle",
      "arrow-scale": 0.8, "line-dash-pattern": [7, 4], opacity: 0.85,
    }},
    ...bySign,
    {selector: ".hidden", style: {display: "none"}},
    {selector: "edge.lit", style: {
      opacity: 1, "underlay-color": focus, "underlay-opacity": 0.3, "underlay-padding": 5, "z-index": 9}},
  ];
}

/** Cytoscape in a box. The id of the style that it looks for is taken, since the policy of the page refuses one. */
function graphIn(box, data) {
  if (!document.getElementById(STYLESHEET)) document.head.append(element("meta", {id: STYLESHEET, name: "cytoscape"}));
  const most = Math.max(1, ...data.nodes.map((node) => node.weight));
  const nodes = placed(data.nodes);
  for (const node of nodes) node.data.size = 14 + 34 * Math.sqrt(node.data.weight / most);
  const edges = data.edges.map((edge, i) => ({data: {...edge, id: `edge ${i}`, place: i, width: 1}}));
  const cy = cytoscape({
    container: box, elements: {nodes, edges}, style: style(), minZoom: 0.2, maxZoom: 4,
    // The wheel scrolls the page unless Ctrl is held, see below.
    userZoomingEnabled: false, boxSelectionEnabled: false, autounselectify: true,
    layout: {
      name: "cose", boundingBox: ROOM, randomize: false, animate: false, padding: PADDING, nodeRepulsion: () => 60000, idealEdgeLength: () => 90,
      nodeOverlap: 20, gravity: 0.6, numIter: Math.round(Math.min(1000, Math.max(MOST_WORK / nodes.length ** 2, 60))),
    },
  });
  box.addEventListener("wheel", (event) => cy.userZoomingEnabled(event.ctrlKey), {capture: true, passive: true});
  onScheme(() => cy.style(style()));
  cy.on("zoom", () => cy.style().update());
  new ResizeObserver(() => {
    cy.resize().fit(undefined, PADDING);
    cy.scratch("fitted", cy.zoom());
    cy.style().update();
  }).observe(box);
  return cy;
}

/** A slider under a label; `show` turns its number into words. */
function slider(text, last, value, show, changed) {
  const input = element("input", {type: "range", min: "0", max: String(last), step: "1"});
  input.value = String(value);
  const output = element("output", {}, show(value));
  const tell = () => {
    output.textContent = show(Number(input.value));
    input.setAttribute("aria-valuetext", output.textContent);
  };
  input.addEventListener("input", () => { tell(); changed(Number(input.value)); });
  tell();
  return {label: element("label", {}, element("span", {}, text), input, output),
    set: (to) => { input.value = String(to); tell(); }};
}

/** The sliders beside the fields of the form, both ways; `changed` is called with the filter {weight, since, until}. */
function bound(form, data, changed) {
  const field = (name) => form?.elements.namedItem(name) ?? null;
  const all = months(data.edges);
  const heaviest = Math.max(1, ...data.edges.map((edge) => edge.weight));
  const month = (name) => (field(name)?.value ?? "").slice(0, 7);
  const now = () => ({weight: Number(field("weight")?.value) || 1, since: month("since"), until: month("until")});
  const filter = now();
  const place = (name, edge) => (filter[name] ? Math.max(0, Math.min(all.length - 1,
    all.findIndex((each) => each >= filter[name]) + (all.at(-1) < filter[name] ? all.length : 0))) : edge);
  const put = (name, value) => {
    filter[name] = value;
    if (field(name)) field(name).value = field(name).type === "date" && value ? `${value}-01` : value;
    changed(filter);
  };
  const weight = slider("Least weight", heaviest - 1, filter.weight - 1, (n) => String(n + 1), (n) => put("weight", n + 1));
  const last = all.length - 1;
  const since = slider("From", last, place("since", 0), (n) => all[n] ?? "", (n) => put("since", n ? all[n] : ""));
  const until = slider("To", last, place("until", last), (n) => all[n] ?? "", (n) => put("until", n < last ? all[n] : ""));
  form?.addEventListener("input", () => {
    Object.assign(filter, now());
    weight.set(filter.weight - 1);
    since.set(place("since", 0));
    until.set(place("until", last));
    changed(filter);
  });
  return {filter, controls: element("div", {class: "picture-controls", role: "group", "aria-label": "Filter the picture"},
    weight.label, ...(all.length > 1 ? [since.label, until.label] : []))};
}

/** Hides what the filter leaves out and widens what is left; gives the edges that are seen, the heaviest first. */
function filtered(cy, {weight, since, until}) {
  const units = new Map(cy.edges().map((edge) => [edge, weightIn(edge.data(), since, until)]));
  const seen = [...units.keys()].filter((edge) => units.get(edge) >= Math.max(1, weight));
  const heaviest = Math.max(1, ...seen.map((edge) => units.get(edge)));
  const widest = seen.length > MANY ? WIDEST / 3 : WIDEST;
  cy.batch(() => {
    cy.elements().addClass("hidden");
    for (const edge of seen) {
      edge.data({now: units.get(edge), width: 1 + (widest - 1) * Math.sqrt(units.get(edge) / heaviest)});
      edge.removeClass("hidden").connectedNodes().removeClass("hidden");
    }
  });
  return seen.sort((a, b) => b.data("now") - a.data("now") || a.data("place") - b.data("place"));
}

function actors(edges) {
  return new Set(edges.flatMap((edge) => [edge.data("source"), edge.data("target")]));
}

async function begin(figure) {
  const data = await load(figure.dataset.graph);
  if (!data.edges.length) {
    figure.append(element("p", {class: "picture-note"}, "There is nothing to draw."));
    return;
  }
  const names = Object.fromEntries(data.nodes.map((node) => [node.key, node.label]));
  const id = `network-${document.querySelectorAll(".picture-graph").length + 1}`;
  const readout = element("p", {class: "picture-readout", id: `${id}-readout`, "aria-live": "polite"});
  const box = element("div", {class: "picture-graph", tabindex: "0", role: "application",
    "aria-label": "Network", "aria-describedby": readout.id});
  let cy = null, seen = [], at = -1;
  const light = (edge) => {
    cy.edges().removeClass("lit");
    edge?.addClass("lit");
    readout.textContent = edge ? sentence(edge.data(), names, edge.data("now")) :
      `${counted(actors(seen).size, "actor")}, ${counted(seen.length, "edge")}. ` +
      "With the keyboard: arrow keys go from edge to edge, the heaviest first, Enter opens the pair, + and - zoom.";
  };
  const change = (filter) => { seen = filtered(cy, filter); at = -1; light(null); };
  const {filter, controls} = bound(document.getElementById(figure.dataset.form ?? ""), data, change);
  const keys = [["line-1", "cooperation"], ["line--1", "conflict"], ["line-0", "neither"]];
  figure.append(controls, legend(keys.filter(([key]) => data.edges.some((edge) => key === `line-${edge.sign}`))), box,
    readout);
  cy = graphIn(box, data);
  drawn.set(figure, cy);
  change(filter);
  const open = (edge) => location.assign(edge.data("href"));
  cy.on("tap", "edge", (event) => open(event.target));
  cy.on("mouseover", "edge", (event) => { light(event.target); box.classList.add("over"); });
  cy.on("mouseout", "edge", () => { light(seen[at]); box.classList.remove("over"); });
  box.addEventListener("keydown", (event) => {
    const zoom = {"+": 1.25, "=": 1.25, "-": 0.8}[event.key];
    const to = next(event.key, at, seen.length);
    if (event.key === "Enter" && seen[at]) open(seen[at]);
    else if (zoom) cy.zoom({level: cy.zoom() * zoom, renderedPosition: {x: cy.width() / 2, y: cy.height() / 2}});
    else if (to !== null && seen.length) light(seen[at = to]);
    else return;
    event.preventDefault();
  });
}

pictures("[data-graph]", begin);
