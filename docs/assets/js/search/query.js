// What a query asks for: words, phrases in quotes, numbers, days in words or digits.
import { key, parts, Words } from "./letters.js";

const two = (number) => String(number).padStart(2, "0");

/** First and last day of a year, a month or a day; nothing where there is no such one. */
function span(year, month, day) {
  if (!month) return [`${year}-01-01`, `${year}-12-31`];
  if (month < 1 || month > 12 || day > 31) return null;
  if (day) return [`${year}-${two(month)}-${two(day)}`, `${year}-${two(month)}-${two(day)}`];
  return [`${year}-${two(month)}-01`, `${year}-${two(month)}-31`];
}

// Days and spans in digits, each with how its parts give the first and last day.
const YEAR = "((?:19|20)\\d\\d)";
const DIGITS = [
  [`${YEAR}[-./](\\d{1,2})[-./](\\d{1,2})`, ([year, month, day]) => span(year, month, day)],
  [`(\\d{1,2})[-./](\\d{1,2})[-./]${YEAR}`, ([day, month, year]) => span(year, month, day)],
  [`${YEAR} ?[-–—] ?${YEAR}`, ([first, last]) => (first < last ? [`${first}-01-01`, `${last}-12-31`] : null)],
  [`${YEAR}[-.](\\d{1,2})`, ([year, month]) => span(year, month)],
  [`(\\d{1,2})[-.]${YEAR}`, ([month, year]) => span(year, month)],
  [`${YEAR.replace("\\d)", "0)")}(?:s|-x|-е|-ական(?:ներ)?)`, ([year]) => [`${year}-01-01`, `${year.slice(0, 3)}9-12-31`]],
].map(([pattern, read]) => [new RegExp(`(?<![\\d/.-])${pattern}(?![\\d/-])`), read]);

// Letters that English does not have.
const FOREIGN = /[əığşçöü\p{Script=Cyrillic}\p{Script=Armenian}\p{Script=Arabic}]/iu;

export class Reader {
  /** `lists`: words to skip, and the months in all languages. */
  constructor({ skip, months }) {
    this.skip = new Words(skip);
    this.monthNames = months.map((list) => list.split(" ")[0]);
    this.months = months.map((list) => new Words(list));
  }

  /** Everything that a query asks for. */
  read(query) {
    const text = query.normalize("NFC").replace(/[“”„«»]/g, '"');
    const phrases = [...text.matchAll(/"([^"]+)"/g)].map((found) => key(found[1])).filter(Boolean);
    const folded = key(text);
    const { days, rest } = this.days(text, folded);
    const tokens = [...new Set(this.telling(rest))];
    return { text, folded, phrases, days, tokens, foreign: FOREIGN.test(text), numbers: (folded.match(/\d+/g) ?? []).map(Number) };
  }

  /** Words of a text but for those that tell nothing. */
  telling(text) {
    return parts(key(text)).filter((word) => !this.skip.has(word));
  }

  /** The days that a query names, as ISO dates, and the words that name none. */
  days(text, folded) {
    for (const [pattern, read] of DIGITS) {
      const found = pattern.exec(text);
      const days = found && read(found.slice(1));
      if (days) return { days, rest: key(text.replace(found[0], " ")) };
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
    const named = /^(\d{1,2})(?:st|nd|rd|th)?$/;
    const day = [words[at - 1], words[at + 1]].find((word) => named.test(word ?? ""));
    const rest = words.filter((word) => word !== year && word !== day && !isMonth(word) && !/^[գթг]$/u.test(word));
    return { days: span(year, month + 1, named.exec(day ?? "")?.[1]) ?? span(year), rest: rest.join(" ") };
  }

  /** A day or a month as pages write it, as a phrase; nothing for a longer time. */
  dayInWords([first, last]) {
    const [year, month, day] = first.split("-");
    if (last.slice(0, 7) !== first.slice(0, 7)) return [];
    const named = `${this.monthNames[Number(month) - 1]} ${year}`;
    return [`"${first === last ? `${Number(day)} ` : ""}${named}"`];
  }
}
