"""Folding of letters: for search and for sorting, never for what is shown."""

from __future__ import annotations

import unicodedata

_LETTERS = str.maketrans(
    {"ə": "e", "ı": "i", "ł": "l", "đ": "d", "æ": "ae", "ø": "o", "ß": "ss",
     "’": "", "'": "", "ʻ": "", "ʼ": ""}
)  # fmt: skip


def fold(text: str) -> str:
    """Lower case, Latin letters without diacritics, and the letters that readers exchange.

    The same as ``fold`` in docs/assets/js/search/letters.js; a test holds the two together.
    """
    if text.isascii():
        return text.lower().translate(_LETTERS)
    apart = unicodedata.normalize("NFKD", text.lower())
    kept: list[str] = []
    latin = False
    for character in apart:
        if unicodedata.combining(character):
            if not latin:
                kept.append(character)
            continue
        latin = "LATIN" in unicodedata.name(character, "")
        kept.append(character)
    return unicodedata.normalize("NFC", "".join(kept)).translate(_LETTERS)
