"""A straight axis: where a number, or a day as a number, stands on a drawing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Axis:
    """Numbers from ``low`` to ``high`` laid out from ``start`` to ``end``, in units of the drawing
    and rounded to ``digits``."""

    low: float
    high: float
    start: float
    end: float
    digits: int = 1

    def at(self, number: float) -> float:
        """Where a number stands; one beyond an end stands at that end."""
        share = (min(max(number, self.low), self.high) - self.low) / (self.high - self.low)
        return round(self.start + share * (self.end - self.start), self.digits)
