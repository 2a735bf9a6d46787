// Finds names, titles, symbols and dates in the index that macros/finding.py writes. Knows no page:
// what it returns are plain objects, the best first.
import { close, distance, key, parts, singular, sound, spelt, Words } from "./letters.js";
import { Reader } from "./query.js";

// How sure a match is; a hit's score is one of these, raised a little by its kind.
const EXACT = 100;
const SYMBOL = 97;
const ALIKE = 92;
const DATED = 86;
const WORDS = 88;
const OF_SOURCE = 84;
const BEGINS = 78;
const CLOSE = 70;
const LEAST = 30;
const KINDS = {
  district: 3, topic: 1.6, document: 1.4, event: 1.2, settlement: 1, page: 0.8, actor: 0.6, part: 0.3,
  // A term gives way to the place or the page of its name.
  term: -24,
};
// A word in the title counts whole, one beside it less.
const IN_NOTE = 0.45;
const IN_SUMMARY = 0.3;
// A word of the same meaning counts a little less than the word itself, a place's name hardly.
const SYNONYM = 0.86;
const INFLECTED = 0.95;
const NAME = 0.97;
// How much of a score hangs on whether a title holds little else.
const COVER = 0.18;
const IN_THE_DAYS = 8;
const OUT_OF_THE_DAYS = 12;
// Weight of a word that no title holds. In the full text it may be the most telling; but pages are
// in English, and a word of another language tells them nothing.
const UNKNOWN = 2.5;
const UNKNOWN_FOREIGN = 1;
const UNKNOWN_IN_TEXT = 9;
const VOWEL = /[aeiouаеиоуыэюяաեէըիոօ]$/;
const FEWEST_LETTERS_TO_CORRECT = 4;

const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_, name) => values[name]);

export class Finder {
  constructor(data) {
    this.words = data.words;
    this.reader = new Reader(data);
    this.skip = this.reader.skip;
    this.places = new Words(data.places);
    this.symbols = new Words(data.symbols);
    this.expand = Object.entries(data.expand).map(([to, from]) => [this.reader.telling(to), new Words(from)]);
    const titled = data.items.map((row) => this.item(row));
    this.pages = new Map(titled.map((item) => [item.url, item]));
    this.items = [...titled, ...this.settlements(data.settlements)];
    for (const item of this.items) {
      if (item.kind === "actor") item.note = this.quoted(item);
    }
    this.forms = this.items.flatMap((item) => this.formsOf(item));
    this.known = new Map();
    for (const item of this.items) this.learn(item);
    this.resolved = new Map();
  }

  item([kind, title, url, note, forms = {}, days = null, symbols = [], about = ""]) {
    const numbers = symbols.map((symbol) => (symbol.match(/\d+/g) ?? []).map(Number));
    return { kind, title, url, note, forms, days, numbers, about };
  }

  quoted(item) {
    const page = this.pages.get(item.url.split("#")[0])?.title ?? "";
    return fill(this.words.notes[item.note === 1 ? "actor_once" : "actor"], { number: item.note, page });
  }

  *settlements(table) {
    const columns = Object.fromEntries(Object.entries(table).map(([name, column]) => [name, column.split("\t")]));
    const districts = [...this.pages.values()].filter(({ kind }) => kind === "district");
    if (!table.title) return;
    for (const [at, title] of columns.title.entries()) {
      const id = columns.id[at] || spelt(title);
      const district = districts[columns.district[at]];
      const forms = { id: [id.replace(/-\d+$/, "")] };
      if (columns.az[at]) forms.az = [title];
      for (const language of ["hy", "ru", "fa", "other"]) {
        if (columns[language][at]) forms[language] = columns[language][at].split(";");
      }
      const kind = columns.kind[at].replace(" ", "_") || "populated_place";
      const page = district.url.split("/")[1];
      yield {
        kind: "settlement", title, url: `settlements/${page}/#${page}-${id}`, forms, numbers: [],
        note: fill(this.words.notes[kind], { district: district.title }),
        small: kind === "abandoned", days: null,
      };
    }
  }

