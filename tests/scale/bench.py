"""Build time and memory beside a plain MkDocs build of the same content, in one run, as ratios.

For 100, 1,000 and 3,000 synthetic events: this project's build of records and pages, and a plain
MkDocs and Material build (with its own search plugin) of Markdown in which everything that the
macros would print is written out, footnotes included; pages of no record hold what was built of
them as it is. Then the same for this project, and the check of its data.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import yaml

REPO = Path(__file__).parents[2]
sys.path.insert(0, str(REPO))

from macros import citations, dates, load, prose, reference  # noqa: E402
from macros.model import Document, Event  # noqa: E402
from tests.conftest import tiny_project  # noqa: E402

BUILD = [sys.executable, "-m", "mkdocs", "build", "--no-strict", "--site-dir"]
SIZES = (100, 1_000, 3_000)
RUNS = {100: 5, 1_000: 3, 3_000: 1}
WANTED = 1.2
WORDS = (
    "The road over the mountains was closed by snow and the people who had left the town in the "
    "night came down to the river in the morning where lorries from the plain were waiting."
)
PLAIN = """\
site_name: Plain
docs_dir: docs
theme: {name: material, font: false}
plugins: [search]
markdown_extensions: [attr_list, tables, footnotes, {toc: {permalink: "#"}}]
validation: {nav: {omitted_files: ignore}, links: {anchors: ignore}}
nav: [Home: index.md, Events: events/index.md, Sources: sources.md]
"""


def grow(root: Path, events: int) -> None:
    """Add synthetic events, a source for every five, each with its page."""
    sources = [
        {
            "id": f"source-{n}", "type": "report", "title": f"Report number {n}",
            "publisher": "The Watch", "issued": "1994-12-01", "language": "en",
            "URL": f"https://example.org/{n}", "publisher_side": "international",
            "accessed": "2026-11-01", "checked": "read",
        }
        for n in range(events // 5)
    ]  # fmt: skip
    (root / "data/sources/many.yml").write_text(yaml.safe_dump(sources), encoding="utf-8")
    for n in range(events):
        cited = [f"source-{(n + k) % len(sources)}" for k in range(6)]
        year = 1988 + n % 38
        identifier = f"{year}-event-{n}"
        record = {
            "title": f"Event {n}", "date": f"{year}-0{1 + n % 9}-1{n % 9}", "kind": "capture",
            "districts": ["kalbajar"], "topics": ["war"], "summary": WORDS,
            "summary_sources": cited[:2], "reviewed": "2026-11-01",
            "statements": [
                {"id": f"statement-{k}", "text": f"{WORDS} {k}.",
                 "sources": [{"id": cited[k], "locator": f"p. {k}"}, cited[(k + 1) % 6]]}
                for k in range(6)
            ],
            "contested": [{
                "id": "question", "question": "On which day did it happen?",
                "positions": [
                    {"id": "baku", "by": "baku-paper", "text": WORDS, "sources": [cited[0]]},
                    {"id": "yerevan", "by": "yerevan-paper", "text": WORDS, "sources": [cited[1]]},
                ],
            }],
        }  # fmt: skip
        (root / f"data/events/{identifier}.yml").write_text(
            yaml.safe_dump(record, sort_keys=False), encoding="utf-8"
        )
        (root / f"docs/events/{identifier}.md").write_text(
            f"---\ntitle: Event {n}\n---\n{{{{ opening() }}}}\n\n## Background\n\n"
            f"{WORDS}[^{cited[0]}] {{: #one }}\n\n{WORDS}[^{cited[2]}, p. 9] {{: #two }}\n\n"
            '{{ statement("statement-0") }}\n\n{{ closing() }}\n',
            encoding="utf-8",
        )


class Expanded:
    """The same pages as plain Markdown, everything written out; ``site`` is the project built."""

    def __init__(self, root: Path, site: Path) -> None:
        self._site = site
        self._reference = reference.Reference(load.read_all(root), prose.read_pages(root))
        self._notes: dict[str, str] = {}

    def write(self, docs: Path) -> None:
        """Write every page into ``docs``."""
        known = self._reference
        for name, page in known.pages.items():
            section, _, rest = name.removesuffix(".md").partition("/")
            self._notes = {}
            text = page.text.split("\n---\n", 1)[-1]
            entry = known.entry(rest) if known.sections.get(rest) == section else None
            if entry is not None:
                text = self._record(entry, text)
            elif name == "sources.md":
                text = "\n".join(map(self._source, known.sources))
            elif name == "events/index.md":
                text = "\n\n".join(f"### {e.title}\n\n{e.summary}" for e in known.dated)
            else:
                text = self._built(name)
            path = docs / name
            path.parent.mkdir(parents=True, exist_ok=True)
            title = f"---\ntitle: {page.title}\n---\n"
            notes = "\n".join(f"[^{key}]: {note}" for key, note in self._notes.items())
            path.write_text(f"{title}{text}\n\n{notes}\n", encoding="utf-8")

    def _built(self, name: str) -> str:
        """What was built of a page, as one block of HTML, which Markdown leaves as it is."""
        folder = name.removesuffix(".md").removesuffix("index")
        html = (self._site / folder / "index.html").read_text(encoding="utf-8")
        article = html.partition("<article")[2].partition(">")[2].partition("</article>")[0]
        return "<div>" + re.sub(r"\n\s*\n", "\n", article) + "</div>"

    def _source(self, identifier: str) -> str:
        uses = self._reference.cited_by.get(identifier, [])
        links = "\n".join(f"    * {use.title} {use.url}" for use in uses)
        return f"* {citations.plain(self._reference.sources[identifier])}\n{links}"

    def _cite(self, refs: Any) -> str:
        marks = ""
        for ref in refs:
            key = f"{ref.id}-{ref.locator}".replace(" ", "-").replace(".", "")
            note = citations.plain(self._reference.sources[ref.id])
            self._notes[key] = f"{note} {ref.locator or ''}"
            marks += f"[^{key}]"
        return marks

    def _record(self, entry: Any, text: str) -> str:
        rows = [f"{entry.summary}{self._cite(entry.summary_sources)}"]
        if isinstance(entry, Event | Document):
            rows.append(f"| When | {dates.in_words(entry.date)} |\n|---|---|\n| Kind | x |\n"
                        "| District | Kalbajar |\n| Topics | War |")  # fmt: skip
        rows += ["## Background", f"{WORDS}[^one]", f"{WORDS}[^two]"]
        self._notes |= {"one": WORDS, "two": WORDS}
        rows.append("## On record")
        rows += [f"{one.text}{self._cite(one.sources)}\n{{: #{one.id} }}"
                 for one in entry.statements]  # fmt: skip
        for asked in entry.contested:
            rows += ["## Contested", f"### {asked.question}"]
            rows += [f"**{p.by}**\n\n{p.text}{self._cite(p.sources)}\n{{: #{asked.id}-{p.id} }}"
                     for p in asked.positions]  # fmt: skip
        rows += ["## Cite this page", f"    {entry.title}, Seven Districts, 2026", "## Notes"]
        if "events" in text or hasattr(entry, "number"):
            rows += [f"* [{e.title}](../events/{e.id}.md) {e.summary}" for e in
                     self._reference.dated if hasattr(e, "place")]  # fmt: skip
        return "\n\n".join(rows)


def measure(command: list[str], folder: Path) -> tuple[float, float]:
    """Seconds and MiB (largest process) of a command; stops where it fails."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    start = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=said, stderr=said
        )  # fmt: skip
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        if status:
            said.seek(0)
            sys.exit(said.read().decode()[-2000:])
    return seconds, usage.ru_maxrss / 1024


