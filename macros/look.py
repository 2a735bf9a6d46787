"""The site's colours and fonts as pictures need them, read from the style sheet, where they are
written once: a change of the look changes the pictures with it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

SHEET = "docs/assets/css/site.css"
_FACE = re.compile(r"@font-face\s*\{([^}]*)\}")
_LIGHT = re.compile(r":root[^{}]*\{([^}]*)\}")
_COLOUR = re.compile(r"--sd-([\w-]+):\s*(#[0-9a-fA-F]{3,8})\s*;")
_RANGE = re.compile(r"U\+([0-9A-Fa-f]+)(?:-([0-9A-Fa-f]+))?")


class LookError(Exception):
    """The style sheet lacks what a picture needs; the message says what."""


@dataclass(frozen=True)
class Face:
    """One cut of a font: its file and the letters that a browser would take from it."""

    file: Path
    ranges: tuple[tuple[int, int], ...]

    def holds(self, character: str) -> bool:
        """Whether the letter is in this cut."""
        return any(first <= ord(character) <= last for first, last in self.ranges)


class Look:
    """Colours of the light scheme and upright faces, as ``root``'s style sheet declares them."""

    def __init__(self, root: Path) -> None:
        sheet = root / SHEET
        text = sheet.read_text(encoding="utf-8")
        self._faces: dict[str, list[Face]] = {}
        for found in _FACE.finditer(text):
            self._add_face(found[1], sheet.parent)
        self._colours = dict(_COLOUR.findall("".join(_LIGHT.findall(text))))

    def _add_face(self, rule: str, folder: Path) -> None:
        family = re.search(r'font-family:\s*"([^"]+)"', rule)
        file = re.search(r'url\("([^"]+)"\)', rule)
        if family and file and "italic" not in rule:
            ranges = tuple(
                (int(first, 16), int(last or first, 16)) for first, last in _RANGE.findall(rule)
            )
            face = Face((folder / file[1]).resolve(), ranges)
            self._faces.setdefault(family[1], []).append(face)

    def faces(self, family: str) -> list[Face]:
        """The cuts of a family, in the order of the style sheet; LookError where it has none."""
        if family not in self._faces:
            raise LookError(f'{SHEET} declares no upright @font-face "{family}"')
        return self._faces[family]

    def colour(self, name: str) -> tuple[int, int, int]:
        """Red, green and blue (0 to 255) of ``--sd-<name>``; LookError where it is no #rrggbb."""
        written = self._colours.get(name, "").removeprefix("#")
        if len(written) == 3:
            written = "".join(digit * 2 for digit in written)
        if len(written) != 6:
            raise LookError(f"{SHEET} gives --sd-{name} no colour written as #rrggbb under :root")
        red, green, blue = bytes.fromhex(written)
        return red, green, blue