  formsOf(item) {
    const seen = new Map([[key(item.title), { form: item.title, language: "" }]]);
    for (const [language, forms] of Object.entries(item.forms)) {
      for (const form of forms) {
        const folded = key(form);
        if (!seen.has(folded)) seen.set(folded, { form, language });
      }
    }
    seen.delete("");
    return [...seen].map(([folded, { form, language }]) => ({
      item, form, language, key: folded, sound: sound(folded),
    }));
  }

  /** Words of titles, and the items that bear them: those of titles weigh more than of notes. */
  learn(item) {
    item.tokens = new Map();
    if (item.kind === "settlement") return;
    for (const word of parts(item.about)) item.tokens.set(word, IN_SUMMARY);
    const noted = item.kind === "actor" ? [] : parts(key(item.note));
    for (const word of noted) item.tokens.set(singular(word), IN_NOTE);
    for (const word of parts(key(item.title))) item.tokens.set(singular(word), 1);
    item.length = [...item.tokens].filter(([word, weight]) => weight === 1 && !this.skip.has(word)).length;
    for (const word of item.tokens.keys()) {
      if (!this.known.has(word)) this.known.set(word, { word, sound: sound(word), count: 0, inTitle: false });
      const known = this.known.get(word);
      known.count += 1;
      known.inTitle ||= item.tokens.get(word) === 1;
    }
  }

  /** Hits for a query, the best first. */
  find(query) {
    const asked = this.reader.read(query);
    const hits = new Map();
    const add = (item, score, why = "") => {
      const total = score + (item.small ? 0.2 : KINDS[item.kind]);
      if (!(hits.get(item)?.score >= total)) hits.set(item, { ...shown(item), score: total, why });
    };
    if (!asked.folded) return { asked, hits: [] };
    this.byName(asked.folded, add);
    const bare = parts(asked.folded).filter((word) => !this.places.has(word)).join(" ");
    if (bare && bare !== asked.folded) this.byName(bare, (item, score, why) => add(item, score - 2, why));
    this.bySymbol(asked, add);
    this.byDays(asked, add);
    this.byWords(asked, add);
    const found = [...hits.values()].filter(
      (hit) => !asked.phrases.length || hit.score >= EXACT
        || asked.phrases.every((phrase) => ` ${key(`${hit.title} ${hit.note} ${hit.why}`)} `.includes(` ${phrase} `)),
    );
    return { asked, hits: found.sort(byScore) };
  }

  byName(folded, add) {
    const heard = sound(folded);
    const letters = folded.length;
    for (const name of this.forms) {
      const [score, how] = likeness(name, folded, heard, letters);
      if (score) add(name.item, score, this.reason(name, how));
    }
  }

  /** Why a name matched; nothing where it is the title itself, or the beginning of it. */
  reason({ item, form, language }, how) {
    const patterns = this.words.reasons;
    if (item.kind === "term" && language && how === "name") return fill(patterns.term, { form, title: item.title });
    const attested = language && language !== "id";
    if (how === "name" && !attested) return "";
    const pattern = how === "name" ? patterns[language] ?? patterns.other : patterns[how];
    return fill(pattern, { form: attested ? form : item.title, title: item.title });
  }

  /** Documents whose number is asked for: "853 (1993)" begins as S/RES/853 (1993) does. */
  bySymbol({ folded, numbers }, add) {
    if (!numbers.length) return;
    const words = parts(folded).flatMap((word) => word.match(/\p{L}+|\d+/gu) ?? []);
    if (!words.every((word) => /^\d+$/.test(word) || this.symbols.has(word) || this.skip.has(word))) return;
    for (const item of this.items) {
      for (const own of item.numbers) {
        if (own.length && numbers.length <= own.length && numbers.every((number, at) => number === own[at])) {
          add(item, numbers.length === own.length || words.length > numbers.length ? SYMBOL : SYMBOL - 3);
        }
      }
    }
  }

  /** Where nothing but days was asked for: what began then, then what ended, then what lasted. */
  byDays({ days, tokens }, add) {
    if (!days || tokens.length) return;
    for (const item of this.items) {
      if (!item.days || !overlaps(item.days, days)) continue;
      const [first, last] = item.days;
      const within = first >= days[0] && last <= days[1] ? 4 : 0;
      const begins = first >= days[0] && first <= days[1] ? 2 : 0;
      const months = (new Date(last) - new Date(first)) / 2.6e9;
      add(item, DATED + within + begins - Math.min(6, months));
    }
  }

