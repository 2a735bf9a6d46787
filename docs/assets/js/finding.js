// Finds names, titles, symbols and dates in the index that macros/finding.py writes. Knows no page:
// what it returns are plain objects, the best first.
import { fold } from "./search.js";

// How sure a match is; a hit's score is one of these, raised a little by its kind.
const EXACT = 100;
const SYMBOL = 97;
const ALIKE = 92;
const DATED = 86;
const WORDS = 88;
const OF_SOURCE = 84;
const BEGINS = 78;
const CLOSE = 70;
const LEAST = 42;
const KINDS = {
  district: 3, topic: 1.6, document: 1.4, event: 1.2, settlement: 1, actor: 0.6, page: 0.8, part: 0.3,
};
const FEWEST_LETTERS_TO_CORRECT = 4;

// Letters of other scripts as Latin ones, for finding only.
const ROMAN = {
  а: "a", б: "b", в: "v", г: "g", ғ: "gh", д: "d", е: "e", ё: "yo", ж: "zh", з: "z", и: "i", й: "y",
  к: "k", л: "l", м: "m", н: "n", о: "o", п: "p", р: "r", с: "s", т: "t", у: "u", ф: "f", х: "kh",
  ц: "ts", ч: "ch", ш: "sh", щ: "sh", ъ: "", ы: "i", ь: "", э: "e", ю: "yu", я: "ya", ә: "a", ө: "o",
  ү: "u", ҹ: "j", һ: "h", ҝ: "g", ј: "y",
  ա: "a", բ: "b", գ: "g", դ: "d", ե: "e", զ: "z", է: "e", ը: "i", թ: "t", ժ: "zh", ի: "i", լ: "l",
  խ: "kh", ծ: "ts", կ: "k", հ: "h", ձ: "dz", ղ: "gh", ճ: "ch", մ: "m", յ: "y", ն: "n", շ: "sh",
  ո: "o", չ: "ch", պ: "p", ջ: "j", ռ: "r", ս: "s", վ: "v", տ: "t", ր: "r", ց: "ts", ւ: "v", փ: "p",
  ք: "k", օ: "o", ֆ: "f", և: "ev",
};
// Spellings that stand for one sound in one habit of writing or another.
const SOUNDS = [
  [/ու|ոу/g, "u"], [/[ա-և\u0430-\u04ff]/g, (letter) => ROMAN[letter] ?? ""],
  [/dzh|tch|dj|zh|ch|j|c/g, "c"], [/sh/g, "s"], [/kh|x/g, "h"], [/gh|q|g/g, "k"], [/ts|dz/g, "z"],
  [/ph/g, "f"], [/th/g, "t"], [/w/g, "v"], [/ou|yu|oo/g, "u"], [/o/g, "u"], [/y[ae]|ia/g, "a"],
  [/e/g, "a"], [/y/g, "i"], [/(.)\1+/g, "$1"], [/[^a-z0-9 ]/g, ""],
];

/** What is compared: folded, words parted by single spaces, nothing but letters and digits. */
export function key(text) {
  return fold(text)
    .replace(/[՚-՟]/g, "")
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .trim();
}

/** How a key sounds, roughly; the same for most ways to write one name. */
export function sound(folded) {
  return SOUNDS.reduce((text, [from, to]) => text.replace(from, to), folded);
}

/** Whether one letter added, lost, changed or swapped with its neighbour makes one the other. */
export function close(one, other) {
  if (one === other) return true;
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (long.length - short.length > 1) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  if (short.length < long.length) return short.slice(at) === long.slice(at + 1);
  if (short.slice(at + 1) === long.slice(at + 1)) return true;
  return short[at] === long[at + 1] && short[at + 1] === long[at]
    && short.slice(at + 2) === long.slice(at + 2);
}

const singular = (word) => (/^[a-z]{3,}[^s]s$/.test(word) ? word.slice(0, -1) : word);
const parts = (text) => text.split(" ").filter(Boolean);
const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_, name) => values[name]);

/** Words of a list as a test: whole words, and beginnings where a star ends them. */
class Words {
  constructor(list) {
    this.whole = new Set();
    this.beginnings = [];
    for (const word of list.split(/\s+/)) {
      if (word.endsWith("*")) this.beginnings.push(key(word));
      else this.whole.add(key(word));
    }
  }

  has(word) {
    return this.whole.has(word) || this.beginnings.some((start) => word.startsWith(start));
  }
}

