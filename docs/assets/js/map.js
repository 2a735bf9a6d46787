// The map of control: a date, the layers and the zoom. What was held by whom comes from the JSON in
// the page; the state stands in the address, ?date=1993-08-01&layers=oblast,towns&view=480,410,4.
const root = document.querySelector("[data-control-map]");
const { latest, changes, parts, names, partNames, holders, months, words } = JSON.parse(
  root.querySelector("[data-control]").textContent,
);
const one = (selector) => root.querySelector(selector);
const all = (selector) => [...root.querySelectorAll(selector)];
const say = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]);
const slider = one("[data-slider]");
const picker = one("[data-date]");
const playing = one("[data-play]");
const note = one("[data-note]");
const areas = all("svg [data-part]");
const STANDARD = all("[name=layers]:checked").map((box) => box.value);
const PAUSE = 1800;

function inWords(date) {
  const [year, month, day] = date.split("-").map(Number);
  return `${day} ${months[month - 1]} ${year}`;
}

// Which change a day follows: dates in ISO form compare as text.
function changeBefore(date) {
  return changes.findLastIndex((change) => change.date <= date);
}

function heldOn(date, part) {
  return parts[part].periods.findLast((period) => period.from <= date);
}

function isDay(text) {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

let shown = changes.at(-1).date;

// Show a day; text that is no day, or lies outside the record, is answered with the nearest.
function show(date, { keep = true } = {}) {
  let remark = "";
  if (!isDay(date)) {
    remark = say(words.unread, { date: date.slice(0, 40) });
    date = changes.at(-1).date;
  } else if (date < changes[0].date || date > latest) {
    remark = say(words.outside, { first: inWords(changes[0].date), last: inWords(latest) });
    date = date < changes[0].date ? changes[0].date : latest;
  }
  shown = date;
  const at = changeBefore(date);
  slider.value = at;
  slider.setAttribute("aria-valuetext", inWords(changes[at].date));
  picker.value = date;
  one("[data-step='-1']").disabled = at === 0 && date === changes[0].date;
  one("[data-step='1']").disabled = at === changes.length - 1;
  one("[data-said]").textContent = say(words.on, { date: inWords(date) });
  one("[data-caption]").textContent = say(words.table, { date: inWords(date) });
  const change = changes[at];
  const sentence = say(at ? words.changed : words.beginning, { date: inWords(change.date) });
  const links = change.events.flatMap((event, index) => [index ? ", " : " ", link(event)]);
  one("[data-changed]").replaceChildren(sentence, ...links);
  note.textContent = remark;
  note.hidden = !remark;
  paint(date);
  countEvents();
  if (keep) remember();
}

function link({ title, url }) {
  const made = document.createElement("a");
  made.href = url;
  made.textContent = title;
  return made;
}

function paint(date) {
  const districts = {};
  for (const part of Object.keys(parts)) {
    const period = heldOn(date, part);
    const [district, portion] = part.split("/");
    (districts[district] ??= []).push([portion, holders[period.holder]]);
    for (const area of areas.filter((drawn) => drawn.dataset.part === part)) {
      area.dataset.holder = period.holder;
      area.setAttribute("fill", `url(#${period.holder})`);
    }
    const row = one(`[data-row="${part}"]`);
    row.dataset.holder = period.holder;
    row.querySelector(".holder").dataset.holder = period.holder;
    row.querySelector("[data-name]").textContent = holders[period.holder];
    const since = row.querySelector("[data-since]");
    since.textContent = inWords(period.from);
    since.hash = `d${period.from}`;
    const began = row.querySelector("[data-began]");
    began.hidden = !period.event;
    began.textContent = period.event?.title ?? "";
    if (period.event) began.href = period.event.url;
  }
  for (const [district, held] of Object.entries(districts)) {
    const said = held.length === 1
      ? held[0][1]
      : held.map(([portion, holder]) => `${partNames[portion]}, ${holder}`).join("; ");
    one(`[data-district="${district}"]`)?.setAttribute("aria-label", `${names[district]}: ${said}`);
  }
}

// Layers, and the events of a kind and a period.

const kind = one("[name=kind]");
const period = one("[name=period]");

function chosenLayers() {
  return all("[name=layers]:checked").map((box) => box.value);
}

function showLayers() {
  const chosen = chosenLayers();
  for (const part of all("[data-layer]")) part.toggleAttribute("hidden", !chosen.includes(part.dataset.layer));
  if (chosen.includes("settlements")) askForSettlements();
}

// The settlements are asked for once, when they are first wanted; after a failure, again.
let asked;
function askForSettlements() {
  const layer = one("svg [data-layer=settlements]");
  asked ??= import("./map-settlements.js")
    .then(({ begin }) => begin({ root, layer, frame, svg, view, show: centre, words }))
    .catch(() => {
      asked = undefined;
      note.textContent = words.settlements_failed;
      note.hidden = false;
    });
}

function countEvents() {
  const at = changeBefore(shown);
  const from = period.value === "between" ? changes[at].date : "";
  const to = { until: shown, between: changes[at + 1]?.date ?? latest }[period.value] ?? "9";
  const marks = all("svg [data-event]");
  let number = 0;
  for (const mark of marks) {
    const { kind: its, since, until, event } = mark.dataset;
    const isShown = (!kind.value || kind.value === its) && since <= to && until >= from;
    mark.toggleAttribute("hidden", !isShown);
    one(`li[data-event="${event}"]`).hidden = !isShown;
    number += isShown;
  }
  one("[data-count]").textContent = say(words.count, { shown: number, all: marks.length });
}

// The address.

function remember() {
  const state = new URLSearchParams({ date: shown });
  const layers = chosenLayers();
  if (layers.join() !== STANDARD.join()) state.set("layers", layers.join() || "none");
  if (kind.value) state.set("kind", kind.value);
  if (period.value !== "all") state.set("period", period.value);
  if (view.zoom > 1) state.set("view", [...middle().map(Math.round), Number(view.zoom.toFixed(2))].join());
  history.replaceState(null, "", `?${state.toString().replaceAll("%2C", ",")}${location.hash}`);
}

function recall() {
  const state = new URLSearchParams(location.search);
  const layers = state.get("layers")?.split(",") ?? STANDARD;
  for (const box of all("[name=layers]")) box.checked = layers.includes(box.value);
  for (const [field, standard] of [[kind, ""], [period, "all"]]) {
    const wanted = state.get(field.name);
    field.value = [...field.options].some((option) => option.value === wanted) ? wanted : standard;
  }
  const [x, y, zoom] = (state.get("view") ?? "").split(",").map(Number);
  if (zoom > 1 && Number.isFinite(x + y + zoom)) centre(x, y, zoom);
  else move(0, 0, 1);
  showLayers();
  show(state.get("date") ?? changes.at(-1).date, { keep: false });
}

// One step, and playing all of them.

function step(by) {
  const at = changeBefore(shown);
  // Back from a day between two changes leads to the change before it.
  const to = by < 0 && shown > changes[at].date ? at : at + by;
  show(changes[Math.min(Math.max(to, 0), changes.length - 1)].date);
}

let timer;
function play(start) {
  clearInterval(timer);
  timer = undefined;
  playing.textContent = start ? words.pause : words.play;
  if (!start) return;
  if (changeBefore(shown) === changes.length - 1) show(changes[0].date);
  timer = setInterval(() => {
    step(1);
    if (changeBefore(shown) === changes.length - 1) play(false);
  }, PAUSE);
}

slider.addEventListener("input", () => {
  play(false);
  show(changes[slider.value].date);
});
picker.addEventListener("change", () => {
  play(false);
  if (picker.value) show(picker.value);
});
playing.addEventListener("click", () => play(timer === undefined));
for (const button of all("[data-step]")) {
  button.addEventListener("click", () => {
    play(false);
    step(Number(button.dataset.step));
  });
}
for (const form of all("form")) form.addEventListener("submit", (event) => event.preventDefault());
one(".map-layers").addEventListener("change", () => {
  showLayers();
  countEvents();
  remember();
});
addEventListener("popstate", recall);

// Zoom: the viewBox is the state; lines and letters keep their size through --zoom.

const frame = one(".map-frame");
const svg = frame.querySelector("svg");
const [, , WIDTH, HEIGHT] = svg.getAttribute("viewBox").split(" ").map(Number);
const view = { x: 0, y: 0, zoom: 1 };
// The patterns of the holders keep their size as well.
const patterns = Object.keys(holders).map((holder) => document.getElementById(holder));
const TURNED = Object.fromEntries(patterns.map(({ id, attributes }) => [id, attributes.patternTransform?.value]));

// A viewBox follows each step of a drag; the address follows when it rests.
let resting;
function move(x, y, zoom) {
  view.zoom = Math.min(Math.max(zoom, 1), 8);
  view.x = Math.min(Math.max(x, 0), WIDTH - WIDTH / view.zoom);
  view.y = Math.min(Math.max(y, 0), HEIGHT - HEIGHT / view.zoom);
  svg.setAttribute("viewBox", `${view.x} ${view.y} ${WIDTH / view.zoom} ${HEIGHT / view.zoom}`);
  root.style.setProperty("--zoom", view.zoom);
  frame.classList.toggle("moved", view.zoom > 1);
  for (const pattern of patterns) pattern.setAttribute("patternTransform", `${TURNED[pattern.id] ?? ""} scale(${1 / view.zoom})`);
  for (const fixed of svg.querySelectorAll(".scale, .north")) fixed.toggleAttribute("hidden", view.zoom > 1);
  svg.dispatchEvent(new Event("moved"));
  clearTimeout(resting);
  resting = setTimeout(remember, 300);
}

function middle() {
  return [view.x + WIDTH / view.zoom / 2, view.y + HEIGHT / view.zoom / 2];
}

// Bring a place into view: to the middle at a given zoom, else only if it is out of view.
function centre(x, y, zoom) {
  const [width, height] = [WIDTH / view.zoom, HEIGHT / view.zoom];
  const isSeen = x > view.x && x < view.x + width && y > view.y && y < view.y + height;
  if (zoom) move(x - WIDTH / Math.min(zoom, 8) / 2, y - HEIGHT / Math.min(zoom, 8) / 2, zoom);
  else if (!isSeen) move(x - width / 2, y - height / 2, view.zoom);
}

// Zoom by a factor about a point given as a share of the frame.
function zoomBy(factor, acrossX = 0.5, acrossY = 0.5) {
  if (!factor) return move(0, 0, 1);
  const zoom = Math.min(Math.max(view.zoom * factor, 1), 8);
  const lost = 1 / view.zoom - 1 / zoom;
  move(view.x + WIDTH * lost * acrossX, view.y + HEIGHT * lost * acrossY, zoom);
}

function share(event) {
  const box = frame.getBoundingClientRect();
  return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
}

function pan(byX, byY) {
  move(view.x + (WIDTH / view.zoom) * byX, view.y + (HEIGHT / view.zoom) * byY, view.zoom);
}

for (const button of all("[data-zoom]")) button.addEventListener("click", () => zoomBy(Number(button.dataset.zoom)));
const KEYS = {
  "+": () => zoomBy(1.6), "=": () => zoomBy(1.6), "-": () => zoomBy(0.625), 0: () => zoomBy(0),
  ArrowLeft: () => pan(-0.15, 0), ArrowRight: () => pan(0.15, 0),
  ArrowUp: () => pan(0, -0.15), ArrowDown: () => pan(0, 0.15),
};
frame.addEventListener("keydown", (event) => {
  const isArrow = event.key.startsWith("Arrow");
  if (event.ctrlKey || event.metaKey || event.altKey || !KEYS[event.key] || (isArrow && view.zoom === 1)) return;
  event.preventDefault();
  KEYS[event.key]();
});
// The wheel alone scrolls the page; with Ctrl (and as a pinch on a touchpad), or once the map was
// clicked, it zooms. Where it can zoom no farther out, the page scrolls again.
frame.addEventListener("wheel", (event) => {
  if (!event.ctrlKey && !event.metaKey && !frame.contains(document.activeElement)) return;
  if (!event.ctrlKey && event.deltaY > 0 && view.zoom === 1) return;
  event.preventDefault();
  zoomBy(event.deltaY < 0 ? 1.25 : 0.8, ...share(event));
}, { passive: false });

const fingers = new Map();
let dragged = 0;
frame.addEventListener("pointerdown", (event) => {
  fingers.set(event.pointerId, event);
  dragged = 0;
});
frame.addEventListener("pointermove", (event) => {
  const before = fingers.get(event.pointerId);
  if (!before) return;
  const other = [...fingers.values()].find((finger) => finger.pointerId !== event.pointerId);
  if (other) {
    const far = (finger) => Math.hypot(finger.clientX - other.clientX, finger.clientY - other.clientY);
    if (far(before)) zoomBy(far(event) / far(before), ...share(other));
  } else if (view.zoom > 1) {
    const [wasX, wasY] = share(before);
    const [x, y] = share(event);
    pan(wasX - x, wasY - y);
  }
  dragged += Math.hypot(event.clientX - before.clientX, event.clientY - before.clientY);
  fingers.set(event.pointerId, event);
});
for (const name of ["pointerup", "pointercancel", "pointerleave"]) {
  frame.addEventListener(name, (event) => fingers.delete(event.pointerId));
}
// The end of a drag is no click on the district beneath.
frame.addEventListener("click", (event) => {
  if (dragged > 6) event.preventDefault();
}, true);
frame.addEventListener("dragstart", (event) => event.preventDefault());

for (const hidden of all("form, .map-zoom, .map-hint")) hidden.hidden = false;
recall();
