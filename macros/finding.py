"""The index of names: what the search box knows before it asks the full text.

One JSON file with every attested name of districts and settlements, the titles of all pages, the
symbols of documents, the days of events, and who is quoted. It is read whole at the first key
press, so it stays small: past ``MOST_TITLES`` events and documents the full text alone finds
their titles, and ``KEYWORDS`` are shared among all.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from . import dates, keywords, model
from .folding import fold
from .html import words
from .prose import ProsePage
from .reference import Assertion, Reference, page_url

MOST_TITLES = 1_000
# Words of summaries and statements that are kept, of all entries together; of one at most so many.
KEYWORDS = 2_000
KEYWORDS_OF_ONE = 8
# Pages that lead to others and answer nothing themselves.
_WITHOUT_WORTH = {"search.md"}
_PERSONS = ("person", "scholar")
_SPELT = str.maketrans(
    {"ə": "a", "ı": "i", "ğ": "gh", "ş": "sh", "ç": "ch", "ö": "o", "ü": "u", "q": "g", "x": "kh",
     "c": "j"}
)  # fmt: skip
_HEADING = re.compile(r"^##+ (.+?) *\{: #([\w-]+) *\}$", re.MULTILINE)


@dataclass
class Item:
    """One thing that can be found. ``forms`` are attested names by language, ``days`` the first
    and the last, ``symbols`` a document's own; ``note`` says what it is, for one who is quoted
    how often; ``about`` are words of what it says, folded."""

    kind: str
    title: str
    url: str
    note: str | int
    forms: dict[str, list[str]] = field(default_factory=dict)
    days: tuple[str, str] | None = None
    symbols: list[str] = field(default_factory=list)
    about: str = ""

    def row(self) -> list[Any]:
        """The item as the file has it, what is empty at its end left out."""
        row: list[Any] = [
            self.kind, self.title, self.url, self.note, self.forms, self.days, self.symbols,
            self.about,
        ]  # fmt: skip
        while not row[-1]:
            row.pop()
        return row


def index(reference: Reference) -> tuple[list[Item], str]:
    """The items, and the file: ``items`` as rows, ``settlements`` as columns (half the
    size), the ``words`` that the box shows, and what helps to find."""
    printed = words()
    lists = words("search")
    found = Finding(reference, printed, lists["skip"])
    items = list(found.items())
    content = {
        "words": printed["search"],
        **lists,
        "items": [item.row() for item in items],
        "settlements": found.settlements(),
    }
    return items, json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def record_pages(reference: Reference) -> set[str]:
    """Names of the Markdown pages that are a record's own."""
    return {f"{section}/{identifier}.md" for identifier, section in reference.sections.items()}


