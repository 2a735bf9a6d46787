// What a query finds: names, titles, symbols and dates first, then the same with the full text.
import { Finder } from "./finding.js";
import { fold } from "./letters.js";

const form = document.querySelector("[data-search]");
/** Address of the site's root. */
export const base = new URL(form.dataset.base.replace(/\/?$/, "/"), location.href);
// How much is shown at first, and once more is asked for: results of each kind, and pages of the
// full text, each of which costs 1 to 8 kB.
export const FEW = { each: 5, pages: 5 };
export const MANY = { each: 30, pages: 24 };
const BEST = 3;
// How many words the full text looks up; each costs about 25 kB the first time.
const WORDS = 2;
// A page found by its text alone ranks below one whose title holds most of the words, the lower the
// less of the query was looked up; one found both ways rises a little.
const IN_TEXT = 60;
const IN_TEXT_IN_PART = 46;
const BY_SHARE = 0.5;
const BOTH_WAYS = 4;
export const FILTERS = ["kind", "district", "decade", "side"];
// What is shown together, in this order.
export const GROUPS = {
  district: "place", settlement: "place", event: "event", document: "document", topic: "topic",
  actor: "actor", term: "term", page: "page", part: "page", statement: "statement", source: "source",
};

let finder;
/** The index of names, fetched once; after a failure, again. */
export function names() {
  finder ??= fetch(new URL("pagefind/names.json", base))
    .then((answer) => answer.json())
    .then((data) => new Finder(data))
    .catch((error) => {
      finder = undefined;
      throw error;
    });
  return finder;
}

let engine;
/** The engine of the full text, fetched once. */
export function fullText() {
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

/**
 * What a query finds, twice: by name, then with the full text. Each time `hits`, the best first;
 * with a sieve `counts` by filter and value; and whether `more` is left.
 * @param {string} query
 * @param {{ sieve?: import("./facets.js").Sieve, most?: typeof FEW }} options
 */
export async function* find(query, { sieve = null, most = FEW } = {}) {
  const known = await names();
  const { asked, hits: named } = known.find(query);
  const hits = sieve ? sieve.hits(named) : named;
  yield { hits, counts: sieve?.counts(named, []), more: false };
  const words = known.inWords(asked).slice(0, WORDS);
  if (!words.length) return;
  const { all, results } = await inText(words);
  const wanted = sieve ? sieve.results(results) : results;
  const pages = most.pages * (sieve?.onlyStatements ? 2 : 1);
  const fetched = await Promise.all(wanted.slice(0, pages).map((result) => result.data()));
  const sure = (all ? IN_TEXT : IN_TEXT_IN_PART) * (1 - BY_SHARE + BY_SHARE * known.share(asked, words));
  const merged = new Map(hits.map((hit) => [hit.url, hit]));
  fetched.filter((page) => holds(page, words)).forEach((page, rank) => {
    const { kind, url } = whatIs(page);
    const { title } = page.meta;
    const own = merged.get(url);
    // The text of a district begins with all its names: three more fonts to fetch. That of a source
    // is what it is.
    const text = kind === "district" || kind === "source" ? "" : page.plain_excerpt ?? "";
    const said = kind === "source" ? page.content.slice(title.length).replace(/^[. ]+/, "") : known.words.notes[kind];
    const floor = sure - rank + known.byDay(url, asked);
    if (own) merged.set(url, { ...own, text, score: Math.max(own.score, floor) + Math.max(0, BOTH_WAYS - rank) });
    else if (!sieve || sieve.shows(kind)) {
      const item = known.pages.get(url);
      merged.set(url, {
        kind, title, url, note: item?.note ?? said ?? "",
        why: "", text, score: kind === "source" ? known.ofSource(title, asked, floor) : floor,
      });
    }
    for (const hit of statements(page, url, known.words, sieve)) {
      if (!merged.has(hit.url)) merged.set(hit.url, { ...hit, score: floor - 25 });
    }
  });
  yield {
    hits: [...merged.values()].sort((one, other) => other.score - one.score),
    counts: sieve?.counts(named, results),
    more: wanted.length > pages,
  };
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

/** Kind and address of what a page of the full text was made of; see Read in macros/search.py. */
function whatIs(page) {
  const [kind, ...name] = page.raw_url.split("/").filter(Boolean);
  const path = name.join("/");
  const anchored = { source: `sources/#${path}`, term: `about/glossary/#${path}`, page: path && `${path}/` };
  return { kind, url: anchored[kind] ?? `${kind}s/${path}/` };
}

function statements(page, address, words, sieve) {
  const anchored = (page.sub_results ?? []).filter((part) => part.url.includes("~"));
  const wanted = sieve ? sieve.statements(anchored) : anchored.slice(0, 1);
  return wanted.map((part) => ({
    kind: "statement", title: part.title, url: `${address}${part.url.slice(part.url.indexOf("#"), part.url.indexOf("~"))}`,
    note: words.statement.replace("{page}", page.meta.title), why: "", text: part.plain_excerpt ?? "",
  }));
}

/** Hits under headings: the best of all, then what is left by kind, so many of each. */
export function grouped(hits, each = FEW.each) {
  const best = hits.filter((hit) => hit.kind !== "statement").slice(0, BEST);
  const rest = hits.filter((hit) => !best.includes(hit));
  const kinds = [...new Set(Object.values(GROUPS))];
  return [
    { name: "best", hits: best },
    ...kinds.map((name) => ({ name, hits: rest.filter((hit) => GROUPS[hit.kind] === name).slice(0, each) })),
  ].filter((group) => group.hits.length);
}
