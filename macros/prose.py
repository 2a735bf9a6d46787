"""The Markdown pages as text: which sources they cite, which macros they call, on which line.

This is what lets ``make check`` test pages without building them. Code spans and fenced blocks
are blanked first, so an example of a footnote is no footnote.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

_FENCE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
_MARK = re.compile(r"\[\^([^\]\n]*)\]")
_MACRO = re.compile(r"\{\{\s*(\w+)\(([^)]*)\)")
_FIRST = re.compile(r"\s*[\"']([^\"']*)[\"']")
_OF = re.compile(r"\bof\s*=\s*[\"']([^\"']*)[\"']")
_ANCHOR = re.compile(r"\{:[^}\n]*#([\w-]+)[^}\n]*\}")
_LEAD = re.compile(r"[^\W\d]|[\[“*]\w")
# What is left out of a line of prose, and what stands for something said.
_BARE = re.compile(r"\{:.*?\}|\[\^[^\]]*\]|</?\w[^>]*>|\*\*|(?<= ) +(?=[.,;:)])")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_SPOKEN = re.compile(r"\{\{.*?\}\}|\{%.*?%\}| {3,}(?=\S)")
_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_TITLE = re.compile(r"^title:\s*(.+?)\s*$", re.MULTILINE)


@dataclass(frozen=True)
class Mark:
    """A footnote mark: the source, the place in it, and the paragraph that holds it."""

    line: int
    source: str
    locator: str | None
    anchor: str | None


@dataclass(frozen=True)
class Call:
    """A macro call: its line, its name, its first argument and ``of`` where they are texts."""

    line: int
    name: str
    argument: str | None
    of: str | None


@dataclass(frozen=True)
class ProsePage:
    """One page under docs/; ``name`` is its path there, ``path`` its path in the project."""

    name: str
    path: str
    text: str

    @cached_property
    def title(self) -> str | None:
        """The title in the front matter, without quotes."""
        front = _FRONT_MATTER.match(self.text)
        found = _TITLE.search(front[1]) if front else None
        return found[1].strip("\"'") if found else None

    @cached_property
    def body(self) -> str:
        """The text with front matter and code blanked; every line keeps its number."""
        text = _FRONT_MATTER.sub(_blank, self.text)
        return _CODE.sub(_blank, _FENCE.sub(_blank, text))

    @cached_property
    def marks(self) -> list[Mark]:
        """Footnote marks in order of appearance."""
        return [
            Mark(self._line(found.start()), *split_label(found[1]), self._anchor_at(found.end()))
            for found in _MARK.finditer(self.body)
        ]

    @cached_property
    def calls(self) -> list[Call]:
        """Macro calls in order of appearance."""
        return [
            Call(self._line(found.start()), found[1], *_arguments(found[2]))
            for found in _MACRO.finditer(self.body)
        ]

    @cached_property
    def anchors(self) -> list[tuple[int, str]]:
        """The ids that the prose gives its paragraphs and headings, with their lines."""
        return [(self._line(found.start()), found[1]) for found in _ANCHOR.finditer(self.body)]

    @cached_property
    def sentences(self) -> list[tuple[int, str]]:
        """Each line of prose with its number, as plain text: without marks, ids, tags and the
        targets of links; an ellipsis where a macro or code stood."""
        rows = []
        for number, row in enumerate(self.body.split("\n"), 1):
            row = _BARE.sub("", _LINK.sub(r"\1", _SPOKEN.sub("…", row)))
            row = " ".join(row.split()).lstrip("#*-> ")
            if row.strip("…"):
                rows.append((number, row))
        return rows

    @cached_property
    def lead(self) -> str:
        """The first paragraph as plain text; empty where the page begins with something else, or
        where a macro or code has a part in it."""
        rows = (row for row in self.body.split("\n") if row.strip() and not row.startswith("#"))
        first = next(rows, "")
        if not _LEAD.match(first) or "{{" in first or re.search(r"\S {3}", first):
            return ""
        text = re.sub(r"\{:.*?\}|\[\^[^\]]*\]|\]\([^)]*\)|[*_\[\]]|<[^>]*>", "", first)
        return " ".join(text.split())

    def _line(self, position: int) -> int:
        return self.body.count("\n", 0, position) + 1

    def _anchor_at(self, position: int) -> str | None:
        end = self.body.find("\n\n", position)
        found = _ANCHOR.search(self.body, position, end if end >= 0 else len(self.body))
        return found[1] if found else None


def _arguments(written: str) -> tuple[str | None, str | None]:
    first, of = _FIRST.match(written), _OF.search(written)
    return first[1] if first else None, of[1] if of else None


def split_label(label: str) -> tuple[str, str | None]:
    """Split a footnote label ``hrw-1994, p. 23`` into source id and locator."""
    source, _, locator = label.partition(",")
    return source.strip(), locator.strip() or None


def read_pages(root: Path) -> dict[str, ProsePage]:
    """All pages under ``root``/docs, by their path there; notes that lie among assets are none."""
    docs = root / "docs"
    return {
        (name := path.relative_to(docs).as_posix()): ProsePage(
            name, path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")
        )
        for path in sorted(docs.rglob("*.md"))
        if "assets" not in path.relative_to(docs).parts
    }


def page_url(name: str) -> str:
    """Address of a Markdown page, relative to the site's root: ``events/x.md`` is ``events/x/``."""
    stem = name.removesuffix(".md")
    if stem == "index":
        return ""
    return stem.removesuffix("index") if stem.endswith("/index") else f"{stem}/"


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])
