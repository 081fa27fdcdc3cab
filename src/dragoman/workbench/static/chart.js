// The timeline: events per period, cooperation above the line and conflict below it, verbal next to the line and material
// outside, with marks on unusual periods.
//
//   <figure class="picture" data-chart="ADDRESS"><figcaption>…</figcaption></figure>
//
// ADDRESS gives
//   {"by": "month", "points": [{"period": "2023-02", "label": "February 2023", "quads": [n1, n2, n3, n4],
//    "marks": ["unusual: …"], "href": "…"}]}
// quads are numbers of units by quad class, 1 to 4; every period from first to last is a point, in order, also one without
// units; marks is empty where nothing is unusual; href leads to what is behind the point.
import {Plot, QUADS, counted, element, legend, load, pictures, plotted, redrawn, rove} from "./pictures.js";

const HEIGHT = 260; // pixels
const TICK = 62; // pixels that a period's name takes on the axis
const LIFT = 9; // pixels between a column and the mark over it
const ORDER = [[0, 1], [1, 1], [2, -1], [3, -1]]; // quad class from the line outwards, and on which side

/** The parts of the columns: for each point and quad class from where to where it reaches. */
export function parts(points) {
  return points.flatMap(({period, quads}) => {
    const reached = {1: 0, "-1": 0};
    return ORDER.filter(([quad]) => quads[quad]).map(([quad, side]) => {
      const y1 = reached[side];
      reached[side] += side * quads[quad];
      return {period, quad, y1, y2: reached[side]};
    });
  });
}

/** What a point says: its period, how many of each quad class, what is unusual. */
export function sentence({label, quads, marks}) {
  const told = quads.map((n, i) => n && `${n.toLocaleString("en")} ${QUADS[i]}`).filter(Boolean);
  return [`${label}: ${told.join(", ") || "nothing"}`, ...marks].join("; ");
}

/** How far the columns reach up and down; at least one unit each way, so that an empty chart has a line. */
export function reach(points) {
  const sums = (one, two) => Math.max(1, ...points.map(({quads}) => quads[one] + quads[two]));
  return [-sums(2, 3), sums(0, 1)];
}

/** The periods that are named on the axis: as many as there is room for, the last among the candidates of every step. */
export function ticks(periods, width) {
  const step = Math.max(1, Math.ceil((periods.length * TICK) / Math.max(width, TICK)));
  return periods.filter((_, i) => i % step === 0);
}

function draw(points, width) {
  const periods = points.map((point) => point.period);
  const [low, high] = reach(points);
  const top = ({quads}) => quads[0] + quads[1];
  return plotted({
    width, height: HEIGHT, marginLeft: 48, marginRight: 8, marginTop: 28, marginBottom: 46,
    style: {fontSize: "12px"},
    ariaLabel: "Timeline",
    x: {type: "band", domain: periods, padding: points.length > width / 8 ? 0 : 0.18, label: null},
    y: {domain: [low, high], nice: true, label: null},
    marks: [
      Plot.gridY({stroke: "var(--edge)", strokeOpacity: 1, ticks: 5}),
      Plot.axisX({ticks: ticks(periods, width - 56), tickSize: 3}),
      Plot.axisY({ticks: 5, tickSize: 0, tickFormat: (n) => Math.abs(n).toLocaleString("en")}),
      Plot.barY(parts(points), {x: "period", y1: "y1", y2: "y2", fill: ({quad}) => `var(--quad-${quad + 1})`}),
      Plot.ruleY([0], {stroke: "currentColor"}),
      Plot.dot(points.filter(({marks}) => marks.length), {
        x: "period", y: top, dy: -LIFT, symbol: "triangle", rotate: 180, r: 4.5, fill: "var(--ink)", className: "unusual",
      }),
      Plot.text(["↑ cooperation"], {frameAnchor: "top-left", dy: -24, fill: "var(--quiet)"}),
      Plot.text(["↓ conflict"], {frameAnchor: "bottom-left", dy: 42, fill: "var(--quiet)"}),
      Plot.barY(points, {
        x: "period", y1: low, y2: high, fill: "transparent", href: "href", title: sentence, className: "points",
      }),
    ],
  });
}

async function begin(figure) {
  const {by, points} = await load(figure.dataset.chart);
  if (!points.length) {
    figure.append(element("p", {class: "picture-note"}, "There is nothing to draw."));
    return;
  }
  const box = element("div", {class: "picture-box"});
  const unusual = points.filter(({marks}) => marks.length).length;
  const rest = `${counted(points.length, by)}, ${unusual || "none"} of them unusual. ` +
    "With the keyboard: arrow keys go from one to the next, Enter shows what is behind it.";
  const readout = element("p", {class: "picture-readout"}, rest);
  const keys = QUADS.map((name, i) => [`quad-${i + 1}`, name]);
  figure.append(legend(unusual ? [...keys, ["unusual", `unusual ${by}`]] : keys), box, readout);
  redrawn(box, (width) => {
    const had = [...box.querySelectorAll(".points a")];
    const at = had.findIndex((link) => link.getAttribute("tabindex") === "0");
    const held = had.includes(document.activeElement);
    box.replaceChildren(draw(points, width));
    const links = [...box.querySelectorAll(".points a")];
    rove(links, points.map(sentence), (text) => { readout.textContent = text; }, at);
    if (held) links[at].focus();
  });
  box.addEventListener("pointerleave", () => { readout.textContent = rest; });
}

pictures("[data-chart]", begin);