class Finding:
    """The items of a collection, in an order that is the same in every build."""

    def __init__(self, reference: Reference, printed: dict[str, Any], skip: str) -> None:
        self._reference = reference
        self._words = printed
        self._own = record_pages(reference)
        self._notes: dict[str, str] = printed["search"]["notes"]
        entries = [reference.entry(one) for one in reference.sections]
        each = min(KEYWORDS_OF_ONE, KEYWORDS // len(entries))
        self._about = keywords.of(entries, each, set(skip.split()))

    def items(self) -> Iterator[Item]:
        """Everything that can be found by name."""
        known = self._reference
        yield from map(self._district, known.districts)
        yield from (
            Item(
                "topic",
                one.title,
                known.url(one.id),
                self._notes["topic"],
                about=self._about[one.id],
            )
            for one in known.topics
        )
        few = len(known.dated) <= MOST_TITLES
        for entry in known.dated:
            if few or (isinstance(entry, model.Document) and entry.symbol):
                yield self._dated(entry)
        yield from self._actors()
        yield from self._terms()
        for page in known.pages.values():
            yield from self._page(page)

    def _district(self, district: model.District) -> Item:
        forms: dict[str, list[str]] = {}
        for name in self._reference.names_of(district.id):
            forms.setdefault(name.lang, []).append(name.form)
        note = self._notes["district"]
        return Item("district", district.title, self._reference.url(district.id), note, forms)

    def settlements(self) -> dict[str, str]:
        """Columns of one table, a place a settlement, parted by tabs; several names are parted by
        semicolons. In the order of ids, so that likes lie together and pack well. ``district`` is
        its place among the seven, ``az`` says whether the title is marked as Azerbaijani, ``id``
        is empty where it follows from the title, ``kind`` for a plain one."""
        places = {one.id: place for place, one in enumerate(self._reference.districts)}
        rows = [one for district in places for one in self._reference.settlements_of(district)]
        rows.sort(key=lambda one: (_own_id(one), places[one.district]))
        names = [_forms(one) for one in rows]
        columns = {
            "district": [str(places[one.district]) for one in rows],
            "id": ["" if _own_id(one) == _spelt(one.name) else _own_id(one) for one in rows],
            "title": [one.name for one in rows],
            "az": ["1" if one.name_az else "" for one in rows],
            "kind": ["" if one.kind == "populated place" else one.kind for one in rows],
            **{
                language: [";".join(forms[language]) for forms in names]
                for language in ("hy", "ru", "fa", "other")
            },
        }
        return {name: "\t".join(column) for name, column in columns.items()}

    def _dated(self, entry: model.Event | model.Document) -> Item:
        section = self._reference.sections[entry.id].removesuffix("s")
        span = dates.parse(entry.date)
        kind = self._words[f"{section}_kinds"][entry.kind]
        symbol = entry.symbol if isinstance(entry, model.Document) else None
        about = [self._reference.records.districts[one].title for one in entry.districts]
        told = about if len(about) < len(self._reference.districts) else []
        note = [kind, *([symbol] if symbol else []), dates.in_words(entry.date), *told]
        return Item(
            section, entry.title, self._reference.url(entry.id), ", ".join(note),
            days=(span.lower.isoformat(), span.upper.isoformat()),
            symbols=symbol.split("–") if symbol else [], about=self._about[entry.id],
        )  # fmt: skip

    def _actors(self) -> Iterator[Item]:
        """Who is quoted: each leads to the page that has most from them."""
        said: dict[str, list[Assertion]] = {}
        for assertion in self._reference.assertions:
            if assertion.by and assertion.kind != "summary":
                said.setdefault(assertion.by, []).append(assertion)
        for actor in self._reference.actors.values():
            if not (found := said.get(actor.id)):
                continue
            pages = Counter(one.page_url for one in found)
            most = pages.most_common(1)[0][0]
            first = next(one for one in found if one.page_url == most)
            forms = {"id": _persons(actor.name)} if actor.kind in _PERSONS else {}
            yield Item("actor", actor.name, first.url, len(found), forms)

    def _terms(self) -> Iterator[Item]:
        """Terms of the glossary, in English and in other languages."""
        known = self._reference
        for term in known.records.terms.values():
            forms = {"en": list(term.forms)}
            for other in term.translations:
                forms.setdefault(other.lang, []).append(other.form)
            note = self._notes["term"]
            yield Item("term", term.term, known.term_url(term.id), note, forms)

    def _page(self, page: ProsePage) -> Iterator[Item]:
        if page.name in self._own:
            return
        if page.name in _WITHOUT_WORTH or not page.title:
            return
        address = page_url(page.name)
        yield Item("page", page.title, address, self._notes["page"])
        note = self._notes["part"].format(page=page.title)
        for title, anchor in _HEADING.findall(page.body):
            yield Item("part", title, f"{address}#{anchor}", note)


def _forms(one: model.Settlement) -> dict[str, list[str]]:
    """Names of a settlement by language; what is typed like one that comes before is left out."""
    known = {_key(one.name), _key(re.sub(r"-\d+$", "", _own_id(one)))}
    by_language = {
        "hy": (*one.name_hy, *one.name_hy_latn), "ru": one.name_ru, "fa": one.name_fa,
        "other": one.names_other,
    }  # fmt: skip
    kept: dict[str, list[str]] = {language: [] for language in by_language}
    for language, forms in by_language.items():
        for form in forms:
            if _key(form) not in known:
                known.add(_key(form))
                kept[language].append(form)
    return kept


def _own_id(one: model.Settlement) -> str:
    """The id without the district that it begins with."""
    return one.id.removeprefix(f"{one.district}-")


def _spelt(name: str) -> str:
    """The id that most settlements of a name have; as ``spelt`` in docs/assets/js/search."""
    letters = name.lower().replace("\u0307", "").translate(_SPELT)
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")


def _key(form: str) -> str:
    """As ``key`` in docs/assets/js/search/letters.js has it: words of a folded form."""
    return " ".join(re.findall(r"\w+", re.sub("[՚-՟]", "", fold(form))))


def _persons(name: str) -> list[str]:
    """The person's own name in "President of Azerbaijan (Ilham Aliyev)" or "Heydar Aliyev,
    President of Azerbaijan"; nothing where the name is no more than that."""
    parts = [part.strip() for part in re.split(r"[(),]", name)]
    return [
        part
        for part in parts
        if part != name and len(part.split()) in (2, 3) and all(map(_is_capital, part.split()))
    ]


def _is_capital(word: str) -> bool:
    return word[0].isupper()
