// The list under the search box, or on the page of the search: groups of links, filters, help where
// nothing is found. What is typed is text, never markup; the query and the filters stand in the address.
import { base, FEW, FILTERS, find, fullText, grouped, MANY, names } from "./results.js";

const LONGEST = 200;
const PAUSE = 60;
// The timeline has a district and a kind of its own in its address.
const IN_ADDRESS = "q-";
const DECADE = /^\d{3}0$/;

/** Make an element; children are elements or texts. */
function made(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children.filter(Boolean));
  return element;
}

const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const here = (url) => {
  const address = new URL(url, base);
  return address.pathname + address.search + address.hash;
};

/** Open the panel of a search form: it lives until the page goes. Fails where the index does not come. */
export async function open(form) {
  const panel = new Panel(form);
  await panel.begin();
  return panel;
}

class Panel {
  constructor(form) {
    this.form = form;
    this.box = form.querySelector("[data-search-box]");
    this.panel = form.querySelector(".search-panel");
    this.list = form.querySelector("[data-search-results]");
    this.help = form.querySelector(".search-help");
    this.status = form.querySelector("[role=status]");
    this.place = document.querySelector("[data-search-page]");
    this.choice = {};
    this.most = FEW;
    this.run = 0;
    this.answered = "";
  }

  get query() {
    return this.box.value.trim().slice(0, LONGEST);
  }

  async begin() {
    const { words, items } = await names();
    const districts = items.filter(({ kind }) => kind === "district");
    this.words = words;
    this.districts = Object.fromEntries(districts.map(({ url, title }) => [url.split("/")[1], title]));
    this.recall();
    this.build();
    this.listen();
    if (this.box.value) await this.search();
  }

  /** Filters of a query in the address; values that there are none of are left aside. */
  recall() {
    const asked = new URLSearchParams(location.search);
    if (!asked.get("q")) return;
    for (const name of FILTERS) {
      const value = asked.get(IN_ADDRESS + name) ?? "";
      if (name === "decade" ? DECADE.test(value) : Object.hasOwn(this.labels(name), value)) this.choice[name] = value;
    }
  }

  /** What readers read for the values of a filter, in their order. */
  labels(name) {
    const { best, ...kinds } = this.words.groups;
    return { kind: kinds, district: this.districts, side: this.words.filters.sides }[name];
  }

  unavailable() {
    this.panel.hidden = false;
    this.say(this.form.dataset.unavailable);
  }

  listen() {
    let waiting;
    this.box.addEventListener("input", () => {
      clearTimeout(waiting);
      this.most = FEW;
      waiting = setTimeout(() => this.search(), PAUSE);
    });
    for (const part of [this.form, ...(this.place ? [this.panel] : [])]) {
      part.addEventListener("keydown", (event) => this.key(event));
    }
    this.list.addEventListener("click", () => this.remember());
    if (this.place) {
      this.panel.classList.add("on-page");
      this.place.append(this.panel);
    } else {
      document.addEventListener("click", (event) => {
        if (!this.form.contains(event.target) && event.target.isConnected && !this.panel.hidden) this.close();
      });
    }
  }

  /** What needs words: the filters, and the ways to more. */
  build() {
    const { filters } = this.words;
    this.selects = Object.fromEntries(FILTERS.map((name) => [name, made("select", {
      id: `search-${name}`, onchange: ({ target }) => this.choose(name, target.value),
    }, made("option", { value: "", textContent: filters.all }))]));
    const fields = FILTERS.map((name) => made("label", { htmlFor: `search-${name}` }, filters[name], this.selects[name]));
    this.clear = made("button", { type: "button", textContent: filters.clear, onclick: () => this.choose() });
    this.clear.hidden = true;
    this.fields = made("div", { id: "search-filters", className: "search-filters", hidden: true }, ...fields, this.clear);
    this.opener = made("button", {
      type: "button", className: "search-opener", textContent: filters.title, onclick: () => this.unfold(this.fields.hidden),
    });
    this.opener.setAttribute("aria-controls", this.fields.id);
    this.opener.setAttribute("aria-expanded", "false");
    this.status.after(this.opener, this.fields);
    this.further = made("button", {
      type: "button", className: "search-more", textContent: this.words.more, hidden: true, onclick: () => this.showMore(),
    });
    this.list.after(this.further);
    if (!this.place) {
      this.asPage = made("a", { className: "search-as-page", textContent: this.words.as_page });
      this.further.after(this.asPage);
    }
    if (Object.keys(this.choice).length) this.unfold(true, false);
  }

  /** Show the filters or hide them; counting begins when they are first shown. */
  unfold(open, anew = true) {
    this.fields.hidden = !open;
    this.opener.setAttribute("aria-expanded", String(open));
    if (open && anew) this.search();
  }

  async choose(name = "", value = "") {
    if (!name) this.choice = {};
    else if (value) this.choice[name] = value;
    else delete this.choice[name];
    this.most = FEW;
    await this.search();
    if (!name) this.selects.kind.focus();
  }

  async showMore() {
    const before = this.links().length;
    this.most = MANY;
    await this.search();
    this.links()[Math.min(before, this.links().length - 1)]?.focus();
  }

  /** The table of filters is fetched only when a reader filters. */
  async sieve() {
    if (this.fields.hidden && !Object.keys(this.choice).length) return null;
    const { facets } = await import("./facets.js");
    return (await facets()).sieve(this.choice);
  }