  /** Titles and notes that hold the words asked for, rare words counting more. */
  byWords({ tokens, days, foreign }, add) {
    const asked = tokens.filter((word) => !this.places.has(word)).map((word) => this.resolve(word));
    const weights = asked.map(({ found, weight }) => (found.size ? weight : foreign ? UNKNOWN_FOREIGN : UNKNOWN));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    if (!total) return;
    for (const item of this.items) {
      if (!item.tokens.size) continue;
      let sum = 0;
      const met = new Set();
      asked.forEach(({ found }, at) => {
        let best = 0;
        for (const [word, quality] of found) {
          const here = (item.tokens.get(word) ?? 0) * quality;
          if (here && item.tokens.get(word) === 1) met.add(word);
          if (here > best) best = here;
        }
        sum += best * weights[at];
      });
      if (!sum) continue;
      const share = sum / total;
      const cover = Math.min(1, met.size / Math.max(1, item.length));
      let score = WORDS * share * (1 - COVER + COVER * cover) - (item.kind === "actor" ? 6 : 0);
      if (days && item.days) score += overlaps(item.days, days) ? IN_THE_DAYS : -OUT_OF_THE_DAYS;
      if (score >= LEAST) add(item, Math.min(score, WORDS + 6));
    }
  }

  /** Words of titles that a word asked for may mean, with how sure that is. */
  resolve(word) {
    if (!this.resolved.has(word)) this.resolved.set(word, this.meaning(word));
    return this.resolved.get(word);
  }

  meaning(word) {
    const found = new Map();
    const offer = (title, quality) => {
      if (this.known.has(title)) found.set(title, Math.max(quality, found.get(title) ?? 0));
    };
    const one = singular(word);
    offer(one, 1);
    let english = "";
    for (const [to, from] of this.expand) {
      if (!from.has(word)) continue;
      english ||= to.at(-1);
      for (const title of to) offer(singular(title), alike(word, title) ? INFLECTED : SYNONYM);
    }
    for (const name of this.places_of(word)) for (const part of parts(key(name))) offer(singular(part), NAME);
    const heard = sound(word);
    const near = [];
    for (const { word: other, sound: same, inTitle } of this.known.values()) {
      if (!inTitle) continue;
      const quality = kinship(one, other, heard, same);
      if (quality > 0.7) offer(other, quality);
      else if (quality) near.push(other);
    }
    if (!found.size) for (const other of near) offer(other, 0.6);
    const counts = [...found.keys()].map((title) => this.known.get(title).count);
    const weight = Math.log(1 + this.items.length / 4 / (1 + Math.min(...counts, 400)));
    return { word, found, weight, english };
  }

  /** Titles of districts that a word names, an ending of grammar allowed: it may take the place of
   * a last vowel, as in Агдама, Ֆիզուլու. */
  places_of(word) {
    if (word.length < 4) return [];
    const heard = sound(word);
    const ends = (form) => {
      const stem = form.length > 4 ? form.replace(VOWEL, "") : form;
      return stem.length >= 4 && word.startsWith(stem) && word.length - form.length <= 6;
    };
    return [...new Set(this.forms
      .filter(({ item, key: form, sound: same }) => item.kind === "district" && (word === form || heard === same || ends(form)))
      .map(({ item }) => item.title))];
  }

  /** How much of a query, by the weight of its words, the words looked up are. */
  share({ tokens, foreign }, words) {
    const looked = new Set(words.flatMap((word) => this.meant.get(word) ?? [word]));
    const sum = (list) => list.reduce((total, token) => total + this.rarity(token, foreign), 0);
    return sum(tokens) ? sum(tokens.filter((token) => looked.has(token))) / sum(tokens) : 1;
  }

  /** How much better or worse a page of the full text does for the days asked for. */
  byDay(url, { days, tokens }) {
    const own = this.pages.get(url)?.days;
    if (!days || !own || !tokens.length) return 0;
    return overlaps(own, days) ? IN_THE_DAYS : -OUT_OF_THE_DAYS;
  }

  /** A source ranks below pages, unless its title is what was typed. */
  ofSource(title, { folded, tokens }, floor) {
    const own = key(title);
    const starts = tokens.length > 2 && (folded.startsWith(own) || (own.startsWith(folded) && folded.length > own.length / 2));
    if (own === folded || starts) return OF_SOURCE;
    const words = new Set(parts(own));
    return tokens.length > 1 && tokens.every((word) => words.has(word)) ? floor - 6 : floor - 20;
  }

