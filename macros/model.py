"""The records: what is known, and the shape in which an editor writes it.

Nothing here reads a file or makes HTML. Field descriptions become the JSON Schemas in
``data/schema`` (``python -m macros schema``). Rules that need more than one record are in
``checks.py``.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from . import dates

ID_PATTERN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# A page and, after "#", a passage on it, without slashes at the ends.
ADDRESS = re.compile(
    rf"(?=.)({ID_PATTERN.pattern}(/{ID_PATTERN.pattern})*)?(#{ID_PATTERN.pattern})?"
)
FIRST_YEAR = 1900


def _identifier(value: str) -> str:
    if not ID_PATTERN.fullmatch(value):
        raise ValueError(
            f'"{value}" is not an id; use lower-case letters, digits and single hyphens, as in '
            '"capture-of-agdam"'
        )
    return value


def _text(value: str) -> str:
    if not value.strip():
        raise ValueError("is empty; write the text or leave the key out")
    for character in value:
        if unicodedata.category(character) == "Cc" and character not in "\n":
            raise ValueError(f"holds the control character U+{ord(character):04X}; delete it")
    return value.strip()


def _edtf(value: str) -> str:
    dates.parse(value)
    return value


def _url(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s<>\"]+\.[^\s<>\"]+", value):
        raise ValueError(f'"{value}" is not a web address; it must begin with http:// or https://')
    return value


def _address(value: str) -> str:
    if not ADDRESS.fullmatch(value):
        raise ValueError(
            f'"{value}" is not an address of this site; write it as "events/1993-x" or '
            '"events/1993-x#statement"'
        )
    return value


def _as_reference(value: Any) -> Any:
    return {"id": value} if isinstance(value, str) else value


Id = Annotated[str, AfterValidator(_identifier)]
Text = Annotated[str, AfterValidator(_text)]
Date = Annotated[str, AfterValidator(_edtf), Field(json_schema_extra={"format": "edtf"})]
Url = Annotated[str, AfterValidator(_url), Field(json_schema_extra={"format": "uri"})]
Address = Annotated[str, AfterValidator(_address)]
Side = Literal[
    "azerbaijani", "armenian", "russian", "international", "academic", "media", "encyclopedia",
    "other",
]  # fmt: skip
DistrictId = Literal["kalbajar", "lachin", "qubadli", "zangilan", "jabrayil", "fuzuli", "agdam"]
TopicId = Literal[
    "displacement", "settlement", "heritage", "landmines", "law", "negotiations", "return",
    "environment", "corridor", "peacekeepers", "borders", "names", "civilians", "war",
]  # fmt: skip
EventKind = Literal[
    "capture", "retaking", "handover", "ceasefire", "agreement", "resolution", "ruling",
    "negotiation", "displacement", "settlement", "return", "heritage", "landmines",
    "administration", "harm",
]  # fmt: skip
DocumentKind = Literal[
    "resolution", "presidential-statement", "statement", "agreement", "protocol", "judgment",
    "order", "report", "letter", "law", "proposal",
]  # fmt: skip


ClauseTheme = Literal[
    "condemned", "fighting-and-withdrawal", "talks", "armenia", "other-states", "links", "relief",
    "reports",
]  # fmt: skip


class Record(BaseModel):
    """What all records share: unknown keys are refused, values do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class SourceRef(Record):
    """A citation: a source's id and, where known, the place in it."""

    id: Id = Field(description="id of a source in data/sources/")
    locator: Text | None = Field(None, description='place in the source: "p. 23", "para. 4"')


def _split(value: Any) -> Any:
    return [part.strip() for part in value.split(";")] if isinstance(value, str) else value


Names = Annotated[tuple[Text, ...], BeforeValidator(_split)]
Reference = Annotated[SourceRef, BeforeValidator(_as_reference)]
References = Annotated[tuple[Reference, ...], Field(min_length=1)]


class Statement(Record):
    """One thing that a source says: the unit that is footnoted, linked to and counted."""

    id: Id = Field(description="permalink within the page")
    text: Text = Field(description="one or two sentences, in our own words")
    by: Id | None = Field(None, description="actor who asserts it; absent where nobody disputes it")
    sources: References
    districts: tuple[DistrictId, ...] | None = Field(None, description="only if narrower")
    topics: tuple[TopicId, ...] | None = Field(None, description="only if narrower")
    date: Date | None = Field(None, description="only if narrower than the record's date")


class Position(Record):
    """One side's answer to a contested question."""

    id: Id
    by: Id = Field(description="actor who takes the position")
    text: Text
    sources: References
    date: Date | None = None


