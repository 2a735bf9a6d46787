"""The search index: one small HTML record a page, written from the data and given to Pagefind.

Pagefind (Rust, shipped as a wheel) loads flat: a reader fetches only the parts of the index that
a query touches. It folds diacritics but not the letter ə, and matches no name across scripts, so
every attested name is indexed as it stands and folded, and what is typed is folded alike. (No
Pagefind filter: the values of one come out in another order each time, and two builds of one
commit are to be the same bytes; ``facets.py`` narrows instead.)
"""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup
from pagefind_bin import get_executable

from . import citations, finding, model
from .facets import Narrowing
from .folding import fold
from .reference import Assertion, Reference, page_url

# A page's own kind weighs in when words alone do not decide: the place before what befell it.
WEIGHTS = {"districts": 10, "topics": 7, "documents": 6, "events": 5}


class SearchError(Exception):
    """Pagefind could not build the index; the message is its own."""


def names_of(reference: Reference, entry: model.Entry) -> list[str]:
    """Every form under which an entry is to be found, as it is written."""
    names = [entry.title]
    if isinstance(entry, model.District):
        names += [name.form for name in reference.names_of(entry.id)]
    if isinstance(entry, model.Document) and entry.symbol:
        names.append(entry.symbol)
    return list(dict.fromkeys(names))


@dataclass(frozen=True)
class Read:
    """What Pagefind reads for one page, term or source. Its address there, ``kind``/``name``,
    is all that its results tell of it beside the title: metadata would be searched as well."""

    kind: str
    name: str
    url: str
    html: str

    @property
    def path(self) -> str:
        """Address among what Pagefind reads."""
        return f"{self.kind}/{self.name}" if self.name else self.kind


def records(reference: Reference, narrowing: Narrowing) -> Iterator[Read]:
    """Everything that Pagefind reads, one for each page, term and source."""
    said: dict[str, list[Assertion]] = {}
    for assertion in reference.assertions:
        if assertion.anchor:
            said.setdefault(assertion.entry.id, []).append(assertion)
    for identifier, section in reference.sections.items():
        entry = reference.entry(identifier)
        html = record(reference, entry, section, said.get(identifier, []), narrowing)
        yield Read(section.removesuffix("s"), identifier, reference.url(identifier), html)
    own = finding.record_pages(reference)
    for page in reference.pages.values():
        if page.title and page.name not in own:
            url = page_url(page.name)
            body = Markup("<p>{}</p>").format(_prose(reference, page.name))
            yield Read("page", url.rstrip("/"), url, _html(page.title, "", body, 3))
    for term in reference.records.terms.values():
        body = Markup("<p>{}</p>").format(term.definition)
        yield Read("term", term.id, reference.term_url(term.id), _html(term.term, "", body, 2))
    for source in reference.sources.values():
        # Sources give way to pages: their words count little.
        body = Markup('<p data-pagefind-weight="0.2">{}</p>').format(_note(source))
        html = _html(source.title, "", body, 1)
        yield Read("source", source.id, f"sources/#{source.id}", html)


def _note(source: model.Source) -> str:
    """What a source is, in a line: who wrote or printed it, the year, whose voice it is."""
    year = source.issued[:4] if source.issued else ""
    said_by = citations.authors(source), source.publisher, source.container_title
    voice = citations.SIDES[source.publisher_side]
    return ", ".join(dict.fromkeys(part for part in (*said_by, year, voice) if part))


def record(
    reference: Reference,
    entry: model.Entry,
    section: str,
    statements: list[Assertion],
    narrowing: Narrowing,
) -> str:
    """What Pagefind reads for a record's page; each statement stands under its own id, which
    carries what it is narrowed by."""
    names = names_of(reference, entry)
    # The title stands above; written again it would only fill the excerpts.
    forms = dict.fromkeys(
        form for form in (*names, *map(fold, names)) if form.lower() != entry.title.lower()
    )
    said = Markup("").join(_statement(reference, one, narrowing.code(one)) for one in statements)
    prose = Markup("<p>{}</p>").format(_prose(reference, f"{section}/{entry.id}.md"))
    weight = WEIGHTS[section]
    known = Markup('<p data-pagefind-weight="{}">{}</p>').format(weight, "; ".join(forms))
    return _html(entry.title, entry.summary, prose + known + said, weight)


def _html(title: str, summary: str, body: Markup, weight: float) -> str:
    return str(
        Markup(
            '<!doctype html><html lang="en"><head><title>{title}</title></head>'
            '<body data-pagefind-body><h1 data-pagefind-weight="{weight}">{title}</h1>'
            '<p data-pagefind-weight="2">{summary}</p>{body}</body></html>'
        ).format(title=title, summary=summary, body=body, weight=weight)
    )


def _statement(reference: Reference, one: Assertion, code: str) -> Markup:
    """A statement under a heading of who says it: Pagefind finds parts of pages by headings."""
    by = reference.actors[one.by].name if one.by else "On record"
    head = f"{one.question} {by}" if one.question else by
    return Markup('<h2 id="{}~{}" data-pagefind-weight="1">{}</h2><p>{}</p>').format(
        one.anchor, code, head, one.text
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
        self._narrowing = Narrowing(reference)
        self._addresses: dict[str, str] = {}
        for one in records(reference, self._narrowing):
            page = pages / one.path / "index.html"
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(one.html, encoding="utf-8")
            self._addresses[one.path] = one.url
        self._items, self._names = finding.index(reference)
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
        (self._output / "names.json").write_text(self._names, encoding="utf-8")
        named = {
            name: self._addresses[path] for name, path in _paths(self._output / "fragment").items()
        }
        facets = self._narrowing.table(self._items, named)
        (self._output / "facets.json").write_text(facets, encoding="utf-8")
        shutil.rmtree(self._target, ignore_errors=True)
        shutil.move(self._output, self._target)
        self._folder.cleanup()


def _paths(fragments: Path) -> dict[str, str]:
    """What each page of the full text was made of, by the name that Pagefind's results give it."""
    found = {}
    for path in fragments.iterdir():
        content = gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd")
        found[path.stem] = json.loads(content)["url"].strip("/")
    return found
