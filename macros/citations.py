"""Sources as a reader sees them: one reference style on the CSL data model, numbered notes with
links back, and CSL-JSON for taking away.

The one well-kept CSL processor for Python, citeproc-py, prints titles twice for documents
without an author, leaves out the paper that an article stood in, writes dates the American way,
does not escape HTML and knows neither approximate dates nor "quoted in"; so the style is here.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from markupsafe import Markup, escape

from . import dates, model

LANGUAGES = {
    "ar": "Arabic", "az": "Azerbaijani", "bg": "Bulgarian", "cs": "Czech", "de": "German",
    "en": "English", "es": "Spanish", "eu": "Basque", "fa": "Persian", "fi": "Finnish",
    "fr": "French", "hr": "Croatian", "hy": "Armenian", "id": "Indonesian", "is": "Icelandic",
    "it": "Italian", "ja": "Japanese", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese",
    "ro": "Romanian", "ru": "Russian", "sco": "Scots", "sl": "Slovene", "sv": "Swedish",
    "tr": "Turkish", "uk": "Ukrainian", "uz": "Uzbek", "ka": "Georgian", "nl": "Dutch",
    "el": "Greek", "hu": "Hungarian", "sr": "Serbian", "lt": "Lithuanian",
}  # fmt: skip
SIDES = {
    "azerbaijani": "Azerbaijani source",
    "armenian": "Armenian source",
    "russian": "Russian source",
    "international": "international source",
    "academic": "academic source",
    "media": "third-party media",
    "encyclopedia": "encyclopedia",
    "other": "other source",
}
_BIG = {"book", "report", "legal_case", "legislation", "dataset"}
# Attributes in the order of the alphabet, as Python-Markdown writes them.
_MARK = re.compile(r'<sup class="cite"(?: data-locator="([^"]*)")? data-source="([^"]*)"></sup>')


def mark(source: str, locator: str | None = None) -> Markup:
    """The unnumbered mark that a template or the prose leaves; ``Notes`` gives it its number."""
    place = f' data-locator="{escape(locator)}"' if locator else ""
    return Markup(f'<sup class="cite"{place} data-source="{escape(source)}"></sup>')


def marks(sources: Iterable[model.SourceRef]) -> Markup:
    """Marks for the sources of one statement, in the editor's order."""
    return Markup("").join(mark(ref.id, ref.locator) for ref in sources)


def authors(source: model.Source) -> str:
    """Authors as "Thomas de Waal and Laurence Broers"; the publisher where nobody is named."""
    names = [
        author.literal or " ".join(filter(None, (author.given, author.family)))
        for author in source.author
    ]
    if len(names) > 3:
        return f"{names[0]} and others"
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else ""


def reference(source: model.Source, locator: str | None = None) -> Markup:
    """One source in the site's reference style, as HTML."""
    before, after = _around_locator(source)
    return Markup(f"{before}, {escape(locator)}{after}") if locator else before + after


def _around_locator(source: model.Source) -> tuple[Markup, Markup]:
    """What stands before and after the place in the source."""
    who = authors(source)
    facts = [
        source.container_title,
        source.publisher if source.publisher != who else None,
        source.number if source.number and source.number not in source.title else None,
        dates.in_words(source.issued) if source.issued else "no date",
    ]
    voice = [SIDES[source.publisher_side]]
    if source.language != "en":
        voice.insert(0, f"in {LANGUAGES.get(source.language, source.language)}")
    author = escape(f"{who}, ") if who else ""
    before = Markup(f"{author}{_title(source)}, ") + ", ".join(filter(None, facts))
    after = Markup(' <span class="voice">[{}]</span>').format("; ".join(voice))
    if source.archive_url:
        after += Markup(
            ' <span class="archived"><a href="{}" rel="external">Archived copy</a>.</span>'
        ).format(source.archive_url)
    if source.checked == "quoted-in":
        after += Markup(' <span class="carrier">Quoted in {}.</span>').format(
            str(source.quoted_in).rstrip(".")
        )
    return before, after


def _title(source: model.Source) -> Markup:
    tag = "cite" if source.type in _BIG else "span"
    foreign = Markup(' lang="{}"').format(source.language) if source.language != "en" else ""
    title = Markup("<{0}{1}>{2}</{0}>").format(Markup(tag), foreign, source.title)
    if tag == "span":
        title = Markup("“{}”").format(title)
    if source.url:
        return Markup('<a href="{}" rel="external">{}</a>').format(source.url, title)
    return title


