// The search box: opens with "/", "s" or "f", reads the index of names at the first key press and
// lists links in groups, names and titles before the full text. What is typed is text, never markup.
const form = document.querySelector("[data-search]");
const box = form.querySelector("[data-search-box]");
const panel = form.querySelector(".search-panel");
const list = form.querySelector("[data-search-results]");
const help = form.querySelector(".search-help");
const status = form.querySelector("[role=status]");
const base = new URL(form.dataset.base.replace(/\/?$/, "/"), location.href);
const LONGEST = 200;
const BEST = 3;
const IN_GROUP = 5;
// Full text: how many pages are fetched, how many words are looked up. Each costs 2 to 30 kB.
const PAGES = 6;
const WORDS = 2;
// A page found by its text alone ranks below one whose title holds most of the words.
const IN_TEXT = 60;
const IN_TEXT_IN_PART = 46;
const GROUPS = {
  district: "place", settlement: "place", event: "event", document: "document", topic: "topic",
  actor: "actor", page: "page", part: "page", statement: "statement", source: "source",
};

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

let finder;
function names() {
  finder ??= Promise.all([
    import("./finding.js"),
    fetch(new URL("pagefind/names.json", base)).then((answer) => answer.json()),
  ]).then(([{ Finder }, data]) => new Finder(data));
  return finder;
}

let engine;
function fullText() {
  engine ??= import(new URL("pagefind/pagefind.js", base)).then(async (module) => {
    await module.options({ baseUrl: base.pathname, excerptLength: 18, noWorker: true }); // 12 kB less
    await module.init();
    return module;
  });
  return engine;
}

/** Pages and statements that hold the words, the best first; `all` where each holds every word. */
async function inText(asked) {
  const module = await fullText();
  const whole = (await module.search(asked.join(" "))).results;
  if (whole.length || asked.length < 2) return { all: true, results: whole };
  const sums = new Map();
  for (const word of asked) {
    for (const result of (await module.search(word)).results) {
      const before = sums.get(result.id) ?? { result, score: 0 };
      sums.set(result.id, { result, score: before.score + 1 + Math.min(1, result.score / 100) });
    }
  }
  const ordered = [...sums.values()].sort((one, other) => other.score - one.score);
  return { all: false, results: ordered.map(({ result }) => result) };
}

/** What names, titles, symbols and dates find; then the same with what the full text finds. */
export async function* find(query) {
  const known = await names();
  const { asked, hits } = known.find(query);
  yield hits;
  const words = known.inWords(asked).slice(0, WORDS);
  if (!words.length) return;
  const { all, results } = await inText(words);
  const fetched = await Promise.all(results.slice(0, PAGES).map((result) => result.data()));
  const found = fetched.filter((page) => holds(page, words));
  const merged = new Map(hits.map((hit) => [hit.url, hit]));
  found.forEach((page, rank) => {
    const url = page.meta.address;
    const own = merged.get(url);
    // The text of a district begins with all its names: three more fonts to fetch.
    const text = page.meta.kind === "district" ? "" : page.plain_excerpt ?? "";
    const floor = (all ? IN_TEXT : IN_TEXT_IN_PART) - rank;
    if (own) merged.set(url, { ...own, text, score: Math.max(own.score, floor) + Math.max(0, 4 - rank) });
    else {
      const item = known.pages.get(url);
      merged.set(url, {
        kind: page.meta.kind, title: page.meta.title, url, note: item?.note ?? known.words.notes[page.meta.kind] ?? "",
        why: "", text, score: page.meta.kind === "source" ? known.ofSource(page.meta.title, asked, floor) : floor,
      });
    }
    for (const hit of statements(page, known.words)) {
      if (!merged.has(hit.url)) merged.set(hit.url, { ...hit, score: floor - 25 });
    }
  });
  yield [...merged.values()].sort((one, other) => other.score - one.score);
}

/** Whether a page has one of the words, but for its ending: Pagefind shortens a word that it does
 * not know until some word begins so. */
function holds(page, words) {
  const text = fold(`${page.meta.title} ${page.content}`);
  return words.some((word) => {
    const plain = word.replaceAll('"', "");
    return text.includes(plain.slice(0, Math.max(3, plain.length - 3)));
  });
}

function statements(page, words) {
  const anchored = (page.sub_results ?? []).filter((part) => part.url.includes("#"));
  return anchored.slice(0, 1).map((part) => ({
    kind: "statement", title: part.title, url: `${page.meta.address}${part.url.slice(part.url.indexOf("#"))}`,
    note: words.statement.replace("{page}", page.meta.title), why: "", text: part.plain_excerpt ?? "",
  }));
}

