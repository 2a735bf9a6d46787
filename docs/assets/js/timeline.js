// The timeline: filters the list of events, the years and months to jump to and the dots on the
// bands. The state stands in the address, ?district=agdam&kind=capture&actor=hrw&from=1992&to=1994.
const root = document.querySelector("[data-timeline]");
const form = root.querySelector("form");
const said = root.querySelector("[data-shown]");
const rows = [...root.querySelectorAll("li[data-event]")];
// Years and months, and the ways to them: shown where an event is left in them.
const times = [...root.querySelectorAll("[data-filled]")];
const bands = [...document.querySelectorAll("[data-band-of]")];
const dots = [...document.querySelectorAll(".bands [data-event]")];
const fields = ["district", "kind", "actor", "from", "to"].map((name) => form.elements.namedItem(name));

function chosen() {
  return Object.fromEntries(fields.map((field) => [field.name, field.value]));
}

function show() {
  const { district, kind, actor, from, to } = chosen();
  const shown = new Set();
  const filled = new Set();
  for (const row of rows) {
    const { event, districts, kind: its, actors, first, last } = row.dataset;
    const isShown =
      (!district || districts.split(" ").includes(district)) &&
      (!kind || kind === its) &&
      (!actor || actors.split(" ").includes(actor)) &&
      (!from || Number(last) >= Number(from)) &&
      (!to || Number(first) <= Number(to));
    row.hidden = !isShown;
    if (isShown) {
      shown.add(event);
      for (const time of row.dataset.in.split(" ")) filled.add(time);
    }
  }
  for (const time of times) time.hidden = !filled.has(time.dataset.filled);
  for (const band of bands) band.hidden = Boolean(district) && band.dataset.bandOf !== district;
  for (const dot of dots) dot.toggleAttribute("hidden", !shown.has(dot.dataset.event));
  said.textContent = (shown.size ? said.dataset.words : said.dataset.none)
    .replace("{shown}", shown.size)
    .replace("{all}", rows.length);
}

function remember() {
  const state = new URLSearchParams(Object.entries(chosen()).filter(([, value]) => value));
  const query = state.toString();
  history.replaceState(null, "", `${location.pathname}${query && `?${query}`}${location.hash}`);
}

function recall() {
  const state = new URLSearchParams(location.search);
  for (const field of fields) {
    const wanted = state.get(field.name) ?? "";
    field.value = [...field.options].some((option) => option.value === wanted) ? wanted : "";
  }
  show();
}

form.addEventListener("change", () => {
  show();
  remember();
});
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => {
  // The fields are emptied after this event.
  queueMicrotask(() => {
    for (const field of fields) field.value = "";
    show();
    remember();
  });
});
addEventListener("popstate", recall);
form.hidden = false;
recall();
