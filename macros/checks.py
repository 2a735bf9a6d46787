"""The rules across records and pages. Each is a generator whose docstring is the rule."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import get_args

from pydantic import BaseModel

from . import addresses, dates, geometry, model, style
from .addresses import GLOSSARY, anchors
from .load import PUBLISHED, Located, Records
from .problems import KeyPath, Problem, near_miss
from .prose import ProsePage

FIRST_DAY = dt.date(model.FIRST_YEAR, 1, 1)
REGION = {"lat": (38.0, 42.1), "lon": (43.6, 50.2)}
SECTIONS = ("districts", "events", "documents", "topics")
# The document whose roll is in votes.csv.
ROLL_OF = "un-ga-62-243"
CONTROL_BEGINS = dt.date(1988, 1, 1)
# Ids that the templates of a page write themselves.
RESERVED = {
    "events", "documents", "names", "settlements", "cite", "notes", "contested", "statements",
    "clauses", "heritage", "control", "population", "related", "infobox", "moved",
    "around", "the-seven",
}  # fmt: skip
# Keys whose texts are read as prose.
STYLED = {"text", "summary", "question", "definition", "basis", "recognition"}
# Where a record names a source or an actor, as its keys are joined by full stops.
CITES = re.compile(r"(.*\.)?(text_source|(\w+_)?sources\.\d+(\.id)?|by|body)")
ACTS = ("by", "body")
# Pages that show how things are typed, wrongly spelt names and dates of figures among them.
STYLE_APART = {"search.md", "data.md"}


@dataclass
class Collection:
    """What the rules look at: all records, all pages, and the day of the check."""

    records: Records
    pages: dict[str, ProsePage]
    today: dt.date

    @cached_property
    def values(self) -> list[tuple[BaseModel, KeyPath, object]]:
        """Every value in every record: the record, the path of keys, the value."""
        return [(record, *found) for record in self.top_level() for found in walk(record)]

    @cached_property
    def live(self) -> set[str]:
        """Every permanent address that there is."""
        return addresses.live(self.records, self.pages)

    def entries(self) -> Iterator[tuple[str, model.Entry]]:
        """Every record that has a page, with its section."""
        for section in SECTIONS:
            for entry in getattr(self.records, section).values():
                yield section, entry

    def top_level(self) -> Iterator[BaseModel]:
        """Every record that may hold references, dates or text."""
        for _, entry in self.entries():
            yield entry
        yield from self.records.sources.values()
        yield from self.records.terms.values()
        yield from self.records.names
        yield from self.records.population
        yield from self.records.settlements
        yield from self.records.counts
        yield from self.records.mines
        yield from self.records.votes
        yield self.records.control


Rule = Callable[[Collection], Iterator[Problem]]
RULES: list[Rule] = []


def rule(check: Rule) -> Rule:
    """Add a rule to those that every check runs."""
    RULES.append(check)
    return check


def run(records: Records, pages: dict[str, ProsePage], today: dt.date) -> list[Problem]:
    """All problems of one run: what could not be read, then what breaks a rule."""
    collection = Collection(records, pages, today)
    problems = list(records.problems)
    for check in RULES:
        problems.extend(check(collection))
    return sorted(set(problems))


def walk(value: object, path: KeyPath = ()) -> Iterator[tuple[KeyPath, object]]:
    """Every value inside a record, with the path of keys as an editor wrote them."""
    yield path, value
    if isinstance(value, BaseModel):
        for name, info in type(value).model_fields.items():
            yield from walk(getattr(value, name), (*path, info.alias or name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from walk(item, (*path, index))


@rule
def sources_exist(collection: Collection) -> Iterator[Problem]:
    """Every source that a record or a page cites is in data/sources/."""
    known = {*collection.records.sources, *collection.records.refused}
    for record, path, value in collection.values:
        if isinstance(value, model.SourceRef) and value.id not in known:
            yield collection.records.locate(record, path, _no_source(value.id, known))
    for record in collection.top_level():
        if isinstance(record, model.Document) and record.text_source not in known:
            message = _no_source(record.text_source, known)
            yield collection.records.locate(record, ("text_source",), message)
        if isinstance(record, model.Population) and record.source not in known:
            yield collection.records.locate(record, ("source",), _no_source(record.source, known))
    for page in collection.pages.values():
        for mark in page.marks:
            if mark.source not in known:
                yield Problem(page.path, mark.line, "", _no_source(mark.source, known))
    for located, path, cited in _drafted(collection.records):
        if path[-1] not in ACTS and cited not in known:
            yield located.problem(path, _no_source(cited, known))


def _drafted(records: Records) -> Iterator[tuple[Located, KeyPath, str]]:
    """The ids of sources and actors that records name which were refused for another fault."""
    for content, located, prefix in records.drafts:
        for path, value in _walk_draft(content, prefix):
            if isinstance(value, str) and CITES.fullmatch(".".join(map(str, path))):
                yield located, path, value


def _walk_draft(value: object, path: KeyPath) -> Iterator[tuple[KeyPath, object]]:
    """Every value of what YAML held, with its path of keys."""
    yield path, value
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _walk_draft(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _walk_draft(item, (*path, index))


def _no_source(wrong: str, known: set[str]) -> str:
    return f'no source "{wrong}"{near_miss(wrong, known)}'


@rule
def actors_exist(collection: Collection) -> Iterator[Problem]:
    """Whoever asserts or issues something is in data/actors.yml."""
    known = {*collection.records.actors, *collection.records.refused}
    for record, path, value in collection.values:
        if path and path[-1] in ACTS and value and value not in known:
            message = f'no actor "{value}"{near_miss(str(value), known)}'
            yield collection.records.locate(record, path, message)
    for located, path, actor in _drafted(collection.records):
        if path[-1] in ACTS and actor not in known:
            yield located.problem(path, f'no actor "{actor}"{near_miss(actor, known)}')


@rule
def nothing_is_unused(collection: Collection) -> Iterator[Problem]:
    """Every source is cited somewhere, every actor asserts something. While a record is refused
    nobody can tell: what it draws on is not known."""
    if collection.records.refused:
        return
    cited = {mark.source for page in collection.pages.values() for mark in page.marks}
    acting: set[str] = set()
    for _, path, value in collection.values:
        if isinstance(value, model.SourceRef):
            cited.add(value.id)
        elif path and path[-1] in ACTS and value:
            acting.add(str(value))
        elif path and path[-1] in ("text_source", "quoted_in", "source") and value:
            cited.add(str(value))
    for identifier, source in collection.records.sources.items():
        if identifier not in cited:
            message = f'source "{identifier}" is cited nowhere; cite it or delete it'
            yield collection.records.locate(source, ("id",), message)
    for identifier, actor in collection.records.actors.items():
        if identifier not in acting:
            message = f'actor "{identifier}" asserts nothing; name it in a "by" or delete it'
            yield collection.records.locate(actor, ("id",), message)


@rule
def related_exist(collection: Collection) -> Iterator[Problem]:
    """What a record is related to, or a control period began with, is a record."""
    known = {entry.id for _, entry in collection.entries()} | collection.records.refused
    for _, entry in collection.entries():
        for index, other in enumerate(entry.related):
            if other not in known:
                message = f'no record "{other}"{near_miss(other, known)}'
                yield collection.records.locate(entry, ("related", index), message)
            elif other == entry.id:
                message = "is this record itself; delete it"
                yield collection.records.locate(entry, ("related", index), message)
    for index, period in enumerate(collection.records.control.periods):
        if period.event and period.event not in known:
            message = f'no event "{period.event}"{near_miss(period.event, known)}'
            path = ("periods", index, "event")
            yield collection.records.locate(collection.records.control, path, message)


@rule
def the_glossary_leads_somewhere(collection: Collection) -> Iterator[Problem]:
    """A term is related to records or terms that there are, has no form that another term has, and
    stands on the page of the glossary."""
    known = {entry.id for _, entry in collection.entries()} | collection.records.refused
    known |= collection.records.terms.keys()
    forms: dict[str, str] = {}
    for term in collection.records.terms.values():
        for index, other in enumerate(term.related):
            if other not in known:
                message = f'no record or term "{other}"{near_miss(other, known)}'
                yield collection.records.locate(term, ("related", index), message)
            elif other == term.id and other not in collection.records.documents:
                message = "is this term itself; delete it"
                yield collection.records.locate(term, ("related", index), message)
        for form in (term.term, *term.forms):
            if (first := forms.setdefault(form.lower(), term.id)) != term.id:
                message = f'"{form}" is a form of "{first}" already; a form has one meaning'
                yield collection.records.locate(term, ("forms",), message)
    if collection.records.terms and GLOSSARY not in collection.pages:
        message = f"has no page; write docs/{GLOSSARY}"
        yield collection.records.locate(next(iter(collection.records.terms.values())), (), message)


@rule
def names_belong_to_places(collection: Collection) -> Iterator[Problem]:
    """A name is the name of a district that has a record."""
    known = {*collection.records.districts, *collection.records.refused}
    for name in collection.records.names:
        if name.place not in known:
            message = f'no district "{name.place}"{near_miss(name.place, known)}'
            yield collection.records.locate(name, ("place",), message)


@rule
def record_ids_are_unique(collection: Collection) -> Iterator[Problem]:
    """No two records of any kind share an id, so that "related" leads to one."""
    seen: dict[str, str] = {}
    for section, entry in collection.entries():
        if entry.id in seen:
            message = f'"{entry.id}" is also the id of a record in {seen[entry.id]}; rename one'
            yield collection.records.locate(entry, (), message)
        seen[entry.id] = section


@rule
def permalinks_are_unique(collection: Collection) -> Iterator[Problem]:
    """On one page no id stands twice, whether a record or the prose gives it."""
    for section, entry in collection.entries():
        seen: set[str] = set(RESERVED)
        for path, anchor in anchors(entry):
            if anchor in seen:
                message = f'"{anchor}" stands twice on this page, or is kept for a heading; rename'
                yield collection.records.locate(entry, path, message)
            seen.add(anchor)
        page = collection.pages.get(f"{section}/{entry.id}.md")
        for line, anchor in page.anchors if page else ():
            if anchor in seen:
                message = f'the id "{anchor}" stands twice on this page; rename it'
                yield Problem(page.path if page else "", line, "", message)
            seen.add(anchor)


@rule
def contested_has_both_sides(collection: Collection) -> Iterator[Problem]:
    """A contested question has two positions or more by different actors, and for Azerbaijan
    and for Armenia each a position or a word on where one was looked for."""
    actors = collection.records.actors
    for _, entry in collection.entries():
        for index, question in enumerate(entry.contested):
            path = ("contested", index)
            voices = {position.by for position in question.positions}
            sides = {actors[voice].side for voice in voices if voice in actors}
            missing = {absent.side for absent in question.not_found}
            if len(voices) + len(missing) < 2:
                message = "has fewer than two sides; add the other side's position, or not_found"
                yield collection.records.locate(entry, path, message)
            if voices & collection.records.refused:
                continue
            for side in ("azerbaijani", "armenian"):
                if side not in sides and side not in missing:
                    message = (
                        f"has no position by an actor whose side is {side}; add one, or say "
                        f"under not_found (side: {side}, searched: …) where it was looked for"
                    )
                    yield collection.records.locate(entry, path, message)
                if side in sides and side in missing:
                    message = f"has a position of the {side} side; delete that not_found"
                    yield collection.records.locate(entry, (*path, "not_found"), message)


@rule
def records_and_pages_match(collection: Collection) -> Iterator[Problem]:
    """Every record has its page, every page in a record's folder its record, with one title."""
    for section, entry in collection.entries():
        page = collection.pages.get(f"{section}/{entry.id}.md")
        if page is None:
            message = f"has no page; write docs/{section}/{entry.id}.md"
            yield collection.records.locate(entry, (), message)
        elif page.title != entry.title:
            message = f'the page\'s title is "{page.title}", the record\'s "{entry.title}"'
            yield Problem(page.path, 2, "title", message)
    for page in collection.pages.values():
        section, _, name = page.name.partition("/")
        identifier = name.removesuffix(".md")
        if section not in SECTIONS or identifier == "index":
            continue
        known = getattr(collection.records, section)
        path = f"data/{section}/{identifier}.yml"
        if identifier not in known and identifier not in collection.records.refused:
            message = f"has no record; write {path}{near_miss(identifier, known)}"
            yield Problem(page.path, 1, "", message)


