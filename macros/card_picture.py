"""How the picture of a link preview is drawn: letters on paper, and a small map beside them.

Pillow draws it: the one well-kept raster library for Python whose wheels bring their own FreeType,
which reads the site's WOFF2 fonts as they are. Everything is drawn straight into a palette of few
colours, which is a tenth of the work of reducing each finished picture to one, and letters are
laid out by FreeType alone, because Pillow's other engine is not on every machine and would make
other bytes there.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise

from PIL import Image, ImageDraw, ImageFont

from .dates import MONTHS
from .look import Face, Look
from .maps import Atlas, Ring, View

WIDTH, HEIGHT = 1200, 630
# The map's panel at the right edge, and the column of text with its margin, in pixels.
PANEL = 452
MARGIN = 64
COLUMN = WIDTH - PANEL - 2 * MARGIN
# Baselines of the first and the last line, and where a title may begin and its facts must end.
KIND_LINE, NAME_LINE = 104, 564
TOP, BOTTOM = 128, 488
# Sizes of the lines above and below the title; of those below, their distance and most number.
KIND_SIZE, FACT_SIZE, FACT_STEP, MOST = 25, 27, 40, 4
TITLE_SIZES = (60, 54, 48, 44, 40, 36, 32, 28)
# Between the title and the lines below it, in their steps.
GAP = 0.7
# Of a title's size: from line to line, and from its top to its first baseline.
LEADING, ASCENT = 1.14, 0.94
# Shades between a letter and the paper; colours of the map.
SHADES, MAP_COLOURS = 5, 16
# Drawn so many times as large and then reduced, for smooth edges.
FINER = 4
SEVEN = View(45.46, 38.36, 47.78, 40.842, PANEL * FINER)
# Least distance between two points of an outline, in units of that view.
COARSE = 8.0
RULE = 10
# A day is not parted from its month.
_DAY = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)})\b")
Colour = tuple[int, int, int]
Point = tuple[float, float]


@dataclass(frozen=True)
class Card:
    """What one picture says: ``path`` is its name under assets/cards, without the ending; of
    ``facts`` each is a line; ``point`` is longitude and latitude."""

    path: str
    kind: str
    title: str
    facts: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    point: Point | None = None


@dataclass(frozen=True)
class Glyph:
    """One letter in grey, where it stands from a point on its baseline, and how far it moves on."""

    shape: Image.Image
    left: int
    top: int
    advance: float


class Type:
    """One family at one weight: measures and draws a line, each letter from the cut that has it.

    Each letter is drawn once in a size and kept, which is a tenth of the work of drawing lines.
    """

    def __init__(self, faces: Sequence[Face], weight: int) -> None:
        self._faces = faces
        self._weight = weight
        self._font = cache(self._load)
        self._glyph = cache(self._cast)

    def _load(self, face: Face, size: int) -> ImageFont.FreeTypeFont:
        font = ImageFont.truetype(face.file, size, layout_engine=ImageFont.Layout.BASIC)
        font.set_variation_by_axes([self._weight])
        return font

    def _cast(self, letter: str, size: int) -> Glyph:
        face = next((face for face in self._faces if face.holds(letter)), self._faces[0])
        font = self._font(face, size)
        # Room for the widest letters and those that reach beyond their own width.
        sheet, x, y = Image.new("L", (4 * size, 3 * size)), size, 2 * size
        ImageDraw.Draw(sheet).text((x, y), letter, fill=255, font=font, anchor="ls")
        box = sheet.getbbox() or (0, 0, 0, 0)
        return Glyph(sheet.crop(box), box[0] - x, box[1] - y, font.getlength(letter))

    def length(self, text: str, size: int) -> float:
        """Width of a line in pixels."""
        return sum(self._glyph(letter, size).advance for letter in text)

    def draw(self, sheet: Image.Image, at: tuple[int, int], text: str, size: int) -> None:
        """Write a line on a sheet of grey, from its baseline."""
        x: float = at[0]
        for letter in text:
            glyph = self._glyph(letter, size)
            sheet.paste(255, (round(x) + glyph.left, at[1] + glyph.top), glyph.shape)
            x += glyph.advance

    def wrap(self, text: str, size: int, width: float) -> list[str]:
        """Lines no wider than ``width`` pixels; a word that is wider by itself is broken."""
        lines: list[str] = []
        gap, reach = self.length(" ", size), math.inf
        for word in self._words(_DAY.sub("\\1\u00a0\\2", text), size, width):
            long = self.length(word, size)
            reach += gap + long
            if reach <= width:
                lines[-1] += f" {word}"
            else:
                lines.append(word)
                reach = long
        return lines

    def _words(self, text: str, size: int, width: float) -> Iterator[str]:
        for word in text.split(" "):
            while self.length(word, size) > width and len(word) > 1:
                fits = max(
                    1, sum(self.length(word[:n], size) <= width for n in range(len(word))) - 1
                )
                yield word[:fits]
                word = word[fits:]
            yield word


def set_title(letters: Type, text: str, room: float) -> tuple[list[str], int]:
    """Lines of a title and their size in pixels: the largest at which they fit into the column
    and ``room`` pixels of height. What does not fit even at the smallest ends in an ellipsis."""
    for size in TITLE_SIZES:
        lines = letters.wrap(text, size, COLUMN)
        whole = all(letters.length(word, size) <= COLUMN for word in text.split(" "))
        if whole and len(lines) * size * LEADING <= room:
            return lines, size
    return shorten(letters, lines, size, int(room / (size * LEADING))), size


def shorten(letters: Type, lines: list[str], size: int, most: int) -> list[str]:
    """No more than ``most`` of the lines; the last of fewer ends in an ellipsis."""
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while letters.length(f"{last} …", size) > COLUMN:
        last = last[:-1]
    return [*lines[: most - 1], f"{last} …"]


class Studio:
    """What all pictures of one build share, and the drawing of each.

    ``name`` is the site's own, beside the mark.
    """

    def __init__(self, look: Look, atlas: Atlas, name: str) -> None:
        self._look = look
        self._atlas = atlas
        self._name = name
        self._title = Type(look.faces("SD Serif"), 600)
        self._text = Type(look.faces("SD Sans"), 400)
        self._label = Type(look.faces("SD Sans"), 600)
        self._ramps = {"ink": 0, "soft": SHADES, "accent": 2 * SHADES}

    def draw(self, card: Card) -> bytes:
        """The picture as PNG, 1,200 by 630 pixels; the same bytes for the same card."""
        picture = self._paper.copy()
        self._show(picture, card)
        ink, soft, accent = sheets = [self._sheet() for _ in range(3)]
        facts = [self._text.wrap(fact, FACT_SIZE, COLUMN) for fact in card.facts]
        below = shorten(self._text, [line for lines in facts for line in lines], FACT_SIZE, MOST)
        room = BOTTOM - TOP - (len(below) + GAP) * FACT_STEP
        title, size = set_title(self._title, card.title, room)
        y = TOP + size * ASCENT
        for line in title:
            self._title.draw(ink, (MARGIN, round(y)), line, size)
            y += size * LEADING
        y += FACT_STEP * GAP + FACT_SIZE - size * ASCENT
        for number, line in enumerate(below):
            first = number < len(facts[0])
            self._text.draw(ink if first else soft, (MARGIN, round(y)), line, FACT_SIZE)
            y += FACT_STEP
        self._label.draw(accent, (MARGIN, KIND_LINE), card.kind, KIND_SIZE)
        for sheet, colour in zip(sheets, self._ramps, strict=True):
            self._press(picture, sheet, colour)
        out = io.BytesIO()
        picture.save(out, "PNG", compress_level=6)
        return out.getvalue()

    @staticmethod
    def _sheet() -> Image.Image:
        return Image.new("L", (WIDTH - PANEL, HEIGHT))

    def _press(self, picture: Image.Image, sheet: Image.Image, colour: str) -> None:
        """Lay a sheet of grey on the picture in one of its inks."""
        if box := sheet.getbbox():
            part = sheet.crop(box)
            first = self._ramps[colour]
            inked = part.point([first + round(level / 255 * (SHADES - 1)) for level in range(256)])
            picture.paste(inked, box[:2], part.point([255 * (level > 0) for level in range(256)]))

    def _show(self, picture: Image.Image, card: Card) -> None:
        """Highlight a card's districts on the map and mark its point."""
        for district in card.districts:
            if district in self._masks:
                picture.paste(self._maps[1], (WIDTH - PANEL, 0), self._masks[district])
        if card.point:
            x, y = SEVEN.point(*card.point)
            dot, mask = self._dot
            across, down = (round(one / FINER) - dot.width // 2 for one in (x, y))
            if 0 <= across <= PANEL - dot.width and 0 <= down <= HEIGHT - dot.height:
                picture.paste(dot, (WIDTH - PANEL + across, down), mask)

    # What is drawn once

    @cached_property
    def _paper(self) -> Image.Image:
        """The picture before anything is said: paper, name and mark, the map of the seven."""
        picture = Image.new("P", (WIDTH, HEIGHT), 0)
        picture.putpalette(self._palette)
        picture.paste(self._maps[0], (WIDTH - PANEL, 0))
        sheet = self._sheet()
        sheet.paste(255, (0, 0, sheet.width, RULE))
        sheet.paste(self._mark, (MARGIN, NAME_LINE - 40))
        self._press(picture, sheet, "accent")
        sheet = self._sheet()
        self._title.draw(sheet, (MARGIN + 72, NAME_LINE), self._name, 32)
        self._press(picture, sheet, "ink")
        return picture

    @cached_property
    def _mark(self) -> Image.Image:
        """The site's mark, the seven without anything around them, as grey."""
        side = 56
        view = View(45.55, 38.80, 47.72, 40.51, side * FINER * 2)
        large = Image.new("L", (view.width, view.height))
        draw = ImageDraw.Draw(large)
        for ring in self._atlas.outlines("districts-outside-nkao", view):
            draw.polygon(ring, fill=255)
            draw.line([*ring, ring[0]], fill=0, width=5)
        return large.reduce(FINER * 2)

    @cached_property
    def _palette(self) -> list[int]:
        return [value for colour in (*self._letters, *self._map_colours) for value in colour]

    @cached_property
    def _letters(self) -> list[Colour]:
        paper = self._look.colour("tint")
        return [
            _between(paper, self._look.colour(name), step / (SHADES - 1))
            for name in self._ramps
            for step in range(SHADES)
        ]

    @cached_property
    def _map_colours(self) -> list[Colour]:
        values = self._reduced.getpalette() or []
        return [(r, g, b) for r, g, b in zip(*[iter(values)] * 3, strict=False)][:MAP_COLOURS]

    @cached_property
    def _reduced(self) -> Image.Image:
        """Plain map, highlighted map and dot, one below the other, in the fewest colours."""
        both = Image.new("RGB", (PANEL, 3 * HEIGHT))
        both.paste(self._map(self._look.colour("azerbaijan")), (0, 0))
        both.paste(self._map(self._look.colour("accent")), (0, HEIGHT))
        both.paste(self._drawn_dot()[0], (0, 2 * HEIGHT))
        return both.quantize(MAP_COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)

    @cached_property
    def _shared(self) -> Image.Image:
        """The same, with the numbers that its colours have in the picture's palette."""
        first = len(self._letters)
        return self._reduced.point([min(first + number, 255) for number in range(256)])

    @cached_property
    def _maps(self) -> tuple[Image.Image, Image.Image]:
        return tuple(self._shared.crop((0, top, PANEL, top + HEIGHT)) for top in (0, HEIGHT))  # type: ignore[return-value]

    @cached_property
    def _masks(self) -> dict[str, Image.Image]:
        """Where each district lies on the panel. The edge runs under its drawn border."""
        masks = {}
        for shape in self._atlas.districts:
            mask = Image.new("1", (PANEL, HEIGHT))
            draw = ImageDraw.Draw(mask)
            for ring in self._atlas.outlines("districts-outside-nkao", SEVEN, COARSE, id=shape.id):
                draw.polygon([(x / FINER, y / FINER) for x, y in ring], fill=1)
            masks[shape.id] = mask
        return masks

    @cached_property
    def _dot(self) -> tuple[Image.Image, Image.Image]:
        drawn, mask = self._drawn_dot()
        top = 2 * HEIGHT
        return self._shared.crop((0, top, drawn.width, top + drawn.height)), mask

    def _drawn_dot(self) -> tuple[Image.Image, Image.Image]:
        """The mark of an event's place, and where it covers the map."""
        side = 29 * FINER
        large = Image.new("RGB", (side, side), self._look.colour("ink"))
        ImageDraw.Draw(large).ellipse(
            (7 * FINER, 7 * FINER, side - 7 * FINER, side - 7 * FINER),
            fill=self._look.colour("paper"),
        )
        cover = Image.new("L", (side, side))
        ImageDraw.Draw(cover).ellipse((0, 0, side - 1, side - 1), fill=255)
        return large.reduce(FINER), cover.reduce(FINER).point(
            lambda level: 255 * (level > 127)
        ).convert("1")

    def _map(self, district: Colour) -> Image.Image:
        """The panel with the seven in one colour."""
        look, atlas = self._look, self._atlas
        tint, ink, soft = look.colour("tint"), look.colour("ink"), look.colour("soft")
        large = Image.new("RGB", (PANEL * FINER, HEIGHT * FINER), look.colour("paper"))
        draw = ImageDraw.Draw(large)
        for country in ("arm", "irn"):
            for ring in atlas.outlines("countries", SEVEN, COARSE, id=country):
                draw.polygon(ring, fill=tint)
                _line(draw, [*ring, ring[0]], soft, 1.2)
        for ring in atlas.outlines("nkao-1991", SEVEN, COARSE):
            draw.polygon(ring, fill=_between(look.colour("paper"), soft, 0.16))
            _dashes(draw, [*ring, ring[0]], ink, 1.6)
        for ring in atlas.outlines("districts-outside-nkao", SEVEN, COARSE):
            draw.polygon(ring, fill=district)
            _line(draw, [*ring, ring[0]], ink, 1.6)
        draw.rectangle((0, 0, FINER - 1, HEIGHT * FINER), fill=look.colour("line"))
        return large.reduce(FINER)


def _between(one: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (
        round(first + (second - first) * share) for first, second in zip(one, other, strict=True)
    )
    return red, green, blue


def _line(draw: ImageDraw.ImageDraw, points: Ring, colour: Colour, width: float) -> None:
    draw.line(points, fill=colour, width=round(width * FINER), joint="curve")


def _dashes(draw: ImageDraw.ImageDraw, points: Ring, colour: Colour, width: float) -> None:
    """A line of dashes of 7 pixels with gaps of 4."""
    for piece in _pieces(points, (7 * FINER, 4 * FINER)):
        _line(draw, piece, colour, width)


def _pieces(points: Ring, lengths: tuple[float, float]) -> Iterable[Ring]:
    """Every other piece of a line that is cut into two lengths in turn."""
    piece, left, is_dash = [points[0]], lengths[0], True
    for start, end in pairwise(points):
        at, whole = start, math.dist(start, end)
        while whole >= left:
            share = left / whole
            at = at[0] + (end[0] - at[0]) * share, at[1] + (end[1] - at[1]) * share
            if is_dash:
                yield [*piece, at]
            is_dash = not is_dash
            whole, left, piece = whole - left, lengths[0 if is_dash else 1], [at]
        left -= whole
        piece.append(end)
    if is_dash and len(piece) > 1:
        yield piece
