"""What the collection holds and where it is thin: counts for the check, the coverage page, and
the balance that the site promises."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from . import dates
from .reference import Assertion, Reference

SIDES = ("azerbaijani", "armenian")
# Of the sources cited on contested questions neither side's outnumber the other's by more.
LARGEST_RATIO = 1.5
SMALLEST_READ = 0.75
LARGEST_QUOTED = 0.1
THIN = 10


@dataclass(frozen=True)
class Table:
    """A caption, the heads of its columns, and its rows."""

    caption: str
    heads: tuple[str, ...]
    rows: list[tuple[object, ...]]


@dataclass(frozen=True)
class Promise:
    """Something promised of the whole collection, and what was measured."""

    text: str
    measured: str
    kept: bool


def said(reference: Reference) -> list[Assertion]:
    """Assertions that count as statements: all but the summaries, which repeat them."""
    return [one for one in reference.assertions if one.kind != "summary"]


def promises(reference: Reference) -> list[Promise]:
    """How the statements rest on their sources, and how even the two sides are."""
    statements = said(reference)
    total = len(statements) or 1
    checked = [{reference.sources[ref.id].checked for ref in one.sources} for one in statements]
    kinds = [
        {reference.sources[ref.id].publisher_side for ref in one.sources} for one in statements
    ]
    opened = sum(bool(found & {"read", "read-in-part"}) for found in checked)
    read = sum("read" in found for found in checked)
    quoted = sum("quoted-in" in found for found in checked)
    alone = sum(found == {"encyclopedia"} for found in kinds)
    sides = contested_sources(reference)
    ratio = max(sides.values()) / max(1, min(sides.values())) if any(sides.values()) else 1.0
    return [
        Promise(
            "Three statements in four rest on a source that was itself opened",
            f"{opened:,} of {total:,}; {read:,} on one marked read, not in part",
            opened / total >= SMALLEST_READ,
        ),
        Promise(
            "At most one statement in ten cites a source known only as quoted elsewhere",
            f"{quoted:,} of {total:,}", quoted / total <= LARGEST_QUOTED,
        ),
        Promise(
            "Statements that rest on an encyclopedia alone are few, and say so",
            f"{alone:,} of {total:,}", alone / total <= LARGEST_QUOTED,
        ),
        Promise(
            "Of the sources cited on contested questions neither side's outnumber the other's by "
            "more than a half",
            f"{sides['azerbaijani']:,} Azerbaijani, {sides['armenian']:,} Armenian",
            ratio <= LARGEST_RATIO,
        ),
    ]  # fmt: skip


def contested_sources(reference: Reference) -> dict[str, int]:
    """Citations on contested questions of sources of each side."""
    found = Counter[str](
        reference.sources[ref.id].publisher_side
        for one in reference.assertions
        if one.kind == "position"
        for ref in one.sources
    )
    return {side: found[side] for side in SIDES}


def tables(reference: Reference) -> list[Table]:
    """Statements by district, period and kind; sources by side, language and kind; what is thin."""
    statements = said(reference)
    cited = [reference.sources[one] for one in reference.cited_by if one in reference.sources]
    return [
        _counted("Statements by district", "District", (
            reference.entry(district).title
            for one in statements for district in one.districts
            if district in reference.sections
        )),
        _counted("Statements by topic", "Topic", (
            reference.entry(topic).title
            for one in statements for topic in one.topics if topic in reference.sections
        )),
        _counted("Statements by period", "Period",
                 (_period(one) for one in statements), ordered=True),
        _counted("Statements by kind", "Kind", (one.kind for one in statements)),
        _counted("Statements by the side of who asserts them", "Side", (
            reference.side(one.by) or "nobody disputes it" for one in statements
        )),
        _counted("Statements by number of sources", "Sources",
                 (len(one.sources) for one in statements), ordered=True),
        _counted("Sources by the side of their publisher", "Side",
                 (source.publisher_side for source in cited)),
        _counted("Sources by language", "Language", (source.language for source in cited)),
        _counted("Sources by kind", "Kind", (source.type for source in cited)),
        _counted("Sources by how far they were read", "Read",
                 (source.checked for source in cited)),
        _thin(reference),
    ]  # fmt: skip


def _period(one: Assertion) -> str:
    if not one.date:
        return "no date"
    year = dates.parse(one.date).lower.year
    for last, name in ((1987, "before 1988"), (1991, "1988 to 1991"), (1994, "1992 to 1994"),
                       (2019, "1995 to 2019"), (2020, "2020"), (2022, "2021 to 2022")):  # fmt: skip
        if year <= last:
            return name
    return "2023 to today"


_PERIODS = ("before 1988", "1988 to 1991", "1992 to 1994", "1995 to 2019", "2020", "2021 to 2022",
            "2023 to today", "no date")  # fmt: skip


def _counted(caption: str, head: str, values: Iterable[object], *, ordered: bool = False) -> Table:
    counts = Counter(values)
    keys = [key for key, _ in counts.most_common()]
    if ordered:
        keys.sort(key=lambda key: _PERIODS.index(key) if key in _PERIODS else int(str(key)))
    return Table(caption, (head, "Number"), [(key, counts[key]) for key in keys])


def _thin(reference: Reference) -> Table:
    rows: list[tuple[object, ...]] = []
    for entry in [*reference.districts, *reference.topics]:
        own = [
            one for one in said(reference) if entry.id in one.districts or entry.id in one.topics
        ]
        sides = Counter[str](
            reference.sources[ref.id].publisher_side for one in own for ref in one.sources
        )
        rows += [
            (entry.title, f"{side} sources", sides[side]) for side in SIDES if sides[side] < THIN
        ]
    caption = f"What is thin: fewer than {THIN} citations of one side's sources"
    return Table(caption, ("Page", "Of what", "Number"), rows)