@rule
def dates_are_in_range(collection: Collection) -> Iterator[Problem]:
    """A date lies between 1900 and today."""
    for record, path, value in collection.values:
        if not path or path[-1] not in _DATE_KEYS or not isinstance(value, str):
            continue
        date = dates.parse(value)
        if date.lower < FIRST_DAY:
            message = f"{value} lies before {model.FIRST_YEAR}"
            yield collection.records.locate(record, path, message)
        elif date.lower > collection.today:
            message = f"{value} lies in the future; today is {collection.today}"
            yield collection.records.locate(record, path, message)


_DATE_KEYS = {"date", "issued", "accessed", "reviewed", "from", "to", "year", "period"}


@rule
def places_are_in_the_region(collection: Collection) -> Iterator[Problem]:
    """A place lies in the South Caucasus."""
    for record, path, value in collection.values:
        if not isinstance(value, model.Place | model.Settlement):
            continue
        for axis, (low, high) in REGION.items():
            degrees = getattr(value, axis)
            if not low <= degrees <= high:
                message = (
                    f"{degrees} lies outside the region ({low} to {high}); are lat and lon "
                    "exchanged?"
                )
                yield collection.records.locate(record, (*path, axis), message)


@rule
def settlements_have_an_address(collection: Collection) -> Iterator[Problem]:
    """Every settlement has an id of its own, and stands on a page of its district's settlements."""
    seen: set[str] = set()
    for one in collection.records.settlements:
        if one.id in seen:
            message = f'"{one.id}" stands twice; every id stands once'
            yield collection.records.locate(one, ("id",), message)
        seen.add(one.id)
        if one.district not in {*collection.records.districts, *collection.records.refused}:
            message = f'no district "{one.district}" is on record'
            yield collection.records.locate(one, ("district",), message)
        if f"settlements/{one.district}.md" not in collection.pages:
            message = f"has no page; write docs/settlements/{one.district}.md"
            yield collection.records.locate(one, ("district",), message)


