"""Charts as positions: what the SVG templates print, worked out from counts.

Lengths are units of the SVG's own 400 across, so that on a phone a unit is about a pixel. Every
row bears its value in figures; nothing is told by colour alone.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, log10

from .axis import Axis
from .html import thousands

WIDTH = 400
LETTER = 6.4  # mean width of a letter of the labels
LABEL_LETTERS = 70
HEAD = 44  # room for the year where it stands beside its bar
TALL, LOW = 32, 21  # a row with its label above the mark, and one without
AXIS = 20
LEGEND = 22
GAP = 9


@dataclass(frozen=True)
class Count:
    """One count to draw: ``head`` and ``label`` name it, ``parts`` are lengths of a bar by kind.

    ``start`` is where the first part begins: the lower end of a range, and zero in a bar.
    """

    head: str
    label: str
    parts: tuple[tuple[str, float], ...]
    value: str
    start: float = 0

    @property
    def end(self) -> float:
        """The highest number that the mark reaches."""
        return self.start + sum(length for _, length in self.parts)


@dataclass(frozen=True)
class Mark:
    """A piece of a bar, or a dot (of no width) or a range of dots."""

    kind: str
    x: float
    width: float


@dataclass(frozen=True)
class Row:
    """One count in its place."""

    y: float
    head: str
    label: str
    marks: tuple[Mark, ...]
    value: str
    value_x: float


@dataclass(frozen=True)
class Chart:
    """Everything that a template prints; ``name`` is the prefix of its ids on the page."""

    name: str
    title: str
    description: str
    rows: tuple[Row, ...]
    ticks: tuple[tuple[float, str], ...]
    legend: tuple[tuple[str, float], ...]
    left: float
    right: float
    top: float
    height: float
    labelled: bool
    width: float = WIDTH


def draw(
    name: str,
    title: str,
    description: str,
    counts: Sequence[Count],
    *,
    kinds: dict[str, str] | None = None,
    beside: Sequence[Count] = (),
) -> Chart:
    """Place counts one under another, in the order given, on a scale that begins at zero.

    ``kinds`` are the words of the legend by kind of part; ``beside`` are the counts of charts
    beside this one, which then share one scale. Raises ValueError where there is nothing to draw.
    """
    if not counts:
        raise ValueError(f"chart {name} has no counts")
    labelled = any(count.label for count in counts)
    left = 0 if labelled else HEAD
    scaled = [*counts, *beside]
    room = max(len(count.value) for count in scaled) * LETTER + 2 * GAP
    step, most = _scale(max(count.end for count in scaled))
    axis = Axis(0, most, left, WIDTH - room)
    top = LEGEND if kinds else 0
    height = TALL if labelled else LOW
    rows = tuple(_row(count, top + index * height, axis) for index, count in enumerate(counts))
    ticks = tuple(
        (axis.at(step * index), thousands(step * index)) for index in range(round(most / step) + 1)
    )
    return Chart(
        name, title, description, rows, ticks, _legend(kinds or {}), left,
        axis.at(most), top, top + len(rows) * height + AXIS, labelled,
    )  # fmt: skip


def _row(count: Count, y: float, axis: Axis) -> Row:
    marks, at = [], count.start
    for kind, length in count.parts:
        x = axis.at(at)
        marks.append(Mark(kind, x, round(axis.at(at + length) - x, 1)))
        at += length
    label = textwrap.shorten(count.label, LABEL_LETTERS - len(count.head), placeholder=" …")
    return Row(y, count.head, label, tuple(marks), count.value, round(axis.at(at) + GAP, 1))


def _scale(most: float) -> tuple[float, float]:
    """A round step, and the least multiple of it that holds ``most``; three to six steps."""
    most = max(most, 1)
    power = 10 ** (ceil(log10(most)) - 1)
    step = next(
        (one for one in (power / 5, power / 2, power, power * 2) if one and most / one <= 5),
        power * 2,
    )
    step = max(1.0, step)
    return step, step * ceil(most / step)


def _legend(kinds: dict[str, str]) -> tuple[tuple[str, float], ...]:
    placed, x = [], 0.0
    for kind, word in kinds.items():
        placed.append((kind, round(x, 1)))
        x += 18 + len(word) * LETTER + GAP
    return tuple(placed)
