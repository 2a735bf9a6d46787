"""The glossary: its entries from A to Z, and the terms that a page explains at their first use.

A term is found in the finished HTML of a page, where prose from Markdown and prose from records
look alike: in paragraphs, never inside links, headings, quotations, notes or lists of pages. The
search is for whole strings, not an expression of all forms at once: thirty searches of one text
take well under a millisecond.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from markupsafe import escape

from . import model

# Prose begins its line, from Markdown as from the templates of statements; the summaries in lists
# of pages follow their link on one line.
_PROSE = re.compile(
    r'^<p(?: class="(?:statement|answer)")?(?: id="[^"]*")?>(.*?)</p>$', re.MULTILINE | re.DOTALL
)
_TAG = re.compile(r"<(/?)(\w+)[^>]*>")
_BARRED = {"a", "cite", "code", "q", "sup", "small"}
_MARKS = re.compile("[“”«»]")
_BREAK = "\0"


@dataclass(frozen=True)
class Letter:
    """The entries under one letter."""

    letter: str
    terms: tuple[model.GlossaryTerm, ...]


def alphabet(terms: Iterable[model.GlossaryTerm]) -> list[Letter]:
    """Entries by their first letter, in the order of the alphabet without regard to case."""
    groups: dict[str, list[model.GlossaryTerm]] = {}
    for term in sorted(terms, key=lambda one: (one.term.casefold(), one.id)):
        groups.setdefault(term.term[0].upper(), []).append(term)
    return [Letter(letter, tuple(found)) for letter, found in groups.items()]


class Explainer:
    """Marks the first use of each term in a page's HTML."""

    def __init__(self, terms: Iterable[model.GlossaryTerm]) -> None:
        forms = {
            form: term.id
            for term in terms
            for written in term.explained
            for form in (written, written[0].upper() + written[1:])
        }
        # A longer form first, so that "Lachin corridor" is not read as "corridor".
        self._forms = sorted(forms.items(), key=lambda one: (-len(one[0]), one[0]))
        self._longer = {
            form: tuple(
                (other, other.find(form))
                for other, identifier in self._forms
                if form in other and forms[form] != identifier
            )
            for form in forms
        }

    def explain(self, html: str, address: Callable[[str], str]) -> str:
        """``html`` with the first use of each term as a link; ``address`` gives a term's."""
        text = _Text(html)
        first: dict[str, tuple[int, str]] = {}
        for form, identifier in self._forms:
            found = self._find(text.joined, form)
            if found >= 0 and found < first.get(identifier, (len(text.joined), ""))[0]:
                first[identifier] = found, form
        made: list[str] = []
        end = 0
        for (found, form), identifier in sorted((where, one) for one, where in first.items()):
            start = text.place(found)
            link = f'<a class="term" href="{escape(address(identifier))}">{form}</a>'
            made += html[end:start], link
            end = start + len(form)
        return "".join((*made, html[end:]))

    def _find(self, text: str, form: str) -> int:
        """Where a form first stands as words of its own, not within a longer one; else -1."""
        found = text.find(form)
        while found >= 0:
            around = text[found - 1 : found], text[found + len(form) : found + len(form) + 1]
            whole = not any(one.isalnum() or one == "-" for one in around)
            if whole and not any(
                offset <= found and text.startswith(longer, found - offset)
                for longer, offset in self._longer[form]
            ):
                return found
            found = text.find(form, found + 1)
        return -1


class _Text:
    """The words of a page's prose, outside of all that is barred, and where each stands."""

    def __init__(self, html: str) -> None:
        starts: list[tuple[int, int]] = []
        pieces: list[str] = []
        length = 0
        for start, piece in _open_pieces(html):
            starts.append((length, start))
            pieces += piece, _BREAK
            length += len(piece) + 1
        self.joined = "".join(pieces)
        self._starts = starts

    def place(self, position: int) -> int:
        """Where a position of the joined text stands in the HTML."""
        at, start = max(one for one in self._starts if one[0] <= position)
        return start + position - at


def _open_pieces(html: str) -> Iterator[tuple[int, str]]:
    for paragraph in _PROSE.finditer(html):
        yield from _outside(html, paragraph.start(1), paragraph.end(1))


def _outside(html: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Pieces of one paragraph that lie in no barred element and in no quotation."""
    barred = quoted = 0
    at = start
    for tag in (*_TAG.finditer(html, start, end), None):
        stop = tag.start() if tag else end
        if at < stop:
            begin = at
            for quote in _MARKS.finditer(html, at, stop):
                if not barred and not quoted and begin < quote.start():
                    yield begin, html[begin : quote.start()]
                quoted = max(0, quoted + (1 if quote[0] in "“«" else -1))
                begin = quote.end()
            if not barred and not quoted and begin < stop:
                yield begin, html[begin:stop]
        if tag:
            if tag[2] in _BARRED:
                barred += -1 if tag[1] else 1
            at = tag.end()