def build(folder: Path) -> tuple[float, float]:
    """Build a project into a folder that is thrown away."""
    with tempfile.TemporaryDirectory() as out:
        return measure([*BUILD, out], folder)


def compare(root: Path, folder: Path, events: int, runs: int) -> float:
    """Print and return the ratio of the build of a project with so many events to the plain one."""
    plain, first = folder / "plain", folder / "site"
    (plain / "docs").mkdir(parents=True)
    (plain / "mkdocs.yml").write_text(PLAIN, encoding="utf-8")
    measure([*BUILD, str(first)], root)
    Expanded(root, first).write(plain / "docs")
    shutil.copytree(root / "docs/assets", plain / "docs/assets")
    pairs = [(build(root), build(plain)) for _ in range(runs)]
    seconds = [statistics.median(pair[side][0] for pair in pairs) for side in (0, 1)]
    memory = [max(pair[side][1] for pair in pairs) for side in (0, 1)]
    ratio = statistics.median(one[0] / other[0] for one, other in pairs)
    print(
        f"{events:>6,} events  {seconds[0]:7.2f} s  {seconds[1]:7.2f} s  {ratio:5.2f}  "
        f"{1000 * seconds[0] / events:6.1f} ms  {memory[0]:6.0f} MiB  {memory[1]:6.0f} MiB",
        flush=True,
    )
    return ratio


def synthetic(events: int) -> float:
    """The ratio for so many events made up."""
    with tempfile.TemporaryDirectory() as folder:
        root = tiny_project(Path(folder, "ours"))
        grow(root, events)
        return compare(root, Path(folder), events, RUNS[events])


def this_project() -> float:
    """The ratio for the project itself."""
    with tempfile.TemporaryDirectory() as folder:
        return compare(REPO, Path(folder), len(list((REPO / "data/events").glob("*.yml"))), 3)


def main() -> int:
    """Print the table; 1 where a ratio exceeds what is wanted."""
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    print("               ours      plain      ratio  ours/event  memory: ours, plain")
    ratios = [synthetic(size) for size in sizes]
    print("this project:")
    ratios.append(this_project())
    seconds = [measure([sys.executable, "-m", "macros", "check"], REPO)[0] for _ in range(3)]
    print(f"check of this project's data: {statistics.median(seconds):.2f} s")
    worst = max(ratios)
    print(f"largest ratio {worst:.2f}; wanted at most {WANTED}, the aim is under 1.0")
    return int(worst > WANTED)


if __name__ == "__main__":
    sys.exit(main())