class NotFound(Record):
    """Where an answer of one side was looked for and not found."""

    side: Literal["azerbaijani", "armenian"]
    searched: Text = Field(description="where it was looked for, and when")


class Contested(Record):
    """One question and every side's answer to it."""

    id: Id
    question: Text
    positions: tuple[Position, ...] = Field(min_length=1)
    not_found: tuple[NotFound, ...] = ()


class Place(Record):
    """A point in WGS84 decimal degrees."""

    name: Text
    lat: float = Field(ge=-90, le=90)
    lon: float = Field(ge=-180, le=180)
    sources: tuple[Reference, ...] = ()


class Entry(Record):
    """What every record with a page of its own holds."""

    id: Id
    title: Text
    summary: Text = Field(description="one sentence that answers what, where, when")
    summary_sources: References
    statements: tuple[Statement, ...] = ()
    contested: tuple[Contested, ...] = ()
    related: tuple[Id, ...] = ()
    reviewed: Date = Field(description="when a person last checked it against its sources")


class Event(Entry):
    """Something that happened on a day or over a time."""

    date: Date
    kind: EventKind
    districts: tuple[DistrictId, ...] = ()
    topics: tuple[TopicId, ...] = ()
    place: Place | None = None


class Vote(Record):
    """How a body voted; counts of members."""

    in_favour: int = Field(alias="for", ge=0)
    against: int = Field(ge=0)
    abstaining: int = Field(ge=0)
    absent: int | None = Field(None, ge=0)
    sources: References


class Clause(Record):
    """What one numbered part of a document says, in our own words."""

    id: Id
    label: Text = Field(description='"Paragraph 1", "Point 4"')
    text: Text
    sources: References
    theme: ClauseTheme | None = Field(
        None, description="what it is about, where documents are compared clause by clause"
    )


class Document(Entry):
    """A resolution, agreement, ruling, report or letter."""

    date: Date
    kind: DocumentKind
    symbol: Text | None = None
    body: Id = Field(description="actor that issued it")
    text_source: Id = Field(description="source that is the text itself")
    meeting: Text | None = None
    vote: Vote | None = None
    districts: tuple[DistrictId, ...] = ()
    topics: tuple[TopicId, ...] = ()
    clauses: tuple[Clause, ...] = ()


class Topic(Entry):
    """A theme that crosses districts and years; its page draws on the other records."""


class Area(Record):
    """A stated area, with the extent that it is of."""

    km2: float = Field(gt=0, description="square kilometres")
    extent: Text = Field(description="which extent: the Soviet district, the present one …")
    sources: References


class Neighbour(Record):
    """A district or province that shares a border."""

    name: Text
    country: Text


class Neighbours(Record):
    """All that border a district, from one account."""

    places: tuple[Neighbour, ...] = Field(min_length=1)
    sources: References


class Administration(Record):
    """Who administered a part of the district de facto."""

    name: Text
    extent: Text
    sources: References


class HeritageSite(Record):
    """A monument, place of worship, cemetery or museum, and its state as somebody reported it."""

    id: Id
    name: Text
    community: Literal["azerbaijani", "armenian", "disputed", "other"]
    status: Literal[
        "standing", "damaged", "ruined", "destroyed", "restored", "converted", "unknown"
    ]
    text: Text
    by: Id | None = None
    sources: References


class District(Entry):
    """One of the seven."""

    number: int = Field(ge=1, le=7, description="number on the map of the seven")
    centre: Place
    areas: tuple[Area, ...] = Field(min_length=1)
    neighbours: Neighbours
    administration: tuple[Administration, ...] = Field(min_length=1)
    iso_3166_2: Text
    geonames: int
    heritage: tuple[HeritageSite, ...] = ()


class Author(Record):
    """A CSL name: a person in parts, or a body as a literal."""

    family: Text | None = None
    given: Text | None = None
    literal: Text | None = None


class Source(Record):
    """A source in CSL fields, with whose voice it is and how far it was read."""

    id: Id
    type: Literal[
        "article", "article-journal", "article-newspaper", "book", "broadcast", "chapter",
        "dataset", "document", "entry-encyclopedia", "legal_case", "legislation",
        "personal_communication", "report", "webpage",
    ]  # fmt: skip
    title: Text
    author: tuple[Author, ...] = ()
    publisher: Text | None = None
    publisher_place: Text | None = Field(None, alias="publisher-place")
    container_title: Text | None = Field(None, alias="container-title")
    issued: Date | None = None
    number: Text | None = None
    page: Text | None = None
    isbn: Text | None = Field(None, alias="ISBN")
    url: Url | None = Field(None, alias="URL")
    language: Text = Field(description="BCP 47")
    publisher_side: Side
    accessed: Date = Field(description="when it, or the copy of it, was opened")
    archive_url: Url | None = None
    archive_note: Text | None = Field(None, description="why there is no archived copy")
    checked: Literal["read", "read-in-part", "quoted-in"]
    quoted_in: Text | None = Field(None, description="where it was read as quoted")
    note: Text | None = None


