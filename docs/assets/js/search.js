// The search box: opens with "/", "s" or "f", loads the index at the first key press, and lists
// links. A place whose own name was typed comes before pages that only mention it.
const form = document.querySelector("[data-search]");
const box = form.querySelector("[data-search-box]");
const panel = form.querySelector(".search-panel");
const list = form.querySelector("[data-search-results]");
const status = form.querySelector("[role=status]");
const base = new URL(form.dataset.base.replace(/\/?$/, "/"), location.href);
const LIMIT = 12;
const LONGEST = 200;

// The same folding as macros/search.py: letters that readers type for one another.
const LETTERS = { ə: "e", ı: "i", ł: "l", đ: "d", æ: "ae", ø: "o", ß: "ss", "’": "", "'": "", "ʻ": "", "ʼ": "" };
export function fold(text) {
  return text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/(\p{Script=Latin})\p{Mn}+/gu, "$1")
    .normalize("NFC")
    .replace(/[əıłđæøß’'ʻʼ]/g, (letter) => LETTERS[letter]);
}

let engine;
function load() {
  engine ??= import(new URL("pagefind/pagefind.js", base)).then(async (module) => {
    await module.options({ baseUrl: base.pathname, excerptLength: 18 });
    await module.init();
    return module;
  });
  return engine;
}

let latest = 0;
async function search() {
  const run = ++latest;
  const query = box.value.trim().slice(0, LONGEST);
  if (!query) return close();
  panel.hidden = false;
  box.setAttribute("aria-expanded", "true");
  let found;
  try {
    const module = await load();
    found = await module.search(fold(query));
  } catch {
    status.textContent = "The search index could not be loaded. The lists of districts, events and names hold the same pages.";
    return;
  }
  const hits = await Promise.all(found.results.slice(0, LIMIT * 2).map((result) => result.data()));
  if (run !== latest) return;
  const wanted = `|${fold(query)}|`;
  const rank = (hit) => (hit.meta.names?.includes(wanted) ? 0 : 1);
  hits.sort((one, other) => rank(one) - rank(other));
  show(hits.slice(0, LIMIT), found.results.length, query);
}

function show(hits, total, query) {
  list.replaceChildren(...hits.map(item));
  status.textContent = total
    ? `${total} ${total === 1 ? "page" : "pages"} found`
    : `Nothing found for “${query.slice(0, 60)}”. Try another spelling, or one word less.`;
}

function item(hit) {
  const row = document.createElement("li");
  const link = document.createElement("a");
  link.href = hit.url;
  const title = document.createElement("strong");
  title.textContent = hit.meta.title;
  const kind = document.createElement("small");
  kind.textContent = hit.meta.kind;
  const text = document.createElement("span");
  text.textContent = hit.plain_excerpt ?? "";
  link.append(title, kind, text);
  row.append(link);
  return row;
}

function close() {
  panel.hidden = true;
  list.replaceChildren();
  status.textContent = "";
  box.setAttribute("aria-expanded", "false");
}

let waiting;
box.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(search, 60);
});
box.addEventListener("focus", load, { once: true });
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const first = list.querySelector("a");
  if (first) first.click();
  else search();
});
form.addEventListener("keydown", (event) => {
  const links = [...list.querySelectorAll("a")];
  const at = links.indexOf(document.activeElement);
  if (event.key === "ArrowDown" && links.length) {
    event.preventDefault();
    links[Math.min(at + 1, links.length - 1)].focus();
  } else if (event.key === "ArrowUp" && at >= 0) {
    event.preventDefault();
    (links[at - 1] ?? box).focus();
  } else if (event.key === "Escape") {
    event.preventDefault();
    close();
    box.focus();
  }
});
document.addEventListener("click", (event) => {
  if (!form.contains(event.target)) close();
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
const asked = new URLSearchParams(location.search).get("q");
if (asked) {
  box.value = asked;
  search();
}
