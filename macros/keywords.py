"""Words that tell an entry from others: what a question may say that no title does."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from . import model
from .folding import fold

_WORD = re.compile(r"[a-z]{4,}")
_PLURAL = re.compile(r"[a-z]{3,}[^s]s")
# How often words of the summary count against those of a statement.
_SUMMARY = 3


def of(entries: Sequence[model.Entry], each: int, skip: set[str]) -> dict[str, str]:
    """For each entry, by id, at most ``each`` words that it uses and few others do, the most
    telling first, parted by spaces; none that stands in its title or in ``skip``."""
    counted = {entry.id: _counted(entry) for entry in entries}
    used = Counter(word for words in counted.values() for word in words)
    found = {}
    for entry in entries:
        barred = skip | set(_words(entry.title))
        worth = {
            word: count * math.log(len(entries) / used[word])
            for word, count in counted[entry.id].items()
            if word not in barred
        }
        best = sorted(worth, key=lambda word: (-worth[word], word))
        found[entry.id] = " ".join(best[:each])
    return found


def _counted(entry: model.Entry) -> Counter[str]:
    counts: Counter[str] = Counter()
    for word in _words(entry.summary):
        counts[word] += _SUMMARY
    for text in _texts(entry):
        counts.update(_words(text))
    return counts


def _texts(entry: model.Entry) -> Iterable[str]:
    yield from (one.text for one in entry.statements)
    yield from (answer.text for asked in entry.contested for answer in asked.positions)
    if isinstance(entry, model.Document):
        yield from (clause.text for clause in entry.clauses)


def _words(text: str) -> list[str]:
    """Words in the singular, as the search box has them."""
    return [word[:-1] if _PLURAL.fullmatch(word) else word for word in _WORD.findall(fold(text))]