@rule
def ranges_run_upward(collection: Collection) -> Iterator[Problem]:
    """The upper end of a range is more than its lower end."""
    for row in collection.records.counts:
        if row.count_to is not None and row.count_to <= row.count:
            message = f"{row.count_to} is not more than the count, {row.count}; exchange them"
            yield collection.records.locate(row, ("count_to",), message)


@rule
def casualties_are_counted(collection: Collection) -> Iterator[Problem]:
    """A row of mine casualties holds a figure, and a total that is not less than its parts; where
    it is more, a note says why."""
    for row in collection.records.mines:
        if row.killed is None and row.injured is None and row.total is None:
            message = "is missing, and so are killed and injured; write the figure"
            yield collection.records.locate(row, ("total",), message)
        if row.killed is None or row.injured is None or row.total is None:
            continue
        parts = row.killed + row.injured
        if row.total < parts:
            message = f"{row.total} is less than killed and injured together, {parts}"
            yield collection.records.locate(row, ("total",), message)
        elif row.total > parts and row.note is None:
            message = f"is missing; say why the total, {row.total}, is not {parts}"
            yield collection.records.locate(row, ("note",), message)


@rule
def compared_clauses_have_a_theme(collection: Collection) -> Iterator[Problem]:
    """A document that is compared with others clause by clause gives each clause its theme."""
    for document in collection.records.documents.values():
        if any(clause.theme for clause in document.clauses):
            for index, clause in enumerate(document.clauses):
                if clause.theme is None:
                    message = "is missing; the document's other clauses have a theme"
                    yield collection.records.locate(document, ("clauses", index, "theme"), message)


