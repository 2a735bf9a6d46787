"""Which settlements the record speaks of: the statements that name one, found by its name.

A match is a help to find one's way, so a doubtful one is left out: a name counts from five
letters on, spelled with a capital, whole, and not as part of a longer name; it is not the name of
a district; and it leads to a settlement of the district that the statement is about, where that
district has but one of the name, or one town.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

from . import model

if TYPE_CHECKING:
    from .reference import Assertion

SHORTEST = 5
LONGEST_IN_WORDS = 3
# What texts call so is not the settlement: the district of Dashkasan, Chaykend (Getashen) and
# Talish outside the seven, a river and a mine, a church.
ELSEWHERE = {"Dashkasan", "Chaykend", "Talish", "Tutkhun", "Vankasar"}
_NATURE = {"river", "lake", "mount", "mountain", "pass"}
# How English texts write Azerbaijani letters; some have two habits.
_USUAL = str.maketrans(
    {"ə": "a", "Ə": "A", "c": "j", "C": "J", "ç": "ch", "Ç": "Ch", "ş": "sh", "Ş": "Sh",
     "ı": "i", "İ": "I", "x": "kh", "X": "Kh", "ö": "o", "Ö": "O", "ü": "u", "Ü": "U"}
)  # fmt: skip
_GH = str.maketrans({"ğ": "gh", "Ğ": "Gh"}), str.maketrans({"ğ": "g", "Ğ": "G"})
_Q: tuple[dict[int, str], ...] = {}, str.maketrans({"q": "g", "Q": "G"})
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"[’']s?$")
_MARKS = re.compile(r"[’'ʻʼ]")
# The name of a person or a longer name shows itself by another capital before it, unless that
# is such a word at the head of a sentence.
_LEADING = {"The", "In", "At", "Near", "From", "To", "On", "Of", "For", "Around", "Outside", "And"}


@dataclass(frozen=True)
class Said:
    """A page that names a settlement, and the addresses on it, from the site's root."""

    title: str
    urls: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """A settlement as its table shows it."""

    settlement: model.Settlement
    other: tuple[str, ...]
    said: tuple[Said, ...]
    extra: tuple[model.SourceRef, ...]


def table(settlements: list[model.Settlement], said: dict[str, list[Assertion]]) -> dict[str, Any]:
    """The ``rows`` of a table, and the sources that all of them have in ``common``."""
    common = [
        ref
        for ref in (settlements[0].sources if settlements else ())
        if all(ref in one.sources for one in settlements)
    ]
    rows = [
        Row(
            one,
            tuple(form for form in one.names_other if form != one.name),
            _by_page(said.get(one.id, [])),
            tuple(ref for ref in one.sources if ref not in common),
        )
        for one in settlements
    ]
    return {"rows": rows, "common": common}


def _by_page(assertions: Iterable[Assertion]) -> tuple[Said, ...]:
    pages: dict[str, dict[str, None]] = {}
    for one in assertions:
        pages.setdefault(one.entry.title, {})[one.url] = None
    return tuple(Said(title, tuple(urls)) for title, urls in pages.items())


def mentions(
    settlements: Iterable[model.Settlement],
    assertions: Iterable[Assertion],
    barred: Iterable[str],
) -> dict[str, list[Assertion]]:
    """What is said of each settlement, by its id, in the order of ``assertions``.

    ``barred`` are names that tell no settlement apart: those of the districts.
    """
    known = _by_form(settlements, {form for name in barred for form in spellings(name)})
    found: dict[str, list[Assertion]] = {}
    for assertion in assertions:
        named = dict.fromkeys(
            settlement
            for form in _names_in(_text(assertion), known)
            for settlement in _meant(known[form], assertion.districts)
        )
        for identifier in named:
            found.setdefault(identifier, []).append(assertion)
    return found


def spellings(name: str) -> set[str]:
    """An Azerbaijani name as it stands and as English texts write it, hyphens as spaces."""
    usual = {
        name.translate(first).translate(second).translate(_USUAL)
        for first, second in product(_GH, _Q)
    }
    return {_MARKS.sub("", form).replace("-", " ") for form in (name, *usual)}


def _by_form(
    settlements: Iterable[model.Settlement], barred: set[str]
) -> dict[str, list[model.Settlement]]:
    known: dict[str, list[model.Settlement]] = {}
    for one in settlements:
        if one.kind == "district centre":
            continue
        names = (one.name, *one.names_other, *one.name_hy_latn)
        for form in {form for name in names for form in spellings(name)}:
            if len(form) >= SHORTEST and form not in barred | ELSEWHERE:
                known.setdefault(form, []).append(one)
    return known


def _meant(candidates: list[model.Settlement], districts: tuple[str, ...]) -> Iterator[str]:
    near = [one for one in candidates if one.district in districts]
    towns = [one for one in near if one.kind == "town"]
    for chosen in (near, towns):
        if len(chosen) == 1:
            yield chosen[0].id
            return


def _text(assertion: Assertion) -> str:
    entry = assertion.entry
    if assertion.kind != "summary":
        return assertion.text
    place = entry.place.name if isinstance(entry, model.Event) and entry.place else ""
    return f"{entry.title}. {assertion.text} {place}"


def _names_in(text: str, known: dict[str, list[model.Settlement]]) -> Iterator[str]:
    """The known forms in a text, the longest at each place."""
    words = list(_WORD.finditer(text))
    index = 0
    while index < len(words):
        size = _size_at(text, words, index, known) if words[index][0][0].isupper() else 0
        if size:
            yield _form(words[index : index + size])
        index += size or 1


def _size_at(
    text: str, words: list[re.Match[str]], index: int, known: dict[str, list[model.Settlement]]
) -> int:
    """Number of words of the longest known form at a place that stands there by itself."""
    if index and _joined(text, words[index - 1], words[index]):
        before = words[index - 1]
        is_name = before[0][0].isupper() and before[0] not in _LEADING
        if is_name or before[0].lower() in _NATURE:
            return 0
    for size in range(min(LONGEST_IN_WORDS, len(words) - index), 0, -1):
        run = words[index : index + size]
        whole = all(_joined(text, *pair) for pair in zip(run, run[1:], strict=False))
        if whole and _form(run) in known:
            return size
    return 0


def _form(run: list[re.Match[str]]) -> str:
    return _MARKS.sub("", _POSSESSIVE.sub("", " ".join(word[0] for word in run)))


def _joined(text: str, first: re.Match[str], second: re.Match[str]) -> bool:
    return text[first.end() : second.start()] in (" ", "-")
