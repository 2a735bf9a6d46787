// Narrows results by kind, district, decade and side of the source, and counts what each would
// leave. Reads the table that macros/facets.py writes, which is fetched when a reader first filters.
import { base, FILTERS, GROUPS, names } from "./results.js";

const STATEMENTS_A_PAGE = 3;
const HOLDING_STATEMENTS = ["district", "event", "document", "topic"];

let table;
/** The table of facets, fetched once; after a failure, again. */
export function facets() {
  table ??= Promise.all([names(), fetch(new URL("pagefind/facets.json", base)).then((answer) => answer.json())])
    .then(([known, data]) => new Facets(known, data))
    .catch((error) => {
      table = undefined;
      throw error;
    });
  return table;
}

const parts = (text) => text.split(" ").filter(Boolean);
const made = ([kind, district, decade, side]) => ({
  kind, district: parts(district), decade: parts(decade), side: parts(side),
});

export class Facets {
  /** `kinds`: every combination that occurs; `entries`: which of them each item of the index of
   * names has, in its order, then each other page; `records`: the entry of a page of the full text;
   * `letters`: what those of a statement's code stand for. */
  constructor(known, { kinds, entries, records, letters }) {
    const all = kinds.map(made);
    this.entries = entries.map((at) => all[at]);
    this.records = records;
    this.letters = letters;
    this.ofUrl = new Map(known.items.filter(({ kind }) => kind !== "settlement").map(({ url }, at) => [url, at]));
  }

  /** Values of a statement: "g.j.a" means Agdam, the 1990s, Azerbaijani. */
  ofCode(code) {
    const [district, decade, side] = code.split(".").map((part, at) => [...part].map((letter) => this.letters[at][letter.charCodeAt(0) - 97]));
    return { kind: "statement", district, decade: decade.map(String), side };
  }

  /** A choice of values, by name of the filter, as something to sieve results with. */
  sieve(choice) {
    return new Sieve(this, choice);
  }
}

export class Sieve {
  constructor(facets, choice) {
    this.facets = facets;
    this.choice = choice;
    this.onlyStatements = choice.kind === "statement";
  }

  fits(facet, without = "") {
    return FILTERS.every((name) => name === without || !this.choice[name]
      || (name === "kind" ? GROUPS[facet.kind] === this.choice.kind : facet[name].includes(this.choice[name])));
  }

  /** Whether a page of this kind is itself a result; not where statements alone are wanted. */
  shows(kind) {
    return !this.choice.kind || GROUPS[kind] === this.choice.kind;
  }

  hits(hits) {
    return hits.filter((hit) => this.fits(this.ofHit(hit)));
  }

  ofHit({ kind, url }) {
    return this.facets.entries[this.facets.ofUrl.get(url)] ?? made([kind, kind === "settlement" ? url.split("/")[1] : "", "", ""]);
  }

  ofResult({ id }) {
    return this.facets.entries[this.facets.records[id]] ?? made(["page", "", "", ""]);
  }

  /** Pages of the full text that may be shown, or that may hold statements to show. */
  results(results) {
    return results.filter((result) => {
      const facet = this.ofResult(result);
      return this.onlyStatements
        ? HOLDING_STATEMENTS.includes(facet.kind) && this.fits(facet, "kind")
        : this.fits(facet);
    });
  }

  /** Of a page's matching parts the statements that fit, by the code in the name of each. */
  statements(matching) {
    if (this.choice.kind && !this.onlyStatements) return [];
    return matching
      .filter(({ url }) => this.fits(this.facets.ofCode(url.slice(url.indexOf("~") + 1)), "kind"))
      .slice(0, this.onlyStatements ? STATEMENTS_A_PAGE : 1);
  }

  /** How many of what was found have each value of each filter, were the others as they are. Each
   * page counts once; under statements, each page whose text matched. */
  counts(named, results) {
    const seen = new Set(named.map(({ url }) => this.facets.ofUrl.get(url)));
    const pages = named.map((hit) => this.ofHit(hit));
    const texts = results.map((result) => this.ofResult(result));
    pages.push(...texts.filter((_, at) => !seen.has(this.facets.records[results[at].id])));
    const saying = texts.filter(({ kind }) => HOLDING_STATEMENTS.includes(kind)).map((facet) => ({ ...facet, kind: "statement" }));
    const counts = Object.fromEntries(FILTERS.map((name) => [name, new Map()]));
    for (const name of FILTERS) {
      const all = name === "kind" ? [...pages, ...saying] : this.onlyStatements ? saying : pages;
      for (const facet of all.filter((one) => this.fits(one, name))) {
        const values = name === "kind" ? [GROUPS[facet.kind]] : facet[name];
        for (const value of values) counts[name].set(value, (counts[name].get(value) ?? 0) + 1);
      }
    }
    return counts;
  }
}
