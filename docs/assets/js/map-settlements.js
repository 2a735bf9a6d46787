// The settlements on the map of control, asked for when their layer is first shown. Each is a link
// to its row; its names show on hover, on focus and on a first tap. Of all the points one stands
// in the order of Tab; arrow keys lead from it to the next in that direction.
import { fold } from "./search/letters.js";

const SVG = "http://www.w3.org/2000/svg";
const NEAR = 22; // CSS pixels within which a tap means a point
const NAMED_FROM = 3; // the zoom from which all points bear their names
const LETTER = 7.4; // width of a letter of the labels, in pixels

export async function begin({ root, layer, frame, svg, view, show, words }) {
  const answer = await fetch(layer.dataset.source);
  if (!answer.ok) throw new Error(`${answer.status} ${answer.url}`);
  const { districts, kinds, rows } = await answer.json();
  const said = root.querySelector("[data-settlement]");
  const find = root.querySelector("[data-find]");
  const names = document.createElementNS(SVG, "g");
  names.setAttribute("aria-hidden", "true");
  const links = new Map();
  const points = rows.map(([id, name, others, x, y, district, kind]) => {
    const link = document.createElementNS(SVG, "a");
    link.setAttribute("href", `${layer.dataset.pages}${districts[district].id}/#${id}`);
    link.setAttribute("class", `settlement settlement-${kinds[kind].replace(" ", "-")}`);
    link.setAttribute("tabindex", "-1");
    const full = others ? `${name} (${others})` : name;
    link.setAttribute("aria-label", `${full}, ${districts[district].title}`);
    const dot = document.createElementNS(SVG, "circle");
    dot.setAttribute("cx", x);
    dot.setAttribute("cy", y);
    link.append(dot);
    const point = { id, name, full, x, y, district: districts[district].title, major: kind > 1, link };
    links.set(link, point);
    return point;
  });
  layer.append(...points.map((point) => point.link), names);
  points[0].link.setAttribute("tabindex", "0");
  let chosen = null;

  function label(point, isStrong) {
    const text = document.createElementNS(SVG, "text");
    text.setAttribute("x", point.x);
    text.setAttribute("y", point.y);
    if (isStrong) text.setAttribute("class", "chosen");
    text.textContent = isStrong ? point.full : point.name;
    return text;
  }

  // Points and letters in sizes of the screen. Zoomed in, the names of all that are in view; one that
  // would cover another is left out.
  function draw() {
    const [left, top, width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
    const pixel = width / frame.clientWidth;
    layer.style.setProperty("--pixel", `${pixel}px`);
    layer.style.setProperty("--dot", Math.min((frame.clientWidth < 600 ? 0.6 : 1.4) + view.zoom * 0.4, 4));
    const placed = chosen ? [box(chosen, pixel)] : [];
    const made = [];
    if (view.zoom >= NAMED_FROM) {
      const seen = points.filter(({ x, y }) => x > left && x < left + width && y > top && y < top + height);
      for (const point of seen.sort((one, other) => other.major - one.major)) {
        const room = box(point, pixel);
        if (point === chosen || placed.some((other) => meet(room, other))) continue;
        placed.push(room);
        made.push(label(point));
      }
    }
    if (chosen) made.push(label(chosen, true));
    names.replaceChildren(...made);
  }

  function choose(point) {
    chosen?.link.removeAttribute("data-chosen");
    chosen = point;
    draw();
    said.hidden = !point;
    if (!point) return;
    point.link.setAttribute("data-chosen", "");
    const row = document.createElement("a");
    row.href = point.link.getAttribute("href");
    row.textContent = point.full;
    said.replaceChildren(row, `, ${point.district}`);
  }

  function focus(point) {
    layer.querySelector("[tabindex='0']")?.setAttribute("tabindex", "-1");
    point.link.setAttribute("tabindex", "0");
    show(point.x, point.y);
    point.link.focus({ preventScroll: true });
  }

  layer.addEventListener("pointerover", (event) => {
    const point = links.get(event.target.closest("a"));
    if (point && event.pointerType !== "touch") choose(point);
  });
  layer.addEventListener("focusin", (event) => choose(links.get(event.target.closest("a")) ?? chosen));
  layer.addEventListener("keydown", (event) => {
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    const point = links.get(event.target.closest("a"));
    if (!way || !point || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    const next = nearest(points, point, way);
    if (next) focus(next);
  });
  // A tap shows the names of the point beside it; a second tap on the same point follows its link.
  // A tap on the point itself gives it the focus, and so chooses it, before it becomes a click.
  let before = null;
  frame.addEventListener("pointerdown", () => (before = chosen), true);
  frame.addEventListener("click", (event) => {
    if (layer.hasAttribute("hidden") || event.defaultPrevented || event.pointerType !== "touch") return;
    const { left, top, width } = svg.getBoundingClientRect();
    const [x0, y0, across] = svg.getAttribute("viewBox").split(" ").map(Number);
    const pixel = across / width;
    const [x, y] = [x0 + (event.clientX - left) * pixel, y0 + (event.clientY - top) * pixel];
    const far = (point) => Math.hypot(point.x - x, point.y - y);
    const point = points.reduce((one, other) => (far(other) < far(one) ? other : one));
    if (far(point) > NEAR * pixel) return;
    event.preventDefault();
    event.stopPropagation();
    if (point === before) location.assign(point.link.getAttribute("href"));
    else choose(point);
  }, true);

  find.list.replaceChildren(...points.map((point) => new Option("", `${point.name}, ${point.district}`)));
  const folded = points.map((point) => fold(`${point.name}, ${point.district} ${point.full}`));
  find.addEventListener("change", () => {
    const wanted = fold(find.value.trim());
    if (!wanted) return choose(null);
    const at = folded.findIndex((text) => text.startsWith(wanted));
    const point = points[at < 0 ? folded.findIndex((text) => text.includes(wanted)) : at];
    if (point) {
      show(point.x, point.y, Math.max(view.zoom, 5));
      choose(point);
    } else {
      said.hidden = false;
      said.replaceChildren(words.settlement_none.replace("{name}", find.value.trim()));
    }
  });
  svg.addEventListener("moved", draw);
  addEventListener("resize", draw);
  draw();
}

function box({ name, x, y }, pixel) {
  return [x, y - 14 * pixel, x + (name.length * LETTER + 10) * pixel, y + 6 * pixel];
}

function meet(one, other) {
  return one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];
}

// The nearest point in a direction, within 45 degrees of it.
function nearest(points, from, [wayX, wayY]) {
  let found = null;
  let least = Infinity;
  for (const point of points) {
    const ahead = (point.x - from.x) * wayX + (point.y - from.y) * wayY;
    const aside = Math.abs((point.x - from.x) * wayY) + Math.abs((point.y - from.y) * wayX);
    const far = Math.hypot(ahead, aside);
    if (ahead > 0 && aside <= ahead && far < least) [found, least] = [point, far];
  }
  return found;
}