class Actor(Record):
    """Who asserts: a state, an authority, an organisation, a paper, a person."""

    id: Id
    name: Text
    kind: Literal[
        "state", "de-facto-authority", "body", "court", "organisation", "media", "person",
        "scholar",
    ]  # fmt: skip
    side: Side


class ControlPeriod(Record):
    """Who held a district, or a part of it, from one day until another took it."""

    district: DistrictId
    part: Id = "whole"
    holder: Literal["azerbaijan", "armenian-forces", "russian-peacekeepers"]
    start: Date = Field(alias="from", description="first day")
    end: Date | None = Field(None, alias="to", description="day it ended; absent where it goes on")
    event: Id | None = Field(None, description="event that began it; absent for the state of 1988")
    note: Text | None = None
    sources: References


class ControlClaim(Record):
    """Whose law claimed the districts, and who recognised that claim."""

    id: Id
    by: Id
    districts: tuple[DistrictId, ...]
    start: Date = Field(alias="from")
    end: Date | None = Field(None, alias="to")
    basis: Text
    recognition: Text
    sources: References


class Control(Record):
    """``data/control.yml``: holding, and apart from it claim and recognition."""

    periods: tuple[ControlPeriod, ...]
    claims: tuple[ControlClaim, ...]


class Name(Record):
    """A form of a place's name that somebody used."""

    place: Id = Field(description="id of a district")
    form: Text
    of: Text = Field(description="what bears the name: district, town, province")
    lang: Text
    script: Literal["Latn", "Cyrl", "Armn", "Arab"]
    used_by: Text
    sources: References

    @property
    def bearers(self) -> list[str]:
        """What bears it, one by one, with "until 1959" and the like among them."""
        return re.split(", | and ", self.of)


class TermForm(Record):
    """The word of another language for a term, as a source has it."""

    lang: Literal["az", "hy", "ru"] = Field(description="BCP 47")
    form: Text = Field(description="as found, in its own script")
    sources: References


class Dispute(Record):
    """Who disputes a word, and what they say instead."""

    text: Text
    sources: References


class GlossaryTerm(Record):
    """A term that pages explain at its first use."""

    id: Id = Field(description="permalink on the page of the glossary")
    term: Text = Field(description="as it stands at the head of its entry")
    forms: tuple[Text, ...] = Field(
        (), description="further English forms that are explained where they stand in a text"
    )
    marked: bool = Field(True, description="false: no form of it is explained where it stands")
    definition: Text = Field(description="one or two plain sentences")
    sources: References
    translations: tuple[TermForm, ...] = ()
    related: tuple[Id, ...] = Field((), description="ids of records or of other terms")
    contested: Dispute | None = Field(None, description="where the word itself is disputed")

    @property
    def explained(self) -> tuple[str, ...]:
        """The forms that are explained where they stand."""
        return (self.term, *self.forms) if self.marked else ()


class Moved(Record):
    """An address that was published and no longer holds its record."""

    old: Address = Field(description='"events/1993-old-slug" or "events/1993-x#statement"')
    to: Address | None = Field(None, description="where it leads now; absent for a tombstone")
    reason: Text


class Population(Record):
    """One row of ``population.csv``: persons."""

    district: DistrictId = Field(description="id of the district")
    year: Date = Field(description="what the count is dated")
    kind: Text = Field(description="census, estimate, de facto census")
    nationality: Text = Field(
        description="who is counted: all, or a nationality as the source has it"
    )
    number: int = Field(ge=0, description="persons")
    source: Id = Field(description="id of a source")
    note: Text | None = Field(None, description="what limits the figure")

    @property
    def sources(self) -> tuple[SourceRef, ...]:
        """Its one source, as other figures have theirs."""
        return (SourceRef(id=self.source, locator=None),)