def plain(source: model.Source) -> str:
    """The reference as plain text, as a tooltip's label or a sort key shows it."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", reference(source))).split())


def sort_key(source: model.Source) -> tuple[str, str]:
    """Order of a bibliography: author or title without case and diacritics, then date."""
    first = authors(source) or source.publisher or source.title
    folded = unicodedata.normalize("NFKD", first).casefold()
    return folded, source.issued or ""


class References:
    """All sources in the reference style, each worked out once for the whole site."""

    def __init__(self, sources: dict[str, model.Source]) -> None:
        self._sources = sources
        self._known: dict[str, tuple[Markup, Markup]] = {}

    def html(self, source: str, locator: str | None) -> Markup:
        """The same as ``reference``, for the source of this id."""
        if source not in self._known:
            self._known[source] = _around_locator(self._sources[source])
        before, after = self._known[source]
        return Markup(f"{before}, {escape(locator)}{after}") if locator else before + after


class Notes:
    """Numbers the marks of one page in the order of first citation and writes its notes.

    The same source and place is one note with several links back; another place in the same
    source is another note.
    """

    def __init__(self, sources: References) -> None:
        self._sources = sources
        self._numbers: dict[tuple[str, str | None], int] = {}
        # Where each note is cited: the marks of a page are counted through.
        self._marks: dict[tuple[str, str | None], list[int]] = {}
        self._last = 0

    def number(self, page: str) -> str:
        """Replace every mark in a page's HTML by its numbered link; a comma parts neighbours."""
        return _MARK.sub(self._numbered, page).replace("</a></sup><sup ", "</a>,</sup><sup ")

    def _numbered(self, found: re.Match[str]) -> str:
        locator = html.unescape(found[1]) if found[1] else None
        key = html.unescape(found[2]), locator
        number = self._numbers.setdefault(key, len(self._numbers) + 1)
        self._last += 1
        self._marks.setdefault(key, []).append(self._last)
        name = _note_id(*key)
        return (
            f'<sup id="fnref:{self._last}" class="cite">'
            f'<a class="footnote-ref" href="#fn:{name}" role="doc-noteref" '
            f'aria-label="Note {number}">{number}</a></sup>'
        )

    def section(self) -> Markup:
        """The list of notes, or nothing where the page cites nothing."""
        if not self._numbers:
            return Markup("")
        items = Markup("\n").join(self._item(number, *key) for key, number in self._numbers.items())
        return Markup('<div class="footnote" role="doc-endnotes"><ol>\n{}\n</ol></div>').format(
            items
        )

    def _item(self, number: int, source: str, locator: str | None) -> Markup:
        name = _note_id(source, locator)
        marks = self._marks[source, locator]
        back = " ".join(
            f'<a class="footnote-backref" href="#fnref:{mark}" role="doc-backlink" '
            f'aria-label="Back to mark {index}">{_arrow(index, len(marks))}</a>'
            for index, mark in enumerate(marks, 1)
        )
        text = self._sources.html(source, locator)
        return Markup(f'<li id="fn:{name}"><p>{text} {back}</p></li>')


def _arrow(index: int, count: int) -> str:
    return "↩" if count == 1 else f"↩{index}"


def _note_id(source: str, locator: str | None) -> str:
    if not locator:
        return source
    return f"{source}--{re.sub(r'[^a-z0-9]+', '-', locator.lower()).strip('-')}"


def to_csl(source: model.Source) -> dict[str, Any]:
    """A source as one CSL-JSON item (https://citeproc-js.readthedocs.io/en/latest/csl-json)."""
    item: dict[str, Any] = {"id": source.id, "type": source.type, "title": source.title}
    if source.author:
        item["author"] = [author.model_dump(exclude_none=True) for author in source.author]
    for key, value in (
        ("publisher", source.publisher),
        ("publisher-place", source.publisher_place),
        ("container-title", source.container_title),
        ("number", source.number),
        ("page", source.page),
        ("ISBN", source.isbn),
        ("URL", source.url),
        ("language", source.language),
    ):
        if value:
            item[key] = value
    if source.issued:
        item["issued"] = _csl_date(source.issued)
    item["accessed"] = _csl_date(source.accessed)
    item["custom"] = {
        "publisher_side": source.publisher_side,
        "checked": source.checked,
        **({"quoted_in": source.quoted_in} if source.quoted_in else {}),
        **({"archive_url": source.archive_url} if source.archive_url else {}),
    }
    return item


def _csl_date(text: str) -> dict[str, Any]:
    parts = [_csl_parts(part) for part in text.split("/")]
    if all(parts):
        return {"date-parts": parts, **({"circa": True} if text[-1] in "~?%" else {})}
    return {"literal": dates.in_words(text)}


def _csl_parts(text: str) -> list[int]:
    bare = text.rstrip("~?%")
    return [] if "X" in bare else [int(part) for part in bare.split("-")]
