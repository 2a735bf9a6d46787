// A note beside its mark: shown on hover, focus and tap, where mouse and keyboard reach its links.
// It stands right after the mark in the page, so the next Tab goes into it; Escape closes it.
const words = JSON.parse(document.querySelector("[data-passages]").dataset.passages);
const DELAY = 150; // milliseconds that the pointer may take from the mark to the note

const box = document.createElement("span");
box.className = "note-shown";
box.id = "note-shown";
box.setAttribute("role", "note");
box.popover = "manual";
let shown;
let timer;

function show(mark) {
  clearTimeout(timer);
  if (shown === mark) return;
  hide();
  const note = document.getElementById(decodeURIComponent(mark.hash.slice(1)));
  if (!note) return;
  const text = note.querySelector("p").cloneNode(true);
  for (const back of text.querySelectorAll(".footnote-backref")) back.remove();
  for (const named of text.querySelectorAll("[id]")) named.removeAttribute("id");
  const on = document.createElement("a");
  on.href = mark.hash;
  on.className = "to-note";
  on.textContent = words.to_note;
  box.setAttribute("aria-label", words.note.replace("{number}", mark.textContent));
  box.replaceChildren(...text.childNodes, " ", on);
  mark.parentElement.after(box);
  mark.setAttribute("aria-describedby", box.id);
  shown = mark;
  box.showPopover?.();
  place(mark);
}

function place(mark) {
  const at = mark.getBoundingClientRect();
  const { width, height } = box.getBoundingClientRect();
  const room = document.documentElement.clientWidth;
  const left = Math.max(8, Math.min(at.left + at.width / 2 - width / 2, room - width - 8));
  const isAbove = at.bottom + height + 8 > innerHeight && at.top - height - 8 > 0;
  box.style.left = `${left + scrollX}px`;
  box.style.top = `${(isAbove ? at.top - height - 8 : at.bottom + 8) + scrollY}px`;
}

function hide() {
  if (!shown) return;
  shown.removeAttribute("aria-describedby");
  shown = undefined;
  box.remove();
}

const leave = () => {
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (!box.contains(document.activeElement) && document.activeElement !== shown) hide();
  }, DELAY);
};
const markAt = (target) => target.closest?.(".footnote-ref");

document.addEventListener("pointerover", ({ target, pointerType }) => {
  if (pointerType === "touch") return;
  const mark = markAt(target);
  if (mark) show(mark);
  else if (box.contains(target)) clearTimeout(timer);
  else if (shown) leave();
});
document.addEventListener("focusin", ({ target }) => {
  const mark = markAt(target);
  if (mark) show(mark);
  else if (!box.contains(target)) hide();
});
// A tap shows the note first; the link in it, or a second tap, goes to the list.
let tapped;
document.addEventListener("pointerdown", ({ target, pointerType }) => {
  const mark = markAt(target);
  tapped = pointerType === "touch" && mark && mark !== shown ? mark : undefined;
  if (!mark && !box.contains(target)) hide();
});
document.addEventListener("click", (event) => {
  const mark = markAt(event.target);
  if (mark && mark === tapped) {
    event.preventDefault();
    show(mark);
  } else if (mark || event.target.closest(".to-note")) {
    hide();
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !shown) return;
  const mark = shown;
  const isWithin = box.contains(document.activeElement);
  hide();
  if (isWithin) {
    mark.focus();
    hide();
  }
});
addEventListener("resize", () => shown && place(shown));

const first = document.querySelector(".footnote-ref:hover, .footnote-ref:focus");
if (first) show(first);
