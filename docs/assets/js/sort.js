// The roll of a vote, sorted by country or by vote and filtered. Without this script it reads
// whole, grouped by vote; the controls are made here because without it they would do nothing.

const table = document.querySelector("table[data-roll]");
if (table) arrange(table);

function arrange(table) {
  const bodies = [...table.tBodies];
  const groups = bodies.map((body) => body.rows[0]);
  const rows = bodies.flatMap((body) =>
    [...body.rows].slice(1).map((row) => ({
      row,
      body,
      country: row.cells[0].textContent.trim(),
      vote: body.dataset.vote,
    })),
  );
  const { input, select, status } = controls(table, bodies);
  const heads = [...table.querySelectorAll("th[data-sort]")];
  let order = { key: "vote", down: false };

  function show() {
    const typed = fold(input.value);
    const sorted = [...rows];
    const grouped = order.key === "vote";
    if (!grouped) sorted.sort((a, b) => a.country.localeCompare(b.country, "en"));
    if (!grouped && order.down) sorted.reverse();
    table.append(...(grouped && order.down ? [...bodies].reverse() : bodies));
    let shown = 0;
    for (const one of sorted) {
      one.row.hidden =
        (select.value && one.vote !== select.value) || !fold(one.country).includes(typed);
      shown += !one.row.hidden;
      (grouped ? one.body : bodies[0]).append(one.row);
    }
    groups.forEach((group, index) => {
      group.hidden = !grouped || !rows.some((one) => one.body === bodies[index] && !one.row.hidden);
    });
    for (const head of heads) {
      if (head.dataset.sort !== order.key) head.removeAttribute("aria-sort");
      else head.setAttribute("aria-sort", order.down ? "descending" : "ascending");
    }
    status.textContent = table.dataset.shown
      .replace("{shown}", shown)
      .replace("{all}", rows.length);
  }

  for (const head of heads) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const key = head.dataset.sort;
      order = { key, down: order.key === key && !order.down };
      show();
    });
  }
  input.addEventListener("input", show);
  select.addEventListener("change", show);
  show();
}

function controls(table, bodies) {
  const bar = document.createElement("div");
  bar.className = "roll-controls";
  const input = document.createElement("input");
  input.type = "search";
  const select = document.createElement("select");
  select.append(new Option(table.dataset.all, ""));
  for (const body of bodies) select.append(new Option(body.dataset.label, body.dataset.vote));
  for (const [text, control] of [
    [table.dataset.search, input],
    [table.dataset.vote, select],
  ]) {
    const label = document.createElement("label");
    label.append(`${text} `, control);
    bar.append(label);
  }
  const status = document.createElement("span");
  status.setAttribute("role", "status");
  bar.append(status);
  table.parentElement.before(bar);
  return { input, select, status };
}

function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
}
