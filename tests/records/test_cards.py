"""The pictures of link previews, and the texts beside them, piece by piece."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFont

from macros.card_picture import COLUMN, HEIGHT, MARGIN, PANEL, SEVEN, WIDTH, Card, Studio
from macros.cards import cards
from macros.html import words
from macros.link_preview import cut
from macros.look import Look, LookError
from macros.maps import Atlas
from macros.prose import ProsePage
from macros.site import Site
from macros.structured_data import span
from tests.conftest import REPO

FINER = SEVEN.width // PANEL
ATLAS = Atlas(REPO / "data" / "geo")
LOOK = Look(REPO)


@pytest.fixture(scope="module")
def studio() -> Studio:
    return Studio(LOOK, ATLAS, "Seven Districts")


def picture(studio: Studio, card: Card) -> Image.Image:
    return Image.open(io.BytesIO(studio.draw(card))).convert("RGB")


def changed(one: Image.Image, other: Image.Image) -> tuple[int, int, int, int] | None:
    """The least rectangle in which two pictures differ."""
    return ImageChops.difference(one, other).getbbox()


def test_the_same_card_is_the_same_bytes(studio: Studio) -> None:
    card = Card("x", "Event", "Capture of Agdam", ("23 July 1993",), ("agdam",), (46.93, 39.99))
    assert studio.draw(card) == Studio(LOOK, ATLAS, "Seven Districts").draw(card)


@pytest.mark.parametrize(
    "title",
    [
        "A",
        "Report of the Field Assessment Mission of the Minsk Group's co-chairs, 2010",
        "International Court of Justice, order of 7 December 2021, " * 6,
        "Konstantinopolitanischer" * 12,
        "Շահումյան-Քարվաճառ " * 14,
    ],
)
def test_no_title_leaves_the_column(studio: Studio, title: str) -> None:
    facts = ("23 July 1993", "A body with a long name " * 9)
    blank = picture(studio, Card("x", "", ""))
    box = changed(blank, picture(studio, Card("x", "Document · Order", title, facts)))
    assert box is not None
    assert box[0] >= MARGIN - 4
    assert box[2] <= MARGIN + COLUMN + 4
    assert box[3] < HEIGHT - 110  # where the site's own name begins


def lacking(text: str, family: str) -> set[str]:
    """Letters that no cut of a family draws: a font draws all those that it lacks alike."""
    faces = [(face, ImageFont.truetype(face.file, 40)) for face in LOOK.faces(family)]

    def is_drawn(letter: str) -> bool:
        return any(
            face.holds(letter) and shape(font, letter) != shape(font, "\ue000")
            for face, font in faces
        )

    return {letter for letter in set(text) if not letter.isspace() and not is_drawn(letter)}


def shape(font: ImageFont.FreeTypeFont, letter: str) -> tuple[float, bytes]:
    return font.getlength(letter), bytes(font.getmask(letter))


@pytest.mark.parametrize("family", ["SD Serif", "SD Sans"])
def test_every_letter_of_azerbaijani_armenian_and_russian_is_in_the_fonts(family: str) -> None:
    azerbaijani = "abcçdeəfgğhxıijkqlmnoöprsştuüvyz" + "ABCÇDEƏFGĞHXIİJKQLMNOÖPRSŞTUÜVYZ"
    armenian = "".join(map(chr, (*range(0x531, 0x557), *range(0x561, 0x588))))
    russian = "".join(map(chr, range(0x410, 0x450))) + "Ёё"
    assert lacking(azerbaijani + armenian + russian, family) == set()


def test_every_letter_of_the_site_s_cards_is_in_the_fonts() -> None:
    site = Site(REPO)
    found = {
        card.path: letters
        for card in cards(site.reference, words())
        if (letters := lacking(card.title, "SD Serif")
            | lacking(card.kind + "".join(card.facts), "SD Sans"))
    }  # fmt: skip
    assert found == {}


def test_letters_from_several_cuts_stand_in_one_line(studio: Studio) -> None:
    letters = "AƏəĞğİıŞÇÖÜԱաՔքՃճԵևЖжҒғҸҹҜҝ“’–"
    drawn = {letter: studio.draw(Card("x", "", f"A{letter}", (letter,))) for letter in letters}
    assert len(set(drawn.values())) == len(letters)


@pytest.mark.parametrize("district", [shape.id for shape in ATLAS.districts])
def test_the_districts_of_a_card_are_highlighted_and_no_others(
    studio: Studio, district: str
) -> None:
    image = picture(studio, Card("x", "", "", districts=(district,)))
    for shape in ATLAS.districts:
        lon, lat = ATLAS_LABELS[shape.id]
        x, y = (round(one / FINER) for one in SEVEN.point(lon, lat))
        wanted = LOOK.colour("accent" if shape.id == district else "azerbaijan")
        found = image.getpixel((WIDTH - PANEL + x, y))
        assert isinstance(found, tuple)
        assert max(abs(a - b) for a, b in zip(found, wanted, strict=True)) <= 3, shape.id


# A point well inside each district: longitude, latitude.
ATLAS_LABELS = {
    "kalbajar": (46.1, 40.1), "lachin": (46.3, 39.75), "qubadli": (46.59, 39.27),
    "zangilan": (46.62, 38.98), "jabrayil": (46.98, 39.33), "fuzuli": (47.35, 39.6),
    "agdam": (47.0, 40.05),
}  # fmt: skip


def test_a_card_s_point_is_marked_where_it_lies_and_one_off_the_map_is_not(studio: Studio) -> None:
    blank = picture(studio, Card("x", "", ""))
    box = changed(blank, picture(studio, Card("x", "", "", point=(46.93, 39.99))))
    assert box is not None
    x, y = (one / FINER for one in SEVEN.point(46.93, 39.99))
    assert abs((box[0] + box[2]) / 2 - (WIDTH - PANEL + x)) <= 1
    assert abs((box[1] + box[3]) / 2 - y) <= 1
    assert changed(blank, picture(studio, Card("x", "", "", point=(44.0, 42.0)))) is None


@pytest.mark.parametrize(
    ("sheet", "fault"),
    [
        (":root { --sd-ink: #112233; }", 'no upright @font-face "SD Serif"'),
        ('@font-face { font-family: "SD Serif"; src: url("x.woff2"); font-style: italic; }',
         'no upright @font-face "SD Serif"'),
        ('@font-face { font-family: "SD Serif"; src: url("x.woff2"); }', "--sd-ink no colour"),
        ('@font-face { font-family: "SD Serif"; src: url("x.woff2"); } '
         ":root { --sd-ink: rebeccapurple; }", "--sd-ink no colour"),
    ],
)  # fmt: skip
def test_a_style_sheet_without_what_pictures_need_is_named(
    tmp_path: Path, sheet: str, fault: str
) -> None:
    path = tmp_path / "docs/assets/css/site.css"
    path.parent.mkdir(parents=True)
    path.write_text(sheet, encoding="utf-8")
    look = Look(tmp_path)
    with pytest.raises(LookError, match="docs/assets/css/site.css") as error:
        look.faces("SD Serif"), look.colour("ink")
    assert fault in str(error.value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Short.", "Short."),
        ("One two  three\nfour", "One two three four"),
        ("One two three four five six", "One two three four…"),
        ("One two three four, fivesix", "One two three four…"),
        ("Onetwothreefourfivesixseven", "Onetwothreefourfivesi…"),
    ],
)
def test_a_description_is_cut_between_words(text: str, expected: str) -> None:
    assert cut(text, 22) == expected


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("1993-07-23", ("1993-07-23", "1993-07-23")),
        ("1993-07", ("1993-07", "1993-07")),
        ("1993-04-02/1993-04-05", ("1993-04-02", "1993-04-05")),
        ("1993-08~", (None, None)),
        ("1993-08-01?/1993-08-05", (None, "1993-08-05")),
        ("199X", (None, None)),
    ],
)
def test_only_exact_dates_are_said_as_data(
    date: str, expected: tuple[str | None, str | None]
) -> None:
    assert span(date) == expected


@pytest.mark.parametrize(
    ("body", "lead"),
    [
        ("# Title\n\nA *plain* [link](x.md) and a note.[^hrw-1994, p. 2] {: #one }\n\nMore.",
         "A plain link and a note."),
        ("This is edition {{ edition() }}.\n", ""),
        ("Type `make` here.\n", ""),
        ("<div>\n\nLater.\n", ""),
        ("{{ opening() }}\n\nLater.\n", ""),
        ("| a | b |\n", ""),
    ],
)  # fmt: skip
def test_the_lead_of_a_page_is_its_first_paragraph(body: str, lead: str) -> None:
    assert ProsePage("x.md", "docs/x.md", f"---\ntitle: X\n---\n{body}").lead == lead