/** Hits under headings: the best of all, then what is left by kind. */
export function grouped(hits) {
  const best = hits.filter((hit) => hit.kind !== "statement").slice(0, BEST);
  const rest = hits.filter((hit) => !best.includes(hit));
  const kinds = [...new Set(Object.values(GROUPS))];
  return [
    { name: "best", hits: best },
    ...kinds.map((name) => ({ name, hits: rest.filter((hit) => GROUPS[hit.kind] === name).slice(0, IN_GROUP) })),
  ].filter((group) => group.hits.length);
}

let latest = 0;
let answered = "";
async function search() {
  const run = ++latest;
  const query = box.value.trim().slice(0, LONGEST);
  if (!query) return close();
  panel.hidden = false;
  try {
    fullText().catch(() => {}); // fetched beside the names
    let last = [];
    for await (const hits of find(query)) {
      if (run !== latest) return;
      last = hits;
      if (hits.length) await show(hits, query);
    }
    if (!last.length) await showNothing(query);
    answered = query;
    remember(query);
  } catch {
    if (run === latest) status.textContent = form.dataset.unavailable;
  }
}

async function show(hits, query) {
  const { words } = await names();
  const groups = grouped(hits);
  const count = groups.reduce((sum, group) => sum + group.hits.length, 0);
  const at = [...list.querySelectorAll("a")].indexOf(document.activeElement);
  list.replaceChildren(...groups.flatMap((group) => section(group, words.groups)));
  if (at >= 0) list.querySelectorAll("a")[at]?.focus();
  help.replaceChildren();
  const said = words[count === 1 ? "one" : "many"].replace("{number}", count);
  say(words.keys.replace("{count}", said));
}

async function showNothing(query) {
  const known = await names();
  const { words } = known;
  list.replaceChildren(...section({ name: "near", hits: known.near(query) }, { near: words.near }));
  const text = document.createElement("p");
  text.textContent = words.help;
  const links = Object.entries(words.help_pages).map(([url, title]) => anchor(url, title));
  help.replaceChildren(text, ...links);
  say(words.nothing.replace("{query}", query.slice(0, 60)));
}

/** Said once: a live region that is written anew with the same words is read out again. */
function say(text) {
  if (status.textContent !== text) status.textContent = text;
}

function section({ name, hits }, titles) {
  if (!hits.length) return [];
  const heading = document.createElement("p");
  heading.className = "search-group";
  heading.id = `search-group-${name}`;
  heading.textContent = titles[name];
  const items = document.createElement("ol");
  items.setAttribute("aria-labelledby", heading.id);
  items.replaceChildren(...hits.map(item));
  return [heading, items];
}

function anchor(url, title) {
  const link = document.createElement("a");
  link.href = new URL(url, base).pathname + new URL(url, base).hash;
  link.textContent = title;
  return link;
}

function item(hit) {
  const row = document.createElement("li");
  const link = anchor(hit.url, "");
  link.append(part("strong", hit.title));
  for (const text of [hit.why, hit.note, hit.text]) if (text) link.append(part("span", text));
  row.append(link);
  return row;
}

function part(tag, text) {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}

function close() {
  latest += 1;
  panel.hidden = true;
  list.replaceChildren();
  help.replaceChildren();
  status.textContent = "";
  answered = "";
  remember("");
}

/** Keep the query in the address, so that going back from a result finds the list again. */
function remember(query) {
  const address = new URL(location.href);
  if ((address.searchParams.get("q") ?? "") === query) return;
  if (query) address.searchParams.set("q", query);
  else address.searchParams.delete("q");
  history.replaceState(history.state, "", address);
}

list.addEventListener("click", () => remember(box.value.trim().slice(0, LONGEST)));
let waiting;
box.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(search, 60);
});
box.addEventListener("focus", names, { once: true });
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  if (answered !== box.value.trim().slice(0, LONGEST)) await search();
  list.querySelector("a")?.click();
});
form.addEventListener("keydown", (event) => {
  const links = [...list.querySelectorAll("a"), ...help.querySelectorAll("a")];
  const at = links.indexOf(document.activeElement);
  const go = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key];
  if (event.key === "Escape") {
    event.preventDefault();
    close();
    box.focus();
  } else if (go !== undefined && links.length && (at >= 0 || event.key === "ArrowDown")) {
    event.preventDefault();
    (go < 0 ? box : links[Math.min(go, links.length - 1)]).focus();
  }
});
document.addEventListener("click", (event) => {
  if (!form.contains(event.target) && !panel.hidden) close();
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
  search();
}
