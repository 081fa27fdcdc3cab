// The map: states filled by whether their units lean to cooperation or to conflict, arcs between pairs of states, and a dot
// for each place, by Plot on an equal-area projection (Equal Earth; Savric, Patterson and Jenny 2018).
//
//   <figure class="picture" data-map="ADDRESS" data-shapes="ADDRESS"><figcaption>…</figcaption></figure>
//
// data-shapes is TopoJSON whose object "countries" (or only object) has shapes with the property a3. data-map gives
//   {"places": [{"name": "Tarn", "country": "FRA", "lat": 48.1, "lon": 2.2, "units": 9, "conflict": 4, "href": "…"}],
//    "states": [{"country": "FRA", "name": "France", "units": 120, "net": 14, "href": "…"}],
//    "arcs": [{"a": "France", "b": "Germany", "from": [lon, lat], "to": [lon, lat], "units": 12, "net": -3, "href": "…"}]}
// net is units of cooperation less units of conflict; conflict the units of conflict among units; from and to are degrees.
// Each list may be empty. A state that has no shape is named under the map. What is drawn is no claim about boundaries.
import {Plot, counted, element, legend, load, pictures, plotted, redrawn, rove, topojson} from "./pictures.js";

const PROPORTION = 0.487; // height by width of the Equal Earth projection
const LEANINGS = ["mostly conflict", "more conflict", "both alike", "more cooperation", "mostly cooperation"];
const LIMITS = [-0.6, -0.2, 0.2, 0.6]; // shares of net in units between those

/** Where units lean, 0 (conflict) to 4 (cooperation), by the share of net in them. */
export function leaning(units, net) {
  return LIMITS.filter((limit) => net / Math.max(1, units) > limit).length;
}

/** What a state, an arc or a place says. */
export function sentence(row) {
  const who = row.a ? `${row.a} and ${row.b}` : row.name;
  const net = row.net ?? row.units - 2 * row.conflict;
  return `${who}: ${counted(row.units, "unit")}, ${LEANINGS[leaning(row.units, net)]}`;
}

/** The shapes of a topology, and the lines between them. */
function world(topology) {
  const object = topology.objects.countries ?? Object.values(topology.objects)[0];
  return {
    shapes: topojson.feature(topology, object).features,
    borders: topojson.mesh(topology, object),
  };
}

/** The states that have a shape, each with it, and those that have none. */
export function joined(states, shapes) {
  const byCode = new Map(shapes.map((shape) => [shape.properties.a3, shape]));
  const [on, off] = [[], []];
  for (const state of states) {
    const shape = byCode.get(state.country);
    if (shape) on.push({...state, type: "Feature", geometry: shape.geometry});
    else off.push(state);
  }
  return {on, off};
}

/** An arc as a line of two points; the projection draws it along the great circle. */
function lines(arcs) {
  return arcs.map((arc) => ({...arc, type: "Feature", geometry: {type: "LineString", coordinates: [arc.from, arc.to]}}));
}

/** A width in pixels that grows with the square root of units. */
function scaled(units, most, least, largest) {
  return least + (largest - least) * Math.sqrt(units / Math.max(1, most));
}

const most = (rows) => Math.max(1, ...rows.map((row) => row.units));
const colour = (net) => (net > 0 ? "var(--cooperation)" : net < 0 ? "var(--conflict)" : "var(--neither)");

