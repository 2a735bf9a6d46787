"""A Python-Markdown extension: ``[^source-id, locator]`` in prose becomes a citation mark, and
``{: #id }`` at the end of a paragraph gives it its permalink.

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
from markdown.preprocessors import Preprocessor

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


class _ParagraphIds(Preprocessor):
    """attr_list takes a paragraph's attributes only on a line of their own."""

    _END = re.compile(r"^(?![#\s]).*\S(?P<space>[ \t]+)\{:[^}]*\}\s*$")

    def run(self, lines: list[str]) -> list[str]:
        out: list[str] = []
        for line in lines:
            found = self._END.match(line)
            if found:
                out += [line[: found.start("space")], line[found.end("space") :]]
            else:
                out.append(line)
        return out


class Citations(Extension):
    """Footnote marks whose labels are source ids, and ids at the end of paragraphs."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Marks come after code spans and escapes, before links."""
        md.preprocessors.register(_ParagraphIds(md), "paragraph-ids", 15)
        md.inlinePatterns.register(_Mark(r"\[\^([^\]\n]+)\]", md), "citation", 175)


def makeExtension(**settings: object) -> Citations:
    """What Python-Markdown calls."""
    return Citations(**settings)