export class Finder {
  constructor(data) {
    this.words = data.words;
    this.skip = new Words(data.skip);
    this.places = new Words(data.places);
    this.symbols = new Words(data.symbols);
    this.monthNames = data.months.map((list) => list.split(" ")[0]);
    this.months = data.months.map((list) => new Words(list));
    this.expand = Object.entries(data.expand).map(([to, from]) => [parts(key(to)), new Words(from)]);
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

  item([kind, title, url, note, forms = {}, days = null, symbols = []]) {
    const numbers = symbols.map((symbol) => (symbol.match(/\d+/g) ?? []).map(Number));
    return { kind, title, url, note, forms, days, numbers };
  }

  quoted(item) {
    const page = this.pages.get(item.url.split("#")[0])?.title ?? "";
    return fill(this.words.notes[item.note === 1 ? "actor_once" : "actor"], { number: item.note, page });
  }

  *settlements(districts) {
    for (const [district, columns] of Object.entries(districts)) {
      for (const [at, id] of columns.id.entries()) {
        const title = columns.title[at];
        const forms = { id: [id.replace(/-\d+$/, "")] };
        if (columns.az[at]) forms.az = [title];
        for (const language of ["hy", "ru", "fa", "other"]) {
          if (columns[language][at]) forms[language] = columns[language][at].split(";");
        }
        const kind = columns.kind[at].replace(" ", "_") || "populated_place";
        yield {
          kind: "settlement", title, url: `settlements/${district}/#${district}-${id}`, forms, numbers: [],
          note: fill(this.words.notes[kind], { district: this.pages.get(`districts/${district}/`).title }),
          small: kind === "abandoned", days: null,
        };
      }
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
    const noted = item.kind === "actor" ? [] : parts(key(item.note));
    for (const word of noted) item.tokens.set(singular(word), 0.45);
    for (const word of parts(key(item.title))) item.tokens.set(singular(word), 1);
    item.length = [...item.tokens].filter(([word, weight]) => weight === 1 && !this.skip.has(word)).length;
    for (const word of item.tokens.keys()) {
      if (!this.known.has(word)) this.known.set(word, { word, sound: sound(word), count: 0 });
      this.known.get(word).count += 1;
    }
  }

  /** Everything that a query asks for: words, numbers, days, phrases. */
  read(query) {
    const text = query.normalize("NFC").replace(/[“”„«»]/g, '"');
    const phrases = [...text.matchAll(/"([^"]+)"/g)].map((found) => key(found[1])).filter(Boolean);
    const folded = key(text);
    const { days, rest } = this.days(text, folded);
    const tokens = [...new Set(parts(rest).filter((word) => !this.skip.has(word)))];
    return { text, folded, phrases, days, tokens, numbers: (folded.match(/\d+/g) ?? []).map(Number) };
  }

  /** The days that a query names, as ISO dates, and the words that name none. */
  days(text, folded) {
    const digits = /(?<!\d)(?:(\d{4})-(\d{1,2})(?:-(\d{1,2}))?|(\d{1,2})[./](\d{1,2})[./](\d{4}))(?!\d)/.exec(text);
    if (digits) {
      const [whole, year, month, day, otherDay, otherMonth, otherYear] = digits;
      const days = span(year ?? otherYear, month ?? otherMonth, day ?? otherDay);
      if (days) return { days, rest: key(text.replace(whole, " ")) };
    }
    const words = parts(folded);
    const year = words.find((word) => /^(19|20)\d\d$/.test(word));
    if (!year) return { days: null, rest: folded };
    const month = this.months.findIndex((names) => words.some((word) => names.has(word)));
    if (month < 0) {
      return { days: span(year), rest: words.filter((word) => word !== year).join(" ") };
    }
    const isMonth = (word) => this.months[month].has(word);
    const at = words.findIndex(isMonth);
    const day = [words[at - 1], words[at + 1]].find((word) => /^\d{1,2}$/.test(word ?? ""));
    const rest = words.filter((word) => word !== year && word !== day && !isMonth(word) && !/^[գթг]$/u.test(word));
    return { days: span(year, month + 1, day), rest: rest.join(" ") };
  }

  /** Hits for a query, the best first. */
  find(query) {
    const asked = this.read(query);
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
  byWords({ tokens, days }, add) {
    const asked = tokens.filter((word) => !this.places.has(word)).map((word) => this.resolve(word));
    const weights = asked.map(({ found, weight }) => (found.size ? weight : 2.5));
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
      let score = WORDS * share * (0.82 + 0.18 * cover) - (item.kind === "actor" ? 6 : 0);
      if (days && item.days) score += overlaps(item.days, days) ? 8 : -12;
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
    for (const [to, from] of this.expand) {
      if (from.has(word)) for (const title of to) offer(singular(title), 0.92);
    }
    for (const name of this.places_of(word)) for (const part of parts(key(name))) offer(singular(part), 0.97);
    const heard = sound(word);
    const near = [];
    for (const { word: other, sound: same } of this.known.values()) {
      const quality = kinship(one, other, heard, same);
      if (quality > 0.7) offer(other, quality);
      else if (quality) near.push(other);
    }
    if (!found.size) for (const other of near) offer(other, 0.6);
    const counts = [...found.keys()].map((title) => this.known.get(title).count);
    const weight = Math.log(1 + this.items.length / 4 / (1 + Math.min(...counts, 400)));
    return { word, found, weight };
  }

  /** Titles of districts that a word names, an ending of grammar allowed. */
  places_of(word) {
    if (word.length < 4) return [];
    const heard = sound(word);
    return [...new Set(this.forms
      .filter(({ item, key: form, sound: same }) => item.kind === "district"
        && (word === form || heard === same
          || (form.length >= 4 && word.startsWith(form) && word.length - form.length <= 6)))
      .map(({ item }) => item.title))];
  }

  /** A source ranks below pages, unless its title is what was typed. */
  ofSource(title, { folded, tokens }, floor) {
    const own = key(title);
    const starts = tokens.length > 2 && (own.startsWith(folded) || folded.startsWith(own));
    if (own === folded || starts) return OF_SOURCE;
    const words = new Set(parts(own));
    return tokens.length > 1 && tokens.every((word) => words.has(word)) ? floor - 4 : floor - 20;
  }

  /** The query in the words of the pages, the rarest first: what full text is asked. */
  inWords({ tokens, phrases, days }) {
    if (days && !tokens.length && !phrases.length) return this.dayInWords(days);
    const rarest = [...tokens].sort((one, other) => this.rarity(other) - this.rarity(one));
    // Only the first two may be looked up: one of them is a word that pages are known to have.
    const known = rarest.slice(1).find((word) => this.resolve(word).found.size);
    const ordered = known ? [rarest[0], known, ...rarest] : rarest;
    const words = ordered.map((word) => {
      const { found } = this.resolve(word);
      if (/^[a-z]/.test(word) && (!found.size || [...found.values()].some((quality) => quality > 0.7 && quality !== 0.97 && quality !== 0.92))) return word;
      if (/^\d+$/.test(word)) return word;
      const [best] = [...found].sort((one, other) => other[1] - one[1]);
      return best ? best[0] : word;
    });
    return [...new Set([...phrases.map((phrase) => `"${phrase}"`), ...words])];
  }

  rarity(word) {
    const { found, weight } = this.resolve(word);
    return found.size ? weight : 9;
  }

  /** A day or a month as pages write it, as a phrase; nothing for a year. */
  dayInWords([first, last]) {
    const [year, month, day] = first.split("-");
    if (last.slice(0, 7) !== first.slice(0, 7)) return [];
    const named = `${this.monthNames[Number(month) - 1]} ${year}`;
    return [`"${first === last ? `${Number(day)} ` : ""}${named}"`];
  }

  /** Names nearest to a query that found nothing: two letters off at most. */
  near(query) {
    const heard = sound(key(query));
    if (heard.length < FEWEST_LETTERS_TO_CORRECT) return [];
    const rows = this.forms
      .filter((name) => Math.abs(name.sound.length - heard.length) <= 2)
      .map((name) => ({ name, far: distance(name.sound, heard) }))
      .filter(({ far }) => far <= Math.min(3, heard.length / 2.5))
      .sort((one, other) => one.far - other.far || KINDS[other.name.item.kind] - KINDS[one.name.item.kind]);
    return [...new Set(rows.map(({ name }) => name.item))].slice(0, 3).map(shown);
  }
}

const byScore = (one, other) => other.score - one.score || (one.title < other.title ? -1 : 1);
const shown = ({ kind, title, url, note }) => ({ kind, title, url, note, why: "" });
const overlaps = ([first, last], [from, to]) => first <= to && last >= from;

function span(year, month, day) {
  const two = (number) => String(number).padStart(2, "0");
  if (!month) return [`${year}-01-01`, `${year}-12-31`];
  if (month < 1 || month > 12 || day > 31) return null;
  if (day) return [`${year}-${two(month)}-${two(day)}`, `${year}-${two(month)}-${two(day)}`];
  return [`${year}-${two(month)}-01`, `${year}-${two(month)}-31`];
}

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

function distance(one, other) {
  let before = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let row = 1; row <= one.length; row += 1) {
    const now = [row];
    for (let at = 1; at <= other.length; at += 1) {
      now[at] = Math.min(before[at] + 1, now[at - 1] + 1, before[at - 1] + (one[row - 1] !== other[at - 1]));
    }
    before = now;
  }
  return before[other.length];
}
