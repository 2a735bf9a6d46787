"""All names of districts and settlements of one script, from A to Z."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .folding import fold
from .reference import Reference


@dataclass(frozen=True)
class Led:
    """What a name leads to: an address from the site's root, and what tells it apart."""

    url: str
    label: str


@dataclass(frozen=True)
class Form:
    """A name as it is written, or several that differ in marks alone, and the places that bear
    all of them."""

    text: str
    places: tuple[Led, ...]


@dataclass(frozen=True)
class Letter:
    """The names that begin with a letter, marks on letters left aside."""

    letter: str
    forms: tuple[Form, ...]


def letters(reference: Reference, script: str) -> list[Letter]:
    """Names in a script ("Latn", "Cyrl", "Armn", "Arab") by first letter, in order.

    Letters stand in the order of what readers type for them: Ç with C, Ə with E, Ş with S.
    """
    places: dict[str, dict[Led, None]] = {}
    for form, place in _all(reference):
        if _script(form) == script:
            places.setdefault(form, {})[place] = None
    alike: dict[tuple[str, tuple[Led, ...]], list[str]] = {}
    for form in sorted(places, key=lambda text: (_key(text), text)):
        alike.setdefault((_key(form), _apart(places[form])), []).append(form)
    groups: dict[str, list[Form]] = {}
    for (key, led), forms in alike.items():
        groups.setdefault(key[0].upper(), []).append(Form(", ".join(forms), led))
    return [Letter(letter, tuple(found)) for letter, found in groups.items()]


def _all(reference: Reference) -> Iterator[tuple[str, Led]]:
    for district in reference.districts:
        address = f"{reference.url(district.id)}#names"
        for name in reference.names_of(district.id):
            yield name.form, Led(address, f"{district.title}, {name.of}")
        for one in reference.settlements_of(district.id):
            place = Led(reference.settlement_url(one), district.title)
            forms = (*one.name_hy, *one.name_hy_latn, *one.name_ru, *one.name_fa, *one.names_other)
            for form in (one.name, *forms):
                yield form, place


def _apart(places: Iterable[Led]) -> tuple[Led, ...]:
    """Places with labels that differ: the second of a district is numbered."""
    seen = Counter[str]()
    told = []
    for place in places:
        seen[place.label] += 1
        number = seen[place.label]
        told.append(Led(place.url, f"{place.label} ({number})") if number > 1 else place)
    return tuple(told)


def _key(form: str) -> str:
    return "".join(character for character in fold(form) if character.isalnum())


def _script(form: str) -> str:
    scripts = {"LATIN": "Latn", "CYRILLIC": "Cyrl", "ARMENIAN": "Armn", "ARABIC": "Arab"}
    first = next(character for character in form if character.isalpha())
    return scripts[unicodedata.name(first).split()[0]]
