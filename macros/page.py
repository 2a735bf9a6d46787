"""One page while it is written: its record, its links, its templates, its notes.

What the data become is HTML already: it is set aside and a mark of it left in the page, so that
it never passes through Markdown and no value is ever read as markup.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from . import citations, dates, model, way
from .addresses import GLOSSARY
from .html import permalink, relative
from .problems import near_miss

if TYPE_CHECKING:
    from .site import Site

_SET_ASIDE = re.compile(r"<!--set-aside-(\d+)-->")
_PROSE = re.compile(r'(<p id="([^"]+)">(?:(?!</p>).)*)</p>', re.DOTALL)
_ANSWER = re.compile(r'(<p class="answer">.*?</p>)')
NOTES = "<!--notes-->"
# Pages that say nothing of their own.
NOT_CITED = ("index.md", "search.md")


class MacroError(Exception):
    """A macro was called where or how it cannot be; the message says what would be right."""


def macro(function: Callable[..., str]) -> Callable[..., str]:
    """Mark a method of a ``WrittenPage`` as one that pages may call."""
    function.is_macro = True  # type: ignore[attr-defined]
    return function


class WrittenPage:
    """A page with what its macros set aside; the macros themselves are those of its heirs."""

    def __init__(self, site: Site, url: str, source: str) -> None:
        self._site = site
        self.reference = site.reference
        self.words: dict[str, Any] = site.words
        self.locators = site.locators
        self.url = url
        self._source = source
        self.entry = self.reference.entry_of(source)
        self.section = source.partition("/")[0].removesuffix(".md")
        self._fragments: list[str] = []
        self._is_cited = False
        self._has_told_moves = False

    def macros(self) -> dict[str, Callable[..., str]]:
        """The macros by the name that pages call them by."""
        return {
            name: getattr(self, name)
            for name in dir(type(self))
            if getattr(getattr(type(self), name), "is_macro", False)
        }

    def finish(self, html: str, title: str) -> str:
        """Put back what was set aside, say where the page stands, explain terms, number the notes
        and write them; ``title`` heads the page where its text has no heading of its own."""
        # What data became is set aside still, so a paragraph with an id is one of prose.
        html = _PROSE.sub(self._marked, html)
        html = _SET_ASIDE.sub(lambda found: self._fragments[int(found[1])], html)
        self._fragments.clear()
        html = self._head(html, title) + self._explained(html)
        notes = citations.Notes(self._site.references)
        # The answer is read first, though the infobox beside it stands before it in the page.
        before, answer, after = (*_ANSWER.split(html, maxsplit=1), "", "")[:3]
        answer = notes.number(answer)
        html = notes.number(before) + answer + notes.number(after)
        section = str(notes.section())
        html = html.replace(NOTES, section) if NOTES in html else html + section
        if not self._has_told_moves:
            html += self.moved()
        if not self._is_cited and self._source not in NOT_CITED:
            heading = Markup('<h2 id="cite">{}</h2>').format(self.words["cite_heading"])
            html += str(heading + self.citations())
        return html

    def _marked(self, found: re.Match[str]) -> str:
        """A paragraph of prose with the mark that holds its address."""
        return f"{found[1]} {permalink(found[2], self.words['permalink'])}</p>"

    def moved(self) -> str:
        """The anchors of passages that stood on this page, each with what became of it."""
        self._has_told_moves = True
        gone = self._site.moves.on(self.url)
        return str(self.html("moved", gone=gone)) if gone else ""

    def citations(self) -> Markup:
        """The page cited in every form."""
        self._is_cited = True
        site, entry = self._site, self.entry
        page = self.reference.pages.get(self._source)
        # A record's id is its own on the whole site; other pages are told apart by their address.
        key = f"seven-districts-{entry.id if entry else self.url.strip('/').replace('/', '-')}"
        title = entry.title if entry else (page and page.title) or self.words["home"]
        return self.html(
            "cite",
            key=key,
            title=title,
            forms=site.citing.page(key, title, site.absolute(self.url)),
            edition=site.edition.edition,
            day=dates.in_words(site.edition.date),
            reviewed=entry.reviewed if entry else None,
            passages=bool(entry),
        )

    def _head(self, html: str, title: str) -> str:
        """The way from home to the page, and its title; a record's page brings its own."""
        above = way.above(self.reference, self.words, self._source)
        if self.entry or not above:
            return ""
        return str(self.html("head", above=above, title=None if "<h1" in html else title))

    def _explained(self, html: str) -> str:
        """The first use of each term as a link to the glossary, and what shows it in place."""
        if self._source == GLOSSARY:
            return html
        made = self._site.explainer.explain(
            html, lambda term: self.link(self.reference.term_url(term))
        )
        return made if made == html else made + str(self.html("terms_script"))

    def link(self, target: str) -> str:
        """An address, relative to the site's root, as a link on this page writes it."""
        return relative(target, self.url)

    def title(self, identifier: str) -> str:
        """Title of the record with this id."""
        return self.reference.entry(identifier).title

    def own(self) -> model.Entry:
        """The page's record; an error where the page has none."""
        if self.entry is None:
            raise MacroError("this macro stands only on the page of a record")
        return self.entry

    def district(self) -> model.District:
        """The page's district; an error on any other page."""
        entry = self.own()
        if not isinstance(entry, model.District):
            raise MacroError("this macro stands only on the page of a district")
        return entry

    def named(self, identifier: str) -> model.Entry:
        """The record with this id; an error, with the nearest id, where there is none."""
        if identifier not in self.reference.sections:
            raise MacroError(
                f'no record "{identifier}"{near_miss(identifier, self.reference.sections)}'
            )
        return self.reference.entry(identifier)

    def check_choice(self, district: str | None, topic: str | None) -> None:
        """An error where a district or a topic that a macro was given is not on record."""
        for wanted, known in (
            (district, self.reference.records.districts),
            (topic, self.reference.records.topics),
        ):
            if wanted is not None and wanted not in known:
                raise MacroError(f'no record "{wanted}"{near_miss(wanted, known)}')

    def aside(self, html: str) -> str:
        """Set HTML aside; the mark that stands for it in the Markdown."""
        self._fragments.append(html)
        return f"\n\n<!--set-aside-{len(self._fragments) - 1}-->\n\n"

    def render(self, template: str, **values: Any) -> str:
        """A template filled in and set aside."""
        return self.aside(self.html(template, **values))

    def html(self, template: str, **values: Any) -> Markup:
        """A template filled in, with links relative to this page."""
        return Markup(
            self._site.html.get_template(f"{template}.jinja").render(
                to=lambda target: relative(target, self.url), url=self.reference.url, **values
            )
        )
