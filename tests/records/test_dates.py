from __future__ import annotations

import pytest

from macros import dates

WORDS = [
    ("1993-07-23", "23 July 1993"),
    ("1993-07", "July 1993"),
    ("1993", "1993"),
    ("1993-08~", "about August 1993"),
    ("1993?", "perhaps 1993"),
    ("1993-04-02/1993-04-05", "2 to 5 April 1993"),
    ("1993-03-27/1993-04-03", "27 March to 3 April 1993"),
    ("1993-12-15/1994-02-20", "15 December 1993 to 20 February 1994"),
    ("1988/1994", "1988 to 1994"),
    ("199X", "the 1990s"),
    ("1993~/1994", "about 1993 to 1994"),
]
BOUNDS = [
    ("1993-02", "1993-02-01", "1993-02-28"),
    ("1992-02", "1992-02-01", "1992-02-29"),
    ("1993", "1993-01-01", "1993-12-31"),
    ("1993-08~", "1993-08-01", "1993-08-31"),
    ("199X", "1990-01-01", "1999-12-31"),
]
WRONG = ["", "23.07.1993", "1993-13-01", "1993-02-30", "July 1993", "1993/..", "../1993", "n.d."]


@pytest.mark.parametrize(("text", "said"), WORDS)
def test_a_date_is_said_in_words(text: str, said: str) -> None:
    assert dates.in_words(text) == said


@pytest.mark.parametrize(("text", "first", "last"), BOUNDS)
def test_a_date_has_a_first_and_a_last_day(text: str, first: str, last: str) -> None:
    date = dates.parse(text)
    assert (str(date.lower), str(date.upper)) == (first, last)


@pytest.mark.parametrize("text", WRONG)
def test_what_is_not_edtf_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match="is not an EDTF date; write"):
        dates.parse(text)


def test_an_interval_does_not_run_backwards() -> None:
    with pytest.raises(ValueError, match="runs backwards"):
        dates.parse("1993-04-05/1993-04-02")