@rule
def the_roll_is_the_vote(collection: Collection) -> Iterator[Problem]:
    """The members in votes.csv are as many as the document records, and each stands once."""
    counts = Counter[str](row.vote for row in collection.records.votes)
    document = collection.records.documents.get(ROLL_OF)
    if counts and document and (vote := document.vote):
        for name, recorded in (
            ("for", vote.in_favour), ("against", vote.against), ("abstaining", vote.abstaining),
            ("absent", vote.absent),
        ):  # fmt: skip
            if recorded is not None and recorded != counts[name]:
                message = f"is {recorded}; data/votes.csv has {counts[name]}"
                yield collection.records.locate(document, ("vote", name), message)
    seen: set[str] = set()
    for row in collection.records.votes:
        if row.iso2 in seen:
            message = f'"{row.iso2}" stands twice; a member votes once'
            yield collection.records.locate(row, ("iso2",), message)
        seen.add(row.iso2)


@rule
def control_is_continuous(collection: Collection) -> Iterator[Problem]:
    """The control periods of each part of a district follow one another from 1988 to today
    without overlap or gap."""
    control = collection.records.control
    parts: dict[tuple[str, str], list[tuple[int, model.ControlPeriod]]] = {}
    for index, period in enumerate(control.periods):
        parts.setdefault((period.district, period.part), []).append((index, period))
    for (district, part), periods in parts.items():
        periods.sort(key=lambda item: dates.parse(item[1].start))
        where = f"{district} ({part})"
        first = dates.parse(periods[0][1].start).lower
        if first > CONTROL_BEGINS:
            message = f"control of {where} begins {first}; the first period begins 1988-01-01"
            yield _control_problem(collection, periods[0][0], "from", message)
        for (_, earlier), (index, later) in pairwise(periods):
            if earlier.end is None or earlier.end != later.start:
                fault = "overlaps" if (earlier.end or "9") > later.start else "leaves a gap after"
                message = (
                    f"control of {where} from {later.start} {fault} the period that ends "
                    f"{earlier.end or 'never'}; the one ends on the day the next begins"
                )
                yield _control_problem(collection, index, "from", message)
        if periods[-1][1].end is not None:
            message = f"control of {where} ends {periods[-1][1].end}; the last period has no end"
            yield _control_problem(collection, periods[-1][0], "to", message)