class Settlement(Record):
    """One row of ``settlements.csv``: a populated place as a gazetteer has it. A cell with several
    names or sources parts them by semicolons."""

    district: DistrictId = Field(description="id of the district")
    id: Id = Field(description="permalink on the page of the district's settlements")
    name_az: Text | None = Field(None, description="form marked as Azerbaijani")
    name_hy: Names = Field((), description="forms in Armenian letters, of mixed periods")
    name_hy_latn: Names = Field((), description="Armenian forms in Latin letters, as attested")
    name_ru: Names = Field((), description="forms in Russian")
    name_fa: Names = Field((), description="forms in Persian")
    names_other: Names = Field((), description="other Latin forms; the gazetteer's main form first")
    lat: float = Field(ge=-90, le=90, description="WGS84 decimal degrees")
    lon: float = Field(ge=-180, le=180, description="WGS84 decimal degrees")
    kind: Literal["populated place", "abandoned", "town", "district centre"] = Field(
        description="as the gazetteer has it"
    )
    geonames_id: int = Field(description="number in GeoNames")
    wof_id: int = Field(description="number in Who's On First")
    elevation_m: int | None = Field(None, description="metres above the sea, as the gazetteer has")
    sources: Annotated[References, BeforeValidator(_split)] = Field(
        alias="source", description="ids of sources"
    )
    note: Text | None = Field(None, description="what is doubtful, in words for readers")

    @property
    def name(self) -> str:
        """The Azerbaijani form; where the gazetteer marks none, its main form."""
        return self.name_az or (*self.names_other, *self.name_hy, *self.name_ru, self.id)[0]


def _cited(value: Any) -> Any:
    """``hrw-1994 (p. 12); un-sc-853-1993`` as references; the place in brackets, where known."""
    if not isinstance(value, str):
        return value
    found = [_CITED.fullmatch(part.strip()) for part in value.split(";")]
    return [
        {"id": one["id"], **({"locator": one["locator"]} if one["locator"] else {})}
        if one
        else value
        for one in found
    ]


_CITED = re.compile(r"(?P<id>[^()]*?)(?: *\((?P<locator>[^()]*)\))?")
CitedSources = Annotated[References, BeforeValidator(_cited), Field(alias="source")]
Counter = Annotated[Text, Field(description="who made the count, as the source names them")]
Limits = Annotated[Text | None, Field(description="what limits the figure")]
People = Literal[
    "displaced-azerbaijan", "displaced-and-refugees-azerbaijan", "refugees-azerbaijan",
    "displaced-armenians",
]  # fmt: skip


class Count(Record):
    """One count of people by one hand, never added to another."""

    people: Text = Field(description="whom the count concerns")
    area: Text = Field(description="id of a district, all, or a place in words")
    year: Date = Field(description="what the count is dated, as precisely as the source has it")
    qualifier: Literal["about", "more than", "at least", "up to", "fewer than"] | None = Field(
        None, description="how the source qualifies the figure"
    )
    count: int = Field(ge=0, description="the lower end of a range")
    count_to: int | None = Field(None, ge=0, description="the upper end, where a range is given")
    unit: Text = Field(description="what was counted, as the source has it")
    who_counted: Counter
    sources: CitedSources = Field(description="ids of sources")
    note: Limits = None


class Displacement(Count):
    """One row of ``displacement.csv``: people displaced, and refugees."""

    people: People = Field(description="whom the count concerns")


class Settlers(Count):
    """One row of ``settlers.csv``: people who lived in the districts under Armenian control."""

    people: Literal["settlers", "inhabitants", "from-syria", "charged"] = Field(
        description="settlers, all inhabitants, or Armenians from Syria among them; charged: a "
        "number that one side ascribes to the other"
    )


class Return(Count):
    """One row of ``returns.csv``: displaced people who came back to a place."""

    people: Literal["returned", "moved", "armenians"] = Field(
        description="Azerbaijanis returned up to a date; Azerbaijanis who moved at a time; "
        "Armenians returned up to a date"
    )


class MineCasualties(Record):
    """One row of ``mines.csv``: persons killed and injured by mines and other remnants of war."""

    period: Date = Field(description="the time that the count covers")
    killed: int | None = Field(None, ge=0, description="persons")
    injured: int | None = Field(None, ge=0, description="persons")
    total: int | None = Field(None, ge=0, description="killed and injured, as the source has it")
    area: Text = Field(description="the land that the count covers, as the source has it")
    who_counted: Counter
    sources: CitedSources = Field(description="ids of sources")
    note: Limits = None


class CountryVote(Record):
    """One row of ``votes.csv``: how a member voted on General Assembly resolution 62/243."""

    country: Text = Field(description="name in the records of the time")
    iso2: Text = Field(description="ISO 3166-1 alpha-2")
    vote: Literal["for", "against", "abstaining", "absent"] = Field(description="how it voted")
    sources: CitedSources = Field(description="ids of sources")
    note: Text | None = Field(None, description="what is doubtful")


class Changed(Record):
    """A correction or an edition of the site."""

    date: Date
    edition: Text
    text: Text