  /** The query in the words of the pages, the rarest first: what full text is asked. */
  inWords({ tokens, phrases, days, foreign }) {
    if (days && !tokens.length && !phrases.length) return this.reader.dayInWords(days);
    const rarest = [...tokens].sort((one, other) => this.rarity(other, foreign) - this.rarity(one, foreign));
    // Only the first two may be looked up: one of them is a word that pages are known to have.
    const known = rarest.slice(1).find((word) => this.resolve(word).found.size);
    const ordered = known ? [rarest[0], known, ...rarest] : rarest;
    this.meant = new Map();
    const words = ordered.map((asked) => {
      const word = this.inWord(asked);
      this.meant.set(word, [asked]);
      return word;
    });
    return [...new Set([...phrases.map((phrase) => `"${phrase}"`), ...words])];
  }

  /** A word as pages write it. */
  inWord(word) {
    const { found, english } = this.resolve(word);
    const [best] = [...found].sort((one, other) => other[1] - one[1]);
    if (best && (best[1] >= SYNONYM || !/^[a-z]/.test(word))) return best[0];
    return found.size ? word : english || word;
  }

  rarity(word, foreign) {
    const { found, weight, english } = this.resolve(word);
    if (found.size) return weight;
    return foreign && !english ? 0 : UNKNOWN_IN_TEXT;
  }

  /** Names nearest to a query that found nothing: two letters off at most. */
  near(query) {
    const heard = sound(key(query));
    if (heard.length < FEWEST_LETTERS_TO_CORRECT) return [];
    const rows = this.forms
      .filter((name) => Math.abs(name.sound.length - heard.length) <= 2)
      .map((name) => ({ name, far: distance(name.sound, heard) }))
      .filter(({ far }) => far <= Math.min(3, heard.length / 3))
      .sort((one, other) => one.far - other.far || KINDS[other.name.item.kind] - KINDS[one.name.item.kind]);
    const first = new Map();
    for (const { name } of rows) if (!first.has(name.item)) first.set(name.item, { ...shown(name.item), why: this.reason(name, "close") });
    return [...first.values()].slice(0, 3);
  }
}

const byScore = (one, other) => other.score - one.score || (one.title < other.title ? -1 : 1);
const shown = ({ kind, title, url, note }) => ({ kind, title, url, note, why: "" });
/** Whether two words differ in their endings alone. */
const alike = (one, other) => one.length > 5 && one.slice(0, 5) === other.slice(0, 5);
const overlaps = ([first, last], [from, to]) => first <= to && last >= from;

/** How sure it is that a query means a name, nought for not at all, and how it matched. */
function likeness(name, folded, heard, letters) {
  if (name.key === folded) return [name.language === "" ? EXACT : EXACT - 1, "name"];
  if (heard && name.sound === heard) return [ALIKE, "alike"];
  const share = letters / name.key.length;
  if (letters >= 2 && name.key.startsWith(folded)) return [BEGINS + 8 * share, "name"];
  if (letters >= 3 && name.key.includes(` ${folded}`)) return [BEGINS - 4 + 6 * share, "name"];
  if (letters < FEWEST_LETTERS_TO_CORRECT) return [0, ""];
  if (close(name.key, folded)) return [CLOSE + 8, "close"];
  const longEnough = heard.length >= FEWEST_LETTERS_TO_CORRECT;
  return longEnough && close(name.sound, heard) ? [CLOSE, "close"] : [0, ""];
}

function kinship(word, other, heard, same) {
  if (word === other) return 1;
  const short = Math.min(word.length, other.length);
  if (short >= 4 && (word.startsWith(other) || other.startsWith(word))) return 0.86;
  if (heard.length >= 4 && heard === same) return 0.95;
  if (same.length >= 5 && heard.startsWith(same)) return 0.9;
  if (short >= 6 && word.slice(0, 5) === other.slice(0, 5) && Math.abs(word.length - other.length) <= 4) return 0.72;
  if (short >= 5 && close(word, other)) return 0.6;
  return heard.length >= 5 && close(heard, same) ? 0.6 : 0;
}
