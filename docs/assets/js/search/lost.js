// On the page that stands where none is: what the address may have meant.
import { find, base } from "./results.js";

const MOST = 5;
const WORST = 50;

/** The last part of an address as words: "/districts/aghdam/" means "aghdam". */
export function meant(path) {
  const last = path.split("/").filter(Boolean).at(-1) ?? "";
  let text = last;
  try {
    text = decodeURIComponent(last);
  } catch {
    // A percent sign that begins no character stands for itself.
  }
  return text.replace(/\.[a-z]{2,5}$/i, "").replace(/[-_+.]+/g, " ").trim().slice(0, 200);
}

const place = document.querySelector("[data-not-found]");
const query = meant(location.pathname);
if (query) {
  let hits = [];
  for await (const found of find(query)) hits = found.hits;
  const likely = hits.filter(({ kind, score }) => kind !== "statement" && score >= WORST).slice(0, MOST);
  place.querySelector("ol").replaceChildren(...likely.map(({ url, title, why, note }) => {
    const link = document.createElement("a");
    const address = new URL(url, base);
    link.href = address.pathname + address.hash;
    link.textContent = title;
    const row = document.createElement("li");
    row.append(link, " ", why || note);
    return row;
  }));
  place.hidden = !likely.length;
}
