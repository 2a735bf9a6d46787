"""Dates as EDTF level 1 (https://www.loc.gov/standards/datetime/): parsed, ordered, said in words.

Plain and qualified days, months and years, and intervals of them, are read here, because the
``edtf`` library takes three milliseconds for each; unspecified dates and the like go to it.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_PLAIN = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


@dataclass(frozen=True, order=True)
class Edtf:
    """One EDTF expression: its first and last possible day, and the text as written."""

    lower: dt.date
    upper: dt.date
    text: str

    def __str__(self) -> str:
        return self.text


@cache
def parse(text: str) -> Edtf:
    """Return the date that ``text`` writes in EDTF level 1.

    Raises ValueError, in a sentence that says what would be right, where the text is not EDTF,
    is open-ended, or runs backwards.
    """
    try:
        first, last = _bounds(text)
    except Exception as error:  # the library raises a dozen kinds, TypeError among them
        raise ValueError(
            f'"{text}" is not an EDTF date; write "1993-07-23", "1993-07", "1993", '
            '"1993-08~" or "1993-04-02/1993-04-05"'
        ) from error
    if first > last:
        raise ValueError(f'"{text}" runs backwards; the earlier date comes first')
    return Edtf(first, last, text)


def _bounds(text: str) -> tuple[dt.date, dt.date]:
    if "/" in text:
        first, last = text.split("/")
        return _bounds(first)[0], _bounds(last)[1]
    if match := _PLAIN.fullmatch(text.rstrip("?~%") if text[-2:-1].isdigit() else text):
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None
        if day:
            return (only := dt.date(year, month or 1, day)), only
        return dt.date(year, month or 1, 1), _month_end(year, month or 12)
    import edtf  # for the rarer forms; it takes a tenth of a second

    parsed = edtf.parse_edtf(text)
    return dt.date(*parsed.lower_strict()[:3]), dt.date(*parsed.upper_strict()[:3])


def _month_end(year: int, month: int) -> dt.date:
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    return following - dt.timedelta(days=1)


@cache
def in_words(text: str) -> str:
    """Say an EDTF date as a reader would: ``1993-04-02/1993-04-05`` is "2 to 5 April 1993"."""
    if "/" in text:
        first, last = text.split("/")
        return _interval(first, last)
    return _single(text)


def _single(text: str) -> str:
    bare, doubt = text.rstrip("?~%"), text[-1] if text[-1] in "?~%" else ""
    if "X" in bare:
        said = _unspecified(bare)
    else:
        parts = bare.split("-")
        said = parts[0]
        if len(parts) > 1:
            said = f"{MONTHS[int(parts[1]) - 1]} {said}"
        if len(parts) > 2:
            said = f"{int(parts[2])} {said}"
    return {"~": "about ", "?": "perhaps ", "%": "perhaps about "}.get(doubt, "") + said


def _unspecified(bare: str) -> str:
    year = bare.split("-")[0]
    if re.fullmatch(r"\d{3}X", year):
        return f"the {year[:3]}0s"
    if re.fullmatch(r"\d{2}XX", year):
        return f"the {year[:2]}00s"
    if re.fullmatch(r"\d{4}-\d\d-XX", bare):
        return _single(bare[:7])
    return _single(year)


def _interval(first: str, last: str) -> str:
    one, two = _single(first).split(" "), _single(last).split(" ")
    plain = all(_PLAIN.fullmatch(part) for part in (first, last))
    if plain and len(one) == len(two):
        while len(one) > 1 and one[-1] == two[len(one) - 1]:
            one.pop()
    return f"{' '.join(one)} to {' '.join(two)}"


def span_of_years(texts: list[str]) -> str:
    """The first and the last year of several dates, "1988 to 2026"; empty for none."""
    years = [year for text in texts for year in (parse(text).lower.year, parse(text).upper.year)]
    if not years:
        return ""
    first, last = min(years), max(years)
    return str(first) if first == last else f"{first} to {last}"


def exact(text: str) -> str | None:
    """A single date that nothing qualifies, as written, which is ISO 8601; None for another."""
    return text if _PLAIN.fullmatch(text) else None


def from_day(day: dt.date) -> str:
    """Say a calendar day in words, "1 August 1993"."""
    return _single(day.isoformat())
