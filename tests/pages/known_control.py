"""Who held what on thirty days, written from the sources named beside each day and not from the
record, so that the record and all that is made from it can be held against it."""

from __future__ import annotations

AZ, ARM, RUS = "azerbaijan", "armenian-forces", "russian-peacekeepers"
PARTS = [
    "kalbajar/whole", "lachin/whole", "lachin/corridor", "qubadli/whole", "zangilan/whole",
    "jabrayil/whole", "fuzuli/held", "fuzuli/not-held", "agdam/held", "agdam/not-held",
]  # fmt: skip
_LACHIN = {"lachin/whole": ARM, "lachin/corridor": ARM}
_SPRING = {**_LACHIN, "kalbajar/whole": ARM}
_JULY = {**_SPRING, "agdam/held": ARM}
_AUGUST = {**_JULY, "jabrayil/whole": ARM, "fuzuli/held": ARM}
_SEPTEMBER = {**_AUGUST, "qubadli/whole": ARM}
_ALL = {**_SEPTEMBER, "zangilan/whole": ARM}
_WAR = {part: holder for part, holder in _ALL.items() if part != "jabrayil/whole"}
_FUZULI = {part: holder for part, holder in _WAR.items() if part != "fuzuli/held"}
_ZANGILAN = {part: holder for part, holder in _FUZULI.items() if part != "zangilan/whole"}
# A day, the parts that Azerbaijan did not hold on it, and the sources that say so: of the last
# change before the day, and of the first after it.
KNOWN_WITH_SOURCES: dict[str, tuple[dict[str, str], list[str]]] = {
    "1988-01-01": ({}, ["echr-2015-chiragov"]),
    "1990-01-20": ({}, ["echr-2015-chiragov", "chicagotribune-1992-05-27-lachin"]),
    "1992-05-17": ({}, ["echr-2015-chiragov", "chicagotribune-1992-05-27-lachin"]),
    "1992-05-18": (_LACHIN, ["echr-2015-chiragov", "chicagotribune-1992-05-27-lachin"]),
    "1993-04-02": (_LACHIN, ["latimes-1993-04-04-kelbajar"]),
    "1993-04-03": (_SPRING, ["latimes-1993-04-04-kelbajar"]),
    "1993-07-22": (_SPRING, ["latimes-1993-07-25-agdam", "nyt-1993-07-25-agdam"]),
    "1993-08-01": (_JULY, ["latimes-1993-07-25-agdam", "un-sc-853-1993"]),
    "1993-08-22": (_JULY, ["nyt-1993-08-24-fizuli", "trend-2017-fuzuli-jabrayil"]),
    "1993-08-23": (_AUGUST, ["nyt-1993-08-24-fizuli", "trend-2017-fuzuli-jabrayil"]),
    "1993-08-30": (_AUGUST, ["assairada-2004-gubadly", "azernews-2019-gubadli"]),
    "1993-09-15": (_SEPTEMBER, ["assairada-2004-gubadly", "latimes-1993-11-01-zangelan"]),
    "1993-10-28": (_SEPTEMBER, ["latimes-1993-11-01-zangelan", "report-2019-zangilan"]),
    "1993-10-29": (_ALL, ["latimes-1993-11-01-zangelan", "un-sc-884-1993"]),
    "1994-05-12": (_ALL, ["echr-2015-chiragov"]),
    "2005-02-02": (_ALL, ["osce-2005-ffm", "armfm-2005-ffm"]),
    "2008-03-14": (_ALL, ["un-ga-62-243"]),
    "2010-10-10": (_ALL, ["osce-2011-fam"]),
    "2020-10-03": (_ALL, ["caspiannews-jabrayil"]),
    "2020-10-04": (_WAR, ["caspiannews-jabrayil"]),
    "2020-10-18": (_FUZULI, ["trend-2020-10-17", "aa-zangilan-2020"]),
    "2020-10-20": (_ZANGILAN, ["aa-zangilan-2020", "metbuat-qubadli"]),
    "2020-11-10": (_JULY, ["metbuat-qubadli", "kremlin-2020-11-10"]),
    "2020-11-19": (_JULY, ["kremlin-2020-11-10", "vestnikkavkaza-2020-11-20"]),
    "2020-11-20": (_SPRING, ["vestnikkavkaza-2020-11-20"]),
    "2020-11-25": (_LACHIN, ["kasparov-2020-11-25"]),
    "2020-12-01": ({"lachin/corridor": RUS}, ["saednews-afp-2020-12-02", "kremlin-2020-11-10"]),
    "2022-08-25": ({"lachin/corridor": RUS}, ["azertag-lachin-2022", "azernews-2022-08-26"]),
    "2022-08-26": ({}, ["azertag-lachin-2022", "azernews-2022-08-26"]),
    "2025-08-08": ({}, ["azernews-2022-08-26"]),
}
KNOWN = {day: parts for day, (parts, _) in KNOWN_WITH_SOURCES.items()}


def expected(date: str) -> dict[str, str]:
    """The holder of every part on a day."""
    return {part: KNOWN[date].get(part, AZ) for part in PARTS}
