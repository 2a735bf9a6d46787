// A filter of the table of settlements by any name, and a way from the map to the rows. Without
// this script the whole table stands.
import { fold } from "./search/letters.js";

const filter = document.querySelector("[data-filter]");
const box = filter.querySelector("input");
const status = filter.querySelector("[role=status]");
const points = new Map([...document.querySelectorAll("[data-row]")].map((point) => [point.dataset.row, point]));
// The names stand in the first four cells.
const rows = [...document.querySelectorAll("#settlements-table tbody tr")].map((row) => ({
  row,
  names: fold([...row.cells].slice(0, 4).map((cell) => cell.textContent).join(" ")),
}));

function narrow() {
  const wanted = fold(box.value.trim());
  let shown = 0;
  for (const { row, names } of rows) {
    row.hidden = !names.includes(wanted);
    points.get(row.id)?.toggleAttribute("data-out", row.hidden);
    shown += !row.hidden;
  }
  status.textContent = wanted
    ? status.dataset.pattern.replace("{shown}", shown).replace("{all}", rows.length)
    : "";
}

function mark() {
  document.querySelector("circle[data-here]")?.removeAttribute("data-here");
  points.get(decodeURIComponent(location.hash.slice(1)))?.setAttribute("data-here", "");
}

box.addEventListener("input", narrow);
addEventListener("hashchange", mark);
for (const [id, point] of points) {
  point.addEventListener("click", () => {
    box.value = "";
    narrow();
    location.hash = id;
  });
}
filter.hidden = false;
mark();
