"""How this site writes: rules of style for one text at a time, and how hard a text is to read.

Each rule is a generator that yields what is wrong and whose docstring is the rule. A text is
plain: no markup, no notes. What stands in quotation marks is somebody else's and is left out
first. The linters that can be had do not fit: vale's wheel fetches its program on first use,
textlint needs Node, proselint takes no rules of one's own and knows none of ours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

Rule = Callable[[str], Iterator[str]]
# Each rule with bits of words in lower case, one of which is in every text that can break it:
# expressions are slow, and most texts hold none.
RULES: list[tuple[Rule, tuple[str, ...]]] = []

_QUOTED = re.compile(r"“[^”]*”|«[^»]*»|\"[^\"]*\"")
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
# Proper names of bodies and of published works hold such a word in nobody's voice.
_PROPER = re.compile(
    r"Artsakh TV|Artsakh Defen[cs]e Army|Artsakhbank|Artsakh Republic|Republic of Artsakh|"
    r"Artsakhpress|Azeri Herald|Qarabag\.com|Kelbajar\.org|\w+\.(?:az|am|org|com|ru)\b"
)


def rule(*bits: str) -> Callable[[Rule], Rule]:
    """Add a rule to those that every text must keep; without ``bits`` it looks at every text."""

    def add(check: Rule) -> Rule:
        RULES.append((check, bits))
        return check

    return add


def faults(text: str) -> Iterator[str]:
    """All that is wrong with a text, rule by rule."""
    own = own_voice(text)
    lower = own.lower()
    for check, bits in RULES:
        if not bits or any(bit in lower for bit in bits):
            yield from check(own)


def own_voice(text: str) -> str:
    """A text without quotations and proper names; a mark stands where one was."""
    return _PROPER.sub("…", _QUOTED.sub("…", text))


_LOADED = re.compile(
    r"\b((?:liberat|occupier|terroris|invader|artsakh|barbari|heroic|martyr|separatists|bandit)\w*"
    r"|hero(?:es)?|vandals|infamous|heinous)\b",
    re.IGNORECASE,
)


@rule(
    "liberat",
    "occupier",
    "terroris",
    "invader",
    "artsakh",
    "barbari",
    "hero",
    "martyr",
    "separatists",
    "bandit",
    "vandals",
    "infamous",
    "heinous",
)
def no_word_takes_a_side(text: str) -> Iterator[str]:
    """A word that takes a side stands only inside a quotation."""
    for word in _LOADED.findall(text):
        yield f'"{word}" takes a side; use a plain word or an attributed quotation'


_OCCUPIED = re.compile(r"\boccup(?:ied|ation|ying)\b", re.IGNORECASE)
_REPORTER = re.compile(
    r"\b(resolutions?|Council|Assembl(?:y|ies)|Parliament|Court|Judges?|European Union|Protocol|"
    r"letters?|"
    r"treat(?:y|ies)|Regulations|law|articles?|reports?|document|delegation|text|"
    r"said|says|saying|wrote|writes?|told|tells|spoke|speaks|called|calls?|named?|names|"
    r"gave|gives?|held|holds|put|puts|placed|accused|charged|charges|asked|announced|stated|"
    r"argued|described|recorded|counted|counts|reckoned|reported|feared|warned|noted|insisted|"
    r"answered|added|urged|presented|account|demanded|deplored|condemned|reaffirmed|recognised|objected|treat|agreed|"
    r"by \w+'s (?:account|count|words)|in \w+'s words|according to|Did|Was|Were|Who|Whose)\b"
)


SHORT = 4


@rule("occup")
def occupied_is_somebody_s_word(text: str) -> Iterator[str]:
    """ "Occupied" and "occupation" stand in a sentence that says whose word it is: a resolution, a
    court, a speaker."""
    for sentence in sentences(text):
        # A heading of a word or two is no statement.
        if len(sentence.split()) < SHORT:
            continue
        if (found := _OCCUPIED.search(sentence)) and not _REPORTER.search(sentence):
            yield f'"{found[0]}" is nobody\'s here; say who called it so, or write "held"'


_WRONG_NAMES = {
    r"K[ae]lbad?jar(?<!Kalbajar)|Kelbecer": "Kalbajar",
    r"Aghdam(?! \w*rayon)|Agdham": "Agdam",
    r"F[iu]z[ou]+li(?<!Fuzuli)": "Fuzuli",
    r"G[uo]bad\w+|K[uo]bat\w+|Qubadly": "Qubadli",
    r"Zangelan|Zengilan|Zangelan": "Zangilan",
    r"D?[Jj]ebra[iy]+l|Jabrail": "Jabrayil",
    r"Latchin|Lacin": "Lachin",
    r"Nagorno Karabakh|Nagorn[yi]i?[ -]Karabakh|Nagorno-Karabagh": "Nagorno-Karabakh",
    r"Azeris?": "Azerbaijani",
    r"Khankandi": "Khankendi",
}
_BITS = (
    "bajar", "badjar", "kelbecer", "dam", "zuli", "zouli", "bad", "bat", "zangel", "zengil", "bra",
    "latchin", "lacin", "nagorn", "azeri", "khankandi",
)  # fmt: skip
_NAMES = [(re.compile(rf"\b(?:{wrong})\b"), right) for wrong, right in _WRONG_NAMES.items()]

_ABOUT_NAMES = re.compile(r"\b(names?|named|maps|wrote \w+\b|forms?|spelling|preamble|has|had)\b")


@rule(*_BITS)
def names_have_one_spelling(text: str) -> Iterator[str]:
    """A place stands under one spelling; another only inside a quotation, or in a sentence about
    names."""
    for sentence in sentences(text):
        if _ABOUT_NAMES.search(sentence):
            continue
        for found, right in (
            (found, right) for wrong, right in _NAMES for found in wrong.findall(sentence)
        ):
            yield f'"{found}" is written "{right}" here, but in a quotation'


_DATES = re.compile(
    rf"\b(?:{_MONTH}) (?:[12]?\d|3[01])(?:st|nd|rd|th)?\b(?!,?\d| (?:{_MONTH}))"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th) (?:of )?(?:{_MONTH})\b"
    r"|\b\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d\d)\b|\b\d{4}-\d\d-\d\d\b"
)


@rule("0", "1", "2", "3", "4", "5", "6", "7", "8", "9")
def dates_are_in_words(text: str) -> Iterator[str]:
    """A day is written 23 July 1993: the day first, the month in letters."""
    for found in _DATES.findall(text):
        yield f'"{found}" is no date of this site; write it as 23 July 1993'


_NUMBER = re.compile(r"(?<![\w/,.:+-])(\d{4,})(?![\w/:-]|\.\d)")
_SYMBOL = re.compile(
    r"\b(?:Doc\.|ISO|RFC|No\.|Nos\.|[Rr]esolutions?|Docs?\.|Zakon|list|number) (?:\d+[, and]*)*$"
)
_LAST_YEAR = 2100


@rule()
def thousands_have_commas(text: str) -> Iterator[str]:
    """A number of thousands has commas: 43,713; a year and the number of a document have none."""
    for found in _NUMBER.finditer(text):
        number = int(found[1])
        if number >= _LAST_YEAR and not _SYMBOL.search(text[: found.start()]):
            yield f'"{found[1]}" lacks its comma; write {number:,}'


_HEARSAY = re.compile(
    r"\b(reportedly|allegedly|purportedly|supposedly|it (?:is|was) (?:believed|thought|claimed))\b",
    re.IGNORECASE,
)


@rule("edly", "believed", "thought", "claimed")
def a_report_has_a_reporter(text: str) -> Iterator[str]:
    """Hearsay names its teller: "reportedly" and its like never stand."""
    for word in _HEARSAY.findall(text):
        yield f'"{word}" hides the reporter; write who reported it'


_JUDGING = re.compile(
    r"\b(claimed(?= that|,| (?:in|on) \w+ \w+)|admitted|confessed|revealed that|reveals that)\b"
)


@rule("claimed", "admit", "confess", "reveal")
def verbs_of_saying_do_not_judge(text: str) -> Iterator[str]:
    """A speaker said, wrote or put it at; "claimed that", "admitted" and "revealed that" judge the
    speaker. A right or a land may be claimed."""
    for word in _JUDGING.findall(text):
        yield f'"{word}" judges the speaker; write said, wrote, put it at'


_SPACES = re.compile(r"(?<=\S)  +(?=\S)| [,.;:!?](?=\s|$)|\( | \)")


@rule()
def spaces_are_single(text: str) -> Iterator[str]:
    """One space parts words, none stands before a stop or inside brackets."""
    if _SPACES.search(text):
        yield "holds a double or stray space"


@rule('"', "“", "”")
def quotation_marks_are_curly(text: str) -> Iterator[str]:
    """Quotation marks are “curly” and come in pairs."""
    if '"' in text or "“" in text or "”" in text:
        yield "holds a straight or an unpaired quotation mark; write “ and ”"


_WORDY = re.compile(
    r"\b(prior to|whilst|amongst|commenc\w+|utili[sz]\w+|due to the fact that|in the event that|"
    r"at this point in time|aforementioned|hereinafter)\b",
    re.IGNORECASE,
)


@rule("prior", "st ", "commenc", "utili", "due to", "event", "this point", "afore", "herein")
def plain_words_are_chosen(text: str) -> Iterator[str]:
    """A plain word stands where a stiff one says no more."""
    for word in _WORDY.findall(text):
        yield f'"{word}" is stiff; use a plain word'


# Words in one sentence. Lists of places and figures make some sentences long.
LONGEST = 65


@rule()
def sentences_end(text: str) -> Iterator[str]:
    """A sentence has 65 words at most."""
    for sentence in sentences(text):
        if (words := len(sentence.split())) > LONGEST:
            start = " ".join(sentence.split()[:5])
            yield f'the sentence "{start} …" has {words} words; split it, {LONGEST} are the most'


# A stop after these ends no sentence.
_ABBREVIATED = re.compile(
    r"\b(?:U\.S|U\.N|St|Dr|Mr|Mrs|Gen|Col|Lt|No|Nos|Doc|Art|p|pp|para|paras|v|vs|[A-Z])\.$"
)
_END = re.compile(r"(?<=[.!?…])[”’)]?\s+(?=[“(A-ZÀ-Ž\d])")


def sentences(text: str) -> list[str]:
    """The sentences of a text; initials and abbreviations end none."""
    found: list[str] = []
    for piece in _END.split(" ".join(text.split())):
        if found and _ABBREVIATED.search(found[-1]):
            found[-1] += f" {piece}"
        elif piece:
            found.append(piece)
    return found


_WORD = re.compile(r"[A-Za-zÀ-ž]+(?:['’-][A-Za-zÀ-ž]+)*")
_VOWELS = re.compile(r"[aeiouyàâäåáéèêëíîïóôöøúùûüı]+", re.IGNORECASE)
_SILENT = re.compile(r"(?:[^laeiouy]e|[^laeiouydt]ed|[^laeiouyszc]es)$", re.IGNORECASE)


def syllables(word: str) -> int:
    """How many syllables an English word has, by its groups of vowels; right for nine in ten."""
    groups = len(_VOWELS.findall(word))
    if groups > 1 and _SILENT.search(word):
        groups -= 1
    return max(1, groups)


def schooling(text: str) -> float:
    """Years of schooling that a text asks for: the grade of Flesch and Kincaid.

    Names and figures are not hard words to a reader, and this subject is full of them: a word with
    a capital inside a sentence counts as one of ordinary length, a number as none.
    """
    found = sentences(text)
    counts: list[int] = []
    for sentence in found:
        for index, word in enumerate(_WORD.findall(sentence)):
            name = index > 0 and word[0].isupper()
            counts.append(ORDINARY if name else sum(map(syllables, word.split("-"))))
    if not counts:
        return 0.0
    return 0.39 * len(counts) / len(found) + 11.8 * sum(counts) / len(counts) - 15.59


# Syllables of a name, as it is counted.
ORDINARY = 2
