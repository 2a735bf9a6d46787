"""How this site itself is cited: a page, or one passage on it, in each form that readers paste.

A form is a pattern in the catalogue of words: lines with fields in angle brackets. The server
fills it in for a page; for a passage the browser does, from the same patterns, with what holds
for the whole site filled in already (``for_browser``). So each form is defined once, and only
``ESCAPES`` stands here and in docs/assets/js/cite.js; a test holds the two together.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from . import dates, model

# Fields that JSON writes as numbers.
NUMBERS = {"y", "m", "d"}
FIELD = re.compile(r"<(\w+)>")
_BIBTEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$",
    "#": r"\#", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_WIKI = {
    "|": "{{!}}", "[": "&#91;", "]": "&#93;", "{": "&#123;", "}": "&#125;", "<": "&lt;",
    ">": "&gt;", "~": "&#126;", "''": "&#39;&#39;",
}  # fmt: skip
# What an address may not hold raw where it is pasted: ends of fields, of links, of templates.
_IN_ADDRESS = re.compile(r"[\s{}|<>\"\\^`\[\]]")


def plain(value: str) -> str:
    """One line: line breaks, tabs and other control characters are spaces."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f]", " ", value).split())


def inner(value: str) -> str:
    """One line, for use inside double quotation marks: those within become single."""
    return plain(value).replace("“", "‘").replace("”", "’")


def bibtex(value: str) -> str:
    """One line with TeX's special characters escaped."""
    return "".join(_BIBTEX.get(character, character) for character in plain(value))


def wiki(value: str) -> str:
    """One line that ends neither a template, a link nor a tag of wikitext."""
    return re.sub(r"''|[|\[\]{}<>~]", lambda found: _WIKI[found[0]], plain(value))


def quoted(value: str) -> str:
    """A JSON string."""
    return json.dumps(value, ensure_ascii=False)


def address(value: str) -> str:
    """An address with the characters percent-encoded that would end the field it stands in."""
    return _IN_ADDRESS.sub(lambda found: f"%{ord(found[0]):02X}", value)


ESCAPES: dict[str, Callable[[str], str]] = {
    "plain": plain, "quoted-title": plain, "bibtex": bibtex, "ris": plain, "json": quoted,
    "wiki": wiki,
}  # fmt: skip


@dataclass(frozen=True)
class Form:
    """A form of citation: lines with fields, what stands between the lines, how values are
    escaped."""

    id: str
    name: str
    escape: str
    between: str
    lines: tuple[str, ...]

    def fill(self, values: dict[str, str]) -> str:
        """The citation; a line that lacks a value is left out."""
        lines = [
            self._line(line, values)
            for line in self.lines
            if all(values.get(name) for name in FIELD.findall(line))
        ]
        return self.between.join(lines)

    def begun(self, values: dict[str, str]) -> list[str]:
        """The lines with these values filled in and the other fields left."""
        return [self._line(line, values) for line in self.lines]

    def _line(self, line: str, values: dict[str, str]) -> str:
        def value(found: re.Match[str]) -> str:
            name = found[1]
            return self.escaped(name, values[name]) if name in values else found[0]

        return FIELD.sub(value, line)

    def escaped(self, name: str, value: str) -> str:
        """A value as this form writes it."""
        if name in NUMBERS:
            return value
        if name == "url":
            value = address(value)
            return quoted(value) if self.escape == "json" else value
        if name == "title" and self.escape == "quoted-title":
            return inner(value)
        return ESCAPES[self.escape](value)


class Citing:
    """The forms in which one edition of the site is cited."""

    def __init__(self, words: dict[str, Any], edition: model.Changed) -> None:
        self._words = words
        self.forms = [
            Form(
                name,
                form["name"],
                form["escape"],
                " " if form["shape"] == "sentence" else "\n",
                tuple(form["lines"]),
            )
            for name, form in words["citation_forms"].items()
        ]
        day = dates.parse(edition.date).upper
        self.day = day
        self._site = {
            "author": words["home"],
            "site": words["home"],
            "edition": edition.edition,
            "year": f"{day:%Y}",
            "month": dates.MONTHS[day.month - 1],
            "mon": dates.MONTHS[day.month - 1][:3].lower(),
            "mm": f"{day:%m}",
            "dd": f"{day:%d}",
            "day": str(day.day),
            "y": str(day.year),
            "m": str(day.month),
            "d": str(day.day),
        }

    def page(self, key: str, title: str, url: str) -> list[tuple[Form, str]]:
        """A page's citation in each form; ``key`` names it in BibTeX and CSL-JSON."""
        values = {"key": key, "title": title, "url": url}
        return [(form, form.fill({**self._site, **values})) for form in self.forms]

    def for_browser(self) -> str:
        """The patterns for the browser, as JSON."""
        return json.dumps(
            {
                "passage": self._words["citation_passage"],
                "words": self._words["cite_script"],
                "forms": [
                    {
                        "id": form.id,
                        "name": form.name,
                        "escape": form.escape,
                        "between": form.between,
                        "lines": form.begun(self._site),
                    }
                    for form in self.forms
                ],
            },
            ensure_ascii=False,
        )
