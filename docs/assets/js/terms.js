// A term shows its meaning when it is pointed at, focused or tapped; Escape puts it away. The
// meaning is fetched from the page that the link leads to, so that no page carries it, and
// without this module a term is a link.

const DELAY = 150;
const pages = new Map();
const note = document.createElement("div");
note.className = "term-note";
note.id = "term-note";
note.setAttribute("role", "tooltip");
note.hidden = true;
let shown = null;
let timer = 0;

function page(address) {
  if (!pages.has(address)) {
    const read = fetch(address)
      .then((answer) => (answer.ok ? answer.text() : Promise.reject(answer.status)))
      .then((text) => new DOMParser().parseFromString(text, "text/html"));
    read.catch(() => pages.delete(address));
    pages.set(address, read);
  }
  return pages.get(address);
}

async function show(link) {
  clearTimeout(timer);
  if (shown === link) return;
  hide();
  shown = link;
  const { pathname, hash } = new URL(link.href);
  const entry = (await page(pathname)).getElementById(hash.slice(1));
  if (shown !== link || !entry) return;
  note.textContent = entry.querySelector("[data-definition]").textContent;
  link.closest("article").append(note);
  note.hidden = false;
  link.setAttribute("aria-describedby", note.id);
  const box = link.getBoundingClientRect();
  const room = document.documentElement.clientWidth - note.offsetWidth - 8;
  const from = note.offsetParent.getBoundingClientRect();
  const below = box.bottom + 6 + note.offsetHeight <= innerHeight;
  const top = below ? box.bottom + 6 : box.top - 6 - note.offsetHeight;
  note.style.left = `${Math.max(8, Math.min(box.left, room)) - from.left}px`;
  note.style.top = `${top - from.top}px`;
}

function hide() {
  clearTimeout(timer);
  shown?.removeAttribute("aria-describedby");
  shown = null;
  note.hidden = true;
}

// The pointer may cross the gap between term and meaning.
function hideSoon() {
  clearTimeout(timer);
  timer = setTimeout(hide, DELAY);
}

let touched = false;
addEventListener("pointerdown", (event) => {
  touched = event.pointerType === "touch";
  if (shown && event.target !== shown && !note.contains(event.target)) hide();
});
addEventListener("keydown", (event) => {
  if (event.key === "Escape") hide();
});
note.addEventListener("pointerenter", () => clearTimeout(timer));
note.addEventListener("pointerleave", hideSoon);
for (const link of document.querySelectorAll("a.term")) {
  const quietly = () => show(link).catch(hide);
  link.addEventListener("pointerenter", (event) => event.pointerType !== "touch" && quietly());
  link.addEventListener("pointerleave", (event) => event.pointerType !== "touch" && hideSoon());
  link.addEventListener("focus", () => touched || quietly());
  link.addEventListener("blur", hideSoon);
  // The first tap shows the meaning, the second follows the link.
  link.addEventListener("click", (event) => {
    if (!touched || shown === link) return;
    event.preventDefault();
    show(link).catch(() => location.assign(link.href));
  });
}
