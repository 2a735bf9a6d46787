// The dialog that cites one passage, in the forms that the server uses for pages: the patterns come
// from citation-forms.json, with the edition and its date filled in.
import { addCopy, address } from "./passages.js";

const BIBTEX = {
  "\\": "\\textbackslash{}", "{": "\\{", "}": "\\}", "&": "\\&", "%": "\\%", "$": "\\$",
  "#": "\\#", _: "\\_", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}",
};
const WIKI = {
  "|": "{{!}}", "[": "&#91;", "]": "&#93;", "{": "&#123;", "}": "&#125;", "<": "&lt;",
  ">": "&gt;", "~": "&#126;", "''": "&#39;&#39;",
};
const plain = (value) => value.replace(/[\x00-\x1f\x7f]/g, " ").split(/\s+/).filter(Boolean).join(" ");
const single = (value) => value.replaceAll("“", "‘").replaceAll("”", "’");
const escapes = {
  plain,
  ris: plain,
  // The form sets a title in quotation marks: those within it are single.
  "quoted-title": (value, name) => (name === "title" ? single(plain(value)) : plain(value)),
  bibtex: (value) => plain(value).replace(/[\\{}&%$#_~^]/g, (found) => BIBTEX[found]),
  wiki: (value) => plain(value).replace(/''|[|[\]{}<>~]/g, (found) => WIKI[found]),
  json: (value) => JSON.stringify(value),
};

function escaped(form, name, value) {
  if (name !== "url") return escapes[form.escape](value, name);
  return form.escape === "json" ? JSON.stringify(encoded(value)) : encoded(value);
}

// What an address may not hold raw where it is pasted: ends of fields, of links, of templates.
function encoded(address) {
  return address.replace(
    /[\s{}|<>"\\^`[\]]/g,
    (found) => `%${found.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
  );
}

// A citation in one form; a line that lacks a value is left out.
export function fill(form, values) {
  return form.lines
    .filter((line) => [...line.matchAll(/<(\w+)>/g)].every(([, name]) => values[name]))
    .map((line) => line.replace(/<(\w+)>/g, (_, name) => escaped(form, name, values[name])))
    .join(form.between);
}

let patterns;
export async function forms() {
  patterns ??= fetch(new URL("../citation-forms.json", import.meta.url)).then((r) => r.json());
  return patterns;
}

// What a page holds of itself.
function page() {
  const held = document.querySelector(".cite-page")?.dataset;
  return { key: held?.key ?? "seven-districts", title: held?.title ?? document.title };
}

function without(element, away) {
  const copy = element.cloneNode(true);
  for (const part of copy.querySelectorAll(away)) part.remove();
  return plain(copy.textContent);
}

// What is no text of the passage.
const BESIDE = "sup, .permalink, .cite-passage, .voice, .note-shown";

function quotation(passage) {
  const within = passage.matches(".question")
    ? passage.querySelector("h3")
    : (passage.querySelector("dd, .voice + p") ?? passage);
  const text = single(without(within, BESIDE));
  const cut = text.slice(0, 90);
  return text.length > 100 ? `${cut.slice(0, cut.lastIndexOf(" "))} …` : text;
}

// A note without whose voice it is and where a copy stands.
function source(note) {
  const text = without(note, ".voice, .archived, .carrier, .footnote-backref");
  const carrier = note.querySelector(".carrier");
  return carrier ? `${text}. ${plain(carrier.textContent).replace(/\.$/, "")}` : text;
}

function sources(passage) {
  const notes = [...passage.querySelectorAll(".footnote-ref")].map((mark) =>
    document.getElementById(decodeURIComponent(mark.hash.slice(1))),
  );
  return [...new Set(notes.map(source))].join("; ");
}

// The values that a citation of a passage is filled in with.
export function values(passage, pattern) {
  const { key, title } = page();
  const quote = quotation(passage);
  const named = pattern.replace("<title>", () => title).replace("<quote>", () => quote);
  return {
    key: `${key}-${passage.id}`,
    title: named,
    url: address(passage.id),
    sources: sources(passage),
  };
}

let dialog;
export async function open(passage, opener) {
  const { forms: all, passage: pattern, words } = await forms();
  const given = values(passage, pattern);
  dialog ??= made(words);
  dialog.querySelector(".cited").textContent = given.title;
  dialog.querySelector(".sources").hidden = !given.sources;
  const list = dialog.querySelector("dl");
  list.replaceChildren(...all.map((form) => row(form, fill(form, given))));
  dialog.addEventListener("close", () => opener.focus(), { once: true });
  dialog.showModal();
}

function row(form, text) {
  const item = document.createElement("div");
  item.dataset.form = form.id;
  const [name, value, pre, code] = ["dt", "dd", "pre", "code"].map((tag) =>
    document.createElement(tag),
  );
  name.textContent = form.name;
  code.textContent = text;
  pre.append(code);
  value.append(pre);
  item.append(name, value);
  addCopy(item);
  return item;
}

function made(words) {
  const box = document.createElement("dialog");
  box.className = "cite-dialog md-typeset";
  const heading = document.createElement("h2");
  heading.id = "cite-dialog-heading";
  heading.textContent = words.heading;
  box.setAttribute("aria-labelledby", heading.id);
  const cited = document.createElement("p");
  cited.className = "cited";
  const sources = document.createElement("p");
  sources.className = "sources";
  sources.textContent = words.sources;
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = words.close;
  close.addEventListener("click", () => box.close());
  // A click beside the dialog is one on its backdrop.
  box.addEventListener("click", (event) => {
    if (event.target === box) box.close();
  });
  box.append(close, heading, cited, sources, document.createElement("dl"));
  document.body.append(box);
  return box;
}