def _control_problem(collection: Collection, index: int, key: str, message: str) -> Problem:
    path = ("periods", index, key)
    return collection.records.locate(collection.records.control, path, message)


@rule
def geometry_is_sound(collection: Collection) -> Iterator[Problem]:
    """Every file in data/geo is GeoJSON with closed rings, inside the region, of districts that
    there are; and every part of a district whose control is on record is drawn."""
    periods = collection.records.control.periods
    yield from geometry.problems(
        collection.records.root,
        REGION,
        get_args(model.DistrictId),
        {(period.district, period.part) for period in periods},
    )


@rule
def quotations_name_their_carrier(collection: Collection) -> Iterator[Problem]:
    """A source that was not itself opened says where it was read as quoted, and only it does."""
    for source in collection.records.sources.values():
        if source.checked == "quoted-in" and source.quoted_in is None:
            message = "is missing; say where the source was read as quoted"
            yield collection.records.locate(source, ("quoted_in",), message)
        if source.checked != "quoted-in" and source.quoted_in is not None:
            message = 'stands only beside "checked: quoted-in"'
            yield collection.records.locate(source, ("quoted_in",), message)


@rule
def texts_keep_to_the_style(collection: Collection) -> Iterator[Problem]:
    """What is written in the site's own voice keeps every rule of style.py."""
    for record, path, value in collection.values:
        if path and path[-1] in STYLED and isinstance(value, str):
            for fault in style.faults(value):
                yield collection.records.locate(record, path, fault)
    for page in collection.pages.values():
        if page.name not in STYLE_APART:
            for line, text in page.sentences:
                for fault in style.faults(text):
                    yield Problem(page.path, line, "", fault)


