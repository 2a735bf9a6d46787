// As much of the search box as every page needs: its keys, and a query in the address. The rest, in
// search/, is fetched when the box is first used.
const MODULES = ["letters", "query", "finding", "results", "panel"];
const form = document.querySelector("[data-search]");
const box = form.querySelector("[data-search-box]");

let opened;
function open() {
  // All asked for at once: each would else wait for the one that names it.
  opened ??= Promise.all(MODULES.map((name) => import(`./search/${name}.js`)))
    .then((modules) => modules.at(-1).open(form))
    .catch(() => {
      opened = undefined;
      form.querySelector(".search-panel").hidden = false;
      form.querySelector("[role=status]").textContent = form.dataset.unavailable;
    });
  return opened;
}

box.addEventListener("focus", open);
box.addEventListener("input", open);
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  (await open())?.submit();
});
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (["/", "s", "f"].includes(event.key)) {
    event.preventDefault();
    event.stopImmediatePropagation();
    box.focus();
    box.select();
  }
}, true);
const wanted = new URLSearchParams(location.search).get("q");
if (wanted) {
  box.value = wanted;
  open();
}
if (document.querySelector("[data-not-found]")) import("./search/lost.js");
