"""What a reader of a live figure chooses: numbers on sliders, and recipes of a list."""

from __future__ import annotations

import math
from dataclasses import dataclass

from optbook.live.recipe import title
from optbook.validation import require


@dataclass(frozen=True)
class Slider:
    """A number that the reader sets.

    Attributes
    ----------
    name : str
        What recipes call it.
    label : str
        What the reader is told it is, with its unit if it has one.
    value, low, high : float
        Where it starts, and its range.
    log : bool
        Whether equal ways on it are equal factors.
    whole : bool
        Whether it takes integers only.
    """

    name: str
    label: str
    value: float
    low: float
    high: float
    log: bool = False
    whole: bool = False

    def __post_init__(self) -> None:
        inside = self.low < self.high and self.low <= self.value <= self.high
        require(inside, self.name, f"{self.value} in [{self.low}, {self.high}]", "a range and a number in it")
        require(not self.log or self.low > 0, self.name, f"from {self.low}", "a range above 0, being logarithmic")
        ends = (self.value, self.low, self.high)
        require(not self.whole or all(end == int(end) for end in ends), self.name, ends, "integers")


@dataclass(frozen=True)
class Subject:
    """One thing to choose: a recipe and what it is called."""

    recipe: str
    label: str

    @classmethod
    def named(cls, text: str) -> Subject:
        """From ``recipe`` or ``recipe as label``."""
        made, _, label = text.partition(" as ")
        return cls(made.strip(), label.strip() or title(made))


def slider(text: str) -> Slider:
    """A slider from ``lr = 0.1 in [0.001, 1] log, rate``: name, start, range, ``log`` or ``whole``, what it is.

    Raises
    ------
    ValueError
        When it is not written so.
    """
    head, _, label = text.partition("]")[2].partition(",")
    name, _, rest = text.partition("]")[0].partition("=")
    value, _, ends = rest.partition(" in [")
    low, _, high = ends.partition(",")
    flags = set(head.split())
    written = flags <= {"log", "whole"} and "]" in text and name.strip().isidentifier()
    takes = "<name> = <start> in [<low>, <high>], then log, whole or neither, a comma and what it is"
    try:
        numbers = [float(part) for part in (value, low, high)]
    except ValueError:
        written = False
    require(written and all(map(math.isfinite, numbers)), "slider", text.strip(), takes)
    return Slider(name.strip(), label.strip() or name.strip(), *numbers, log="log" in flags, whole="whole" in flags)