@rule
def placed_statements_exist(collection: Collection) -> Iterator[Problem]:
    """A statement that prose sets in place is in the record it names, or in the page's own, and
    a page sets its own once."""
    entries = {entry.id: entry for _, entry in collection.entries()}
    for page in collection.pages.values():
        name = page.name.removesuffix(".md").partition("/")[2]
        placed = Counter[str]()
        for call in page.calls:
            if call.name != "statement" or call.argument is None:
                continue
            entry = entries.get(call.of or name)
            if entry is None:
                if call.of and call.of not in collection.records.refused:
                    message = f'no record "{call.of}"{near_miss(call.of, entries)}'
                    yield Problem(page.path, call.line, "statement()", message)
                continue
            known = [statement.id for statement in entry.statements]
            placed[f"{entry.id}#{call.argument}"] += 1
            if call.argument not in known:
                message = f'no statement "{call.argument}"{near_miss(call.argument, known)}'
                yield Problem(page.path, call.line, "statement()", message)
            elif placed[f"{entry.id}#{call.argument}"] == 2:
                message = f'"{call.argument}" is set in place twice; a fact is written once'
                yield Problem(page.path, call.line, "statement()", message)


@rule
def moved_addresses_lead_somewhere(collection: Collection) -> Iterator[Problem]:
    """A moved address no longer exists, what it leads to does, and no two lines name it."""
    live = collection.live
    pages = _moved_pages(collection)
    seen: set[str] = set()
    for move in collection.records.moved:
        old = addresses.from_editor(move.old)
        if old in live:
            message = f'"{move.old}" still exists; delete this line or rename the record'
            yield collection.records.locate(move, ("old",), message)
        if old in seen:
            message = f'"{move.old}" stands twice; join or delete one'
            yield collection.records.locate(move, ("old",), message)
        seen.add(old)
        if move.to is not None and not _stands(addresses.from_editor(move.to), collection):
            known = map(addresses.as_editors_write, live)
            message = f'"{move.to}" does not exist{near_miss(move.to, known)}'
            yield collection.records.locate(move, ("to",), message)
        page, hash_, anchor = old.partition("#")
        if not hash_:
            continue
        if page not in pages and not _stands(page, collection):
            written = addresses.as_editors_write(page)
            message = f'has no page to stand on; say first where "{written}" moved'
            yield collection.records.locate(move, ("old",), message)
        elif (target := pages.get(page)) and f"{target}#{anchor}" in live:
            written = addresses.as_editors_write(f"{target}#{anchor}")
            message = f'"{written}" exists, and the page leads there already; delete this line'
            yield collection.records.locate(move, ("old",), message)


@rule
def published_addresses_stay(collection: Collection) -> Iterator[Problem]:
    """An address that was ever published exists, or data/moved.yml says what became of it. What
    stood on a page that moved or was withdrawn goes with it."""
    live = collection.live
    gone = {addresses.from_editor(move.old) for move in collection.records.moved}
    pages = _moved_pages(collection)
    known = {address for _, address in collection.records.published}
    for line, address in collection.records.published:
        page, hash_, anchor = address.partition("#")
        if address in gone or _stands(address, collection):
            continue
        if hash_ and page not in live:
            target = pages.get(page)
            # With a page that is missing all that stood on it is: the page is named.
            if (page not in pages and page in known) or (page in pages and target is None):
                continue
            if target is not None and f"{target}#{anchor}" in live | gone:
                continue
        yield Problem(PUBLISHED, line, "", _vanished(address, live))


def _stands(address: str, collection: Collection) -> bool:
    """Whether the address exists, or is on the page of a record that was refused at loading: that
    one is named as faulty already, and is not missing too."""
    page = address.partition("#")[0].strip("/").rpartition("/")[2]
    return address in collection.live or page in collection.records.refused


def _vanished(address: str, live: set[str]) -> str:
    written = addresses.as_editors_write(address)
    line = f'- {{old: "{written}", to: …, reason: …}}'
    return f'"/{address}" is gone; put it back, or add to data/moved.yml: {line}'


def _moved_pages(collection: Collection) -> dict[str, str | None]:
    """Pages that are gone, with what each leads to; None for a withdrawn one."""
    return {
        addresses.from_editor(move.old): addresses.from_editor(move.to) if move.to else None
        for move in collection.records.moved
        if "#" not in move.old
    }
