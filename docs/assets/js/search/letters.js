// How texts are compared: folded, by sound, and with a letter wrong. Knows nothing of what is searched.

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

/** What is compared: folded, words parted by single spaces, nothing but letters and digits. */
export function key(text) {
  return fold(text)
    .replace(/[՚-՟]/g, "")
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .trim();
}

export const parts = (text) => text.split(" ").filter(Boolean);
export const singular = (word) => (/^[a-z]{3,}[^s]s$/.test(word) ? word.slice(0, -1) : word);

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

/** How many letters to add, lose or change to make one the other. */
export function distance(one, other) {
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

const SPELT = { ə: "a", ı: "i", ğ: "gh", ş: "sh", ç: "ch", ö: "o", ü: "u", q: "g", x: "kh", c: "j" };
/** The id that most settlements of a name have, as macros/finding.py has it. */
export function spelt(name) {
  const letters = name.toLowerCase().replaceAll("\u0307", "").replace(/[əığşçöüqxc]/g, (letter) => SPELT[letter]);
  return letters.replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
}

/** Words of a list as a test: whole words, and beginnings where a star ends them. */
export class Words {
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
