"""The rules of style: what each refuses, and what it lets stand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from macros import style
from tests.records.test_check import DOCUMENT, EVENT, PAGE, change

# Rule, a text that breaks it, a text that keeps it.
RULES = [
    ("no_word_takes_a_side", "The town was liberated.", "Trend wrote that it was “liberated”."),
    ("no_word_takes_a_side", "The terrorists came.", "The fighters came."),
    ("no_word_takes_a_side", "The occupiers and invaders left.", "The soldiers left."),
    ("no_word_takes_a_side", "They drove to Artsakh.", "They drove to Nagorno-Karabakh."),
    ("no_word_takes_a_side", "The separatists fled.", "The “separatists” of the report fled."),
    ("occupied_is_somebody_s_word", "The district was occupied.", "The district was held."),
    ("occupied_is_somebody_s_word", "The occupation lasted long.",
     "Resolution 853 condemned the occupation of Agdam."),
    ("occupied_is_somebody_s_word", "Houses fell under occupation.",
     "Aliyev said that houses fell under occupation."),
    ("names_have_one_spelling", "They came to Kelbajar.", "They came to Kalbajar."),
    ("names_have_one_spelling", "They came to Aghdam.", "They came to Agdam."),
    ("names_have_one_spelling", "They left Nagorno Karabakh.", "They left Nagorno-Karabakh."),
    ("names_have_one_spelling", "The Azeris left.", "The Azerbaijanis left."),
    ("names_have_one_spelling", "They came to Fizuli.",
     "The English name was Fizuli until the reports changed."),
    ("dates_are_in_words", "It fell on July 23.", "It fell on 23 July 1993."),
    ("dates_are_in_words", "It fell on July 23, 1993.", "It fell in July 1993."),
    ("dates_are_in_words", "It fell on 23rd July.", "On 23 July 32 died."),
    ("dates_are_in_words", "It fell on 23.07.1993.", "Point 2.3 of the text."),
    ("dates_are_in_words", "It fell on 1993-07-23.", "It fell between 1993 and 1994."),
    ("thousands_have_commas", "They counted 43713 people.", "They counted 43,713 people."),
    ("thousands_have_commas", "They counted 4000 people.", "They counted people in 1994."),
    ("thousands_have_commas", "About 568000 fled.", "The report (Doc. 10364) was read."),
    ("a_report_has_a_reporter", "It reportedly fell.", "Reuters reported that it fell."),
    ("a_report_has_a_reporter", "It is believed that it fell.", "Turan believed that it fell."),
    ("verbs_of_saying_do_not_judge", "He claimed that it fell.", "He said that it fell."),
    ("verbs_of_saying_do_not_judge", "Baku admitted the loss.", "Baku announced the loss."),
    ("verbs_of_saying_do_not_judge", "It revealed that they fled.", "Both claimed the village."),
    ("spaces_are_single", "It fell  in July.", "It fell in July."),
    ("spaces_are_single", "It fell , they said.", "It fell, they said."),
    ("quotation_marks_are_curly", 'A "word.', "A “word”."),
    ("quotation_marks_are_curly", "A word”.", "A word."),
    ("plain_words_are_chosen", "Prior to the war.", "Before the war."),
    ("sentences_end", "word " * 66 + "end.", "word " * 60 + "end."),
]  # fmt: skip


@pytest.mark.parametrize(("name", "bad", "good"), RULES)
def test_a_rule_refuses_the_bad_and_lets_the_good_stand(name: str, bad: str, good: str) -> None:
    assert [name for check, _ in style.RULES if list(check(style.own_voice(bad)))] != []
    assert list(style.faults(bad)) != []
    assert list(style.faults(good)) == []


def test_every_rule_has_an_example() -> None:
    assert {check.__name__ for check, _ in style.RULES} == {name for name, _, _ in RULES}


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        (EVENT, "The people fled", "Reportedly the people fled", f"{EVENT}:15: statements[1].text"),
        (DOCUMENT, "summary: ", "summary: On July 23. ", f"{DOCUMENT}:"),
        (PAGE, "The road was long.", "They fled to Fizuli.", f'{PAGE}:8: "Fizuli" is written'),
        (PAGE, "The road was long.", "Some 43713 fled.", f'{PAGE}:8: "43713" lacks its comma'),
        ("docs/about/index.md", "\n\n", "\n\nIt reportedly fell.\n\n", "docs/about/index.md:"),
    ],
)
def test_records_and_pages_keep_to_the_style(
    tiny: Path,
    check: Callable[[Path], tuple[int, list[str]]],
    name: str,
    old: str,
    new: str,
    expected: str,
) -> None:
    change(tiny, name, old, new)
    code, lines = check(tiny)
    assert code == 1
    assert any(line.startswith(expected) for line in lines), lines


def test_sentences_end_at_stops_and_not_at_initials() -> None:
    text = "J. D. Vance met him. It was the U.S. Senate's view. “Yes.” He left."
    assert len(style.sentences(text)) == 4


@pytest.mark.parametrize(
    ("word", "number"),
    [("war", 1), ("taken", 2), ("peace", 1), ("district", 2), ("mountain", 2), ("agreement", 3),
     ("administration", 5), ("looted", 2), ("moved", 1), ("houses", 2), ("people", 2)],
)  # fmt: skip
def test_syllables_are_counted(word: str, number: int) -> None:
    assert style.syllables(word) == number


def test_hard_prose_measures_harder_than_plain_prose() -> None:
    plain = "The town fell in July. The people fled to the east. They came back in the spring."
    hard = (
        "The administration's interpretation of the aforementioned considerations necessitated "
        "comprehensive consultations preceding implementation of the recommendations."
    )
    assert style.schooling(plain) < 5 < 20 < style.schooling(hard)
