"""A fault in what an editor wrote, with its place; and the words that name a near miss."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

KeyPath = tuple[str | int, ...]


@dataclass(frozen=True, order=True)
class Problem:
    """``path:line: key: message``; path is relative to the project, line counts from 1."""

    path: str
    line: int
    key: str
    message: str

    def __str__(self) -> str:
        key = f"{self.key}: " if self.key else ""
        return f"{self.path}:{self.line}: {key}{self.message}"


class DataError(Exception):
    """All the problems of one run."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__(report(self.problems))


def report(problems: list[Problem]) -> str:
    """One line a problem, then their number."""
    number = len(problems)
    noun = "problem" if number == 1 else "problems"
    return "\n".join([*map(str, problems), f"{number} {noun} found"])


def key_path(path: KeyPath) -> str:
    """Write a path of keys as ``statements[0].sources[1]``."""
    said = ""
    for part in path:
        said += f"[{part}]" if isinstance(part, int) else f".{part}" if said else part
    return said


def near_miss(wrong: str, right: Iterable[str]) -> str:
    """The tail ``; did you mean "x"?`` where something close is known, else nothing."""
    close = difflib.get_close_matches(wrong, list(right), n=1, cutoff=0.6)
    return f'; did you mean "{close[0]}"?' if close else ""