  async search() {
    const run = ++this.run;
    const { query } = this;
    if (!query) return this.close();
    this.panel.hidden = false;
    this.list.ariaBusy = "true";
    try {
      fullText().catch(() => {}); // fetched beside the names
      const sieve = await this.sieve();
      let last = { hits: [] };
      for await (const found of find(query, { sieve, most: this.most })) {
        if (run !== this.run) return;
        last = found;
        if (found.hits.length) this.show(found);
      }
      if (last.counts) this.showCounts(last.counts);
      if (!last.hits.length) await this.showNothing(query);
      this.answered = query;
      this.remember();
    } catch {
      if (run === this.run) this.unavailable();
    }
    if (run === this.run) this.list.ariaBusy = "false";
  }

  links() {
    return [...this.list.querySelectorAll("a")];
  }

  show({ hits, more }) {
    const groups = grouped(hits, this.most.each);
    const count = groups.reduce((sum, group) => sum + group.hits.length, 0);
    const at = this.links().indexOf(document.activeElement);
    this.list.replaceChildren(...groups.flatMap((group) => section(group, this.words.groups)));
    if (at >= 0) this.links()[at]?.focus();
    this.help.replaceChildren();
    this.further.hidden = this.most === MANY || !(more || count < hits.length);
    if (this.asPage) Object.assign(this.asPage, { href: here(`search/${this.asked()}`), hidden: false });
    const said = fill(this.words[count === 1 ? "one" : "many"], { number: count });
    this.say(fill(this.words.keys, { count: said }));
  }

  async showNothing(query) {
    const known = await names();
    const { words } = this;
    const filtered = Object.keys(this.choice).length > 0;
    const near = filtered ? [] : known.near(query);
    this.list.replaceChildren(...section({ name: "near", hits: near }, { near: words.near }));
    const links = Object.entries(words.help_pages).map(([url, title]) => anchor(url, title));
    this.help.replaceChildren(made("p", { textContent: words.help }), ...links);
    this.further.hidden = true;
    if (this.asPage) this.asPage.hidden = true;
    this.say(fill(words[filtered ? "nothing_filtered" : "nothing"], { query: query.slice(0, 60) }));
  }

  /** Options of each filter with how many results each would leave. */
  showCounts(counts) {
    const { filters } = this.words;
    const label = (name, value) => (name === "decade" ? fill(filters.decades, { decade: value }) : this.labels(name)[value]);
    for (const name of FILTERS) {
      const chosen = this.choice[name];
      const number = (value) => counts[name].get(value) ?? 0;
      const all = name === "decade" ? [...new Set([...counts.decade.keys(), chosen ?? ""])].sort() : Object.keys(this.labels(name));
      this.selects[name].replaceChildren(
        made("option", { value: "", textContent: filters.all }),
        ...all.filter((value) => value && (number(value) || value === chosen)).map((value) => made("option", {
          value, selected: value === chosen,
          textContent: fill(value === "statement" ? filters.option_statements : filters.option, {
            label: label(name, value), number: number(value),
          }),
        })),
      );
    }
    const chosen = FILTERS.filter((name) => this.choice[name]).map((name) => label(name, this.choice[name]));
    this.opener.textContent = chosen.length ? fill(filters.chosen, { labels: chosen.join(", ") }) : filters.title;
    this.clear.hidden = !chosen.length;
  }

  /** Said once: a live region that is written anew with the same words is read out again. */
  say(text) {
    if (this.status.textContent !== text) this.status.textContent = text;
  }

  close() {
    this.run += 1;
    this.panel.hidden = true;
    this.list.replaceChildren();
    this.help.replaceChildren();
    this.status.textContent = "";
    this.answered = "";
    this.choice = {};
    this.unfold(false);
    this.remember();
  }

  /** The query and the filters as an address has them. */
  asked() {
    const asked = new URLSearchParams();
    if (this.query && !this.panel.hidden) asked.set("q", this.query);
    for (const name of FILTERS) if (this.choice[name]) asked.set(IN_ADDRESS + name, this.choice[name]);
    return asked.size ? `?${asked}` : "";
  }

  /** Keep both in the address, so that going back from a result finds the list again. */
  remember() {
    const address = new URL(location.href);
    for (const name of ["q", ...FILTERS.map((one) => IN_ADDRESS + one)]) address.searchParams.delete(name);
    for (const [name, value] of new URLSearchParams(this.asked())) address.searchParams.set(name, value);
    if (address.href !== location.href) history.replaceState(history.state, "", address);
  }

  /** Open the first result, even before it is shown. */
  async submit() {
    if (this.answered !== this.query) await this.search();
    this.links()[0]?.click();
  }

  key(event) {
    if (event.key === "Escape") {
      event.preventDefault();
      this.close();
      this.box.focus();
      return;
    }
    if (event.target.matches("select, button")) return;
    const links = [...this.links(), ...this.help.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    const go = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key];
    if (go !== undefined && links.length && (at >= 0 || event.key === "ArrowDown")) {
      event.preventDefault();
      (go < 0 ? this.box : links[Math.min(go, links.length - 1)]).focus();
    }
  }
}

function section({ name, hits }, titles) {
  if (!hits.length) return [];
  const heading = made("p", { className: "search-group", id: `search-group-${name}`, textContent: titles[name] });
  const items = made("ol", {}, ...hits.map(item));
  items.setAttribute("aria-labelledby", heading.id);
  return [heading, items];
}

const anchor = (url, title) => made("a", { href: here(url), textContent: title });

/** A result: its title, why it matched, what it is, and the words of the text that matched. */
function item({ url, title, why, note, text }) {
  const link = made("a", { href: here(url) }, made("strong", { textContent: title }));
  for (const line of [why, note, text]) if (line) link.append(made("span", { textContent: line }));
  return made("li", {}, link);
}