function draw({states, arcs, places}, {shapes, borders}, width) {
  const [topArc, topPlace] = [most(arcs), most(places)];
  const small = width < 600;
  const line = (row) => scaled(row.units, topArc, 1, small ? 3 : 5);
  const ways = [["whole", (row) => row.net > 0, "none"], ["dashed", (row) => row.net < 0, "6 4"],
    ["dotted", (row) => row.net === 0, "1.5 3"]];
  return plotted({
    width, height: Math.round(width * PROPORTION) + 4, margin: 2, ariaLabel: "Map",
    projection: {type: "equal-earth", domain: {type: "Sphere"}}, r: {type: "identity"}, color: {type: "identity"},
    marks: [
      Plot.sphere({stroke: "var(--border)", strokeWidth: 0.75}),
      Plot.geo(shapes, {fill: "var(--land)"}),
      Plot.geo(states, {
        fill: (row) => `var(--tone-${leaning(row.units, row.net) + 1})`, href: "href", title: sentence,
        className: "states",
      }),
      Plot.geo(borders, {stroke: "var(--border)", strokeWidth: 0.5, pointerEvents: "none"}),
      // A line under each arc, in the colour of the page, keeps it apart from a state of the same colour.
      Plot.geo(arcs, {stroke: "var(--sheet)", strokeWidth: (row) => line(row) + 2, pointerEvents: "none"}),
      ...ways.map(([name, chosen, strokeDasharray]) => Plot.geo(arcs.filter(chosen), {
        stroke: (row) => colour(row.net), strokeWidth: line, strokeDasharray, href: "href", title: sentence,
        className: `arcs ${name}`,
      })),
      Plot.dot(places, {
        x: "lon", y: "lat", r: (row) => scaled(row.units, topPlace, 2, small ? 8 : 14), symbol: "circle",
        fill: (row) => colour(row.units - 2 * row.conflict), fillOpacity: 0.8, stroke: "var(--sheet)",
        href: "href", title: sentence, className: "places",
      }),
    ],
  });
}

/** What the legend has to tell: the tones of states, the lines of arcs, the dots of places; only what is there. */
function told({states, arcs}) {
  const tones = LEANINGS.map((name, i) => [`tone-${i + 1}`, name]);
  const lined = [["line-1", "pair, more cooperation"], ["line--1", "pair, more conflict"], ["line-0", "pair, both alike"]];
  const shown = lined.filter(([key]) => arcs.some(({net}) => key === `line-${Math.sign(net)}`));
  return legend([...(states.length ? [...tones, ["tone-none", "nothing coded"]] : []), ...shown]);
}

/** The rows of a layer in the order in which their links are drawn. */
function layersOf({states, arcs, places}) {
  return [["states", states], ["whole", arcs.filter(({net}) => net > 0)], ["dashed", arcs.filter(({net}) => net < 0)],
    ["dotted", arcs.filter(({net}) => net === 0)], ["places", [...places].sort((a, b) => b.units - a.units)]];
}

async function begin(figure) {
  const [data, topology] = await Promise.all([load(figure.dataset.map), load(figure.dataset.shapes)]);
  const {shapes, borders} = world(topology);
  const {on, off} = joined(data.states, shapes);
  const rows = {states: on, arcs: lines(data.arcs), places: data.places};
  if (!on.length && !data.arcs.length && !data.places.length) {
    figure.append(element("p", {class: "picture-note"}, "There is nothing to draw."));
    return;
  }
  const box = element("div", {class: "picture-box"});
  const rest = [
    `${counted(on.length, "state")}, ${counted(data.arcs.length, "pair")}, ${counted(data.places.length, "place")}.`,
    off.length ? `Not on the map: ${off.map(({name}) => name).join(", ")}.` : "",
    "With the keyboard: Tab goes to states, pairs and places, arrow keys from one to the next, Enter shows what is behind.",
  ].filter(Boolean).join(" ");
  const readout = element("p", {class: "picture-readout"}, rest);
  figure.append(told(rows), box, readout);
  redrawn(box, (width) => {
    box.replaceChildren(draw(rows, {shapes, borders}, width));
    for (const [name, layer] of layersOf(rows)) {
      rove([...box.querySelectorAll(`.${name} a`)], layer.map(sentence), (text) => { readout.textContent = text; });
    }
  });
  box.addEventListener("pointerleave", () => { readout.textContent = rest; });
}

pictures("[data-map]", begin);
