"""The search index: one small HTML record a page, written from the data and given to Pagefind.

Pagefind (Rust, shipped as a wheel) loads flat: a reader fetches only the parts of the index that
a query touches. (No Pagefind filter: the values of one come out in another order each time, and
two builds of one commit are to be the same bytes.) It folds diacritics but not the letter ə, and
matches no name across scripts, so every attested name is indexed as it stands and folded, and
what is typed is folded alike.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
import unicodedata
from pathlib import Path

from markupsafe import Markup
from pagefind_bin import get_executable

from . import model
from .reference import Reference

_LETTERS = str.maketrans(
    {"ə": "e", "ı": "i", "ł": "l", "đ": "d", "æ": "ae", "ø": "o", "ß": "ss",
     "’": "", "'": "", "ʻ": "", "ʼ": ""}
)  # fmt: skip
KINDS = {"districts": "District", "events": "Event", "documents": "Document", "topics": "Topic"}
# A page's own kind weighs in when words alone do not decide: the place before what befell it.
WEIGHTS = {"districts": 10, "topics": 7, "documents": 6, "events": 5}


class SearchError(Exception):
    """Pagefind could not build the index; the message is its own."""


def fold(text: str) -> str:
    """Lower case, Latin letters without diacritics, and the letters that readers exchange.

    The same as ``fold`` in docs/assets/js/search.js; a test holds the two together.
    """
    apart = unicodedata.normalize("NFKD", text.lower())
    kept: list[str] = []
    latin = False
    for character in apart:
        if unicodedata.combining(character):
            if not latin:
                kept.append(character)
            continue
        latin = "LATIN" in unicodedata.name(character, "")
        kept.append(character)
    return unicodedata.normalize("NFC", "".join(kept)).translate(_LETTERS)


def names_of(reference: Reference, entry: model.Entry) -> list[str]:
    """Every form under which an entry is to be found, as it is written."""
    names = [entry.title]
    if isinstance(entry, model.District):
        names += [name.form for name in reference.names_of(entry.id)]
    if isinstance(entry, model.Document) and entry.symbol:
        names.append(entry.symbol)
    return list(dict.fromkeys(names))


def record(reference: Reference, entry: model.Entry, section: str) -> str:
    """What Pagefind reads for one page."""
    names = names_of(reference, entry)
    folded = list(dict.fromkeys(fold(name) for name in names))
    said = [statement.text for statement in entry.statements]
    for asked in entry.contested:
        said += [asked.question, *(position.text for position in asked.positions)]
    if isinstance(entry, model.Document):
        said += [clause.text for clause in entry.clauses]
    weight = WEIGHTS[section]
    body = Markup("").join(Markup("<p>{}</p>").format(text) for text in said)
    prose = _prose(reference, f"{section}/{entry.id}.md")
    return str(
        Markup(
            '<!doctype html><html lang="en"><head><title>{title}</title></head>'
            "<body data-pagefind-body>"
            '<meta data-pagefind-meta="kind[content]" content="{kind}">'
            '<meta data-pagefind-meta="names[content]" content="|{names}|">'
            '<h1 data-pagefind-weight="{weight}">{title}</h1>'
            '<p data-pagefind-weight="2">{summary}</p>{body}<p>{prose}</p>'
            '<p data-pagefind-weight="{weight}">{forms}</p></body></html>'
        ).format(
            title=entry.title,
            kind=KINDS[section],
            names="|".join(folded),
            weight=weight,
            summary=entry.summary,
            body=body,
            prose=prose,
            forms="; ".join(dict.fromkeys([*names, *folded])),
        )
    )


def _prose(reference: Reference, page: str) -> str:
    found = reference.pages.get(page)
    text = " ".join(row for _, row in found.sentences) if found else ""
    return re.sub(r"[#*_\[\]]+", " ", text)


class Index:
    """Pagefind at work beside the build: begun early, for it needs no built page."""

    def __init__(self, reference: Reference, site: Path) -> None:
        """Begin the index of every record's page, to be put into ``site``/pagefind."""
        self._target = site / "pagefind"
        self._folder = tempfile.TemporaryDirectory()
        pages = Path(self._folder.name, "pages")
        for identifier, section in reference.sections.items():
            page = pages / section / identifier / "index.html"
            page.parent.mkdir(parents=True)
            page.write_text(
                record(reference, reference.entry(identifier), section), encoding="utf-8"
            )
        self._output = Path(self._folder.name, "pagefind")
        self._process = subprocess.Popen(
            [get_executable(), "--site", pages, "--output-path", self._output, "--quiet"],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def finish(self) -> None:
        """Wait for the index and put it in its place."""
        said, _ = self._process.communicate()
        if self._process.returncode:
            raise SearchError(said.strip())
        for unused in (*self._output.glob("pagefind-*ui*"), *self._output.glob("*highlight*")):
            unused.unlink()
        shutil.rmtree(self._target, ignore_errors=True)
        shutil.move(self._output, self._target)
        self._folder.cleanup()
