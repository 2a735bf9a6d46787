"""A Python-Markdown extension: ``[^source-id, locator]`` in prose becomes a citation mark.

The marks get their numbers later, together with those that templates left (``citations.Notes``),
so that prose and data share one list of notes in the order of the page. Python-Markdown's own
footnotes cannot do that: they number in the order of definitions and see only Markdown.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor

from .prose import split_label


class _Mark(InlineProcessor):
    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[etree.Element, int, int]:
        source, locator = split_label(m[1])
        element = etree.Element("sup", {"class": "cite", "data-source": source})
        if locator:
            element.set("data-locator", locator)
        return element, m.start(0), m.end(0)


class Citations(Extension):
    """Footnote marks whose labels are source ids."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Come after code spans and escapes, before links."""
        md.inlinePatterns.register(_Mark(r"\[\^([^\]\n]+)\]", md), "citation", 175)


def makeExtension(**settings: object) -> Citations:
    """What Python-Markdown calls."""
    return Citations(**settings)
