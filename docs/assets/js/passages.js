// The marks that hold the address of a passage: they copy it and say so. Beside the mark of the
// passage in hand stands a button that cites it. What is needed only then is fetched only then.
const said = document.querySelector("[data-passages]");
const words = JSON.parse(said.dataset.passages);
const MARK = "a.permalink, a.headerlink";
const CITED = ".statement, .position, .question, .clauses > div, .heritage > li, p[id]";
let hush;

// The permanent address of this page, without what a reader chose on it.
export function address(anchor = "") {
  const page = document.querySelector("link[rel=canonical]")?.href;
  return (page ?? location.origin + location.pathname) + (anchor && `#${anchor}`);
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false; // no permission, or no secure connection
  }
}

export function say(text) {
  // What stands beside an open dialog is not read out; and the same words twice are new words.
  (document.querySelector("dialog[open]") ?? document.body).append(said);
  said.textContent = "";
  clearTimeout(hush);
  requestAnimationFrame(() => (said.textContent = text));
  hush = setTimeout(() => (said.textContent = ""), 5000);
}

const cite = document.createElement("button");
cite.type = "button";
cite.className = "cite-passage";
cite.textContent = words.cite;
cite.setAttribute("aria-label", words.cite_label);
cite.setAttribute("aria-haspopup", "dialog");
cite.addEventListener("click", async () => {
  const passage = cite.closest(CITED);
  (await import("./cite.js")).open(passage, cite);
});

function takeUp({ target }) {
  const mark = target.closest(MARK);
  if (mark) mark.title = words.copy;
  if (target.closest(".footnote-ref")) notes ??= import("./notes.js");
  const passage = target.closest(CITED);
  if (!passage || passage.contains(cite)) return;
  passage.querySelector(".permalink")?.after(cite);
}

// Where nothing hovers the first sign of a reader's wish is the tap itself.
let notes = matchMedia("(hover: none)").matches ? import("./notes.js") : undefined;
for (const event of ["pointerover", "focusin"]) document.addEventListener(event, takeUp);

document.addEventListener("click", async (event) => {
  const mark = event.target.closest?.(MARK);
  if (!mark || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  goWithoutLeaving(mark);
  const copied = await copy(address(decodeURIComponent(mark.hash.slice(1))));
  say(copied ? words.copied : words.not_copied);
});

// Sets the address and marks the passage, but leaves the reader and the focus where they are.
function goWithoutLeaving(mark) {
  const { scrollX, scrollY } = window;
  location.hash = mark.hash;
  scrollTo({ left: scrollX, top: scrollY, behavior: "instant" });
  mark.focus({ preventScroll: true });
}

for (const form of document.querySelectorAll(".cite-page [data-form]")) addCopy(form);

export function addCopy(form) {
  const name = form.querySelector("dt").textContent;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = words.copy_form;
  button.setAttribute("aria-label", words.copy_form_label.replace("{form}", name));
  button.addEventListener("click", async () => {
    const copied = await copy(form.querySelector("code").textContent);
    say((copied ? words.form_copied : words.form_not_copied).replace("{form}", name));
  });
  form.querySelector("dt").append(" ", button);
}

// A passage that stands elsewhere now: on to it.
function leadOn() {
  const id = decodeURIComponent(location.hash.slice(1));
  const link = id && document.getElementById(id)?.closest("li[data-leads]")?.querySelector("a");
  if (link) location.replace(link.href);
}
addEventListener("hashchange", leadOn);
leadOn();
