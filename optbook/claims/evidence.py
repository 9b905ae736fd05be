"""What the check of a claim found."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from optbook.validation import require


@dataclass(frozen=True)
class Evidence:
    """What a check found.

    Attributes
    ----------
    holds : bool
        Whether the statement is true of what was computed.
    measured : dict of str to float
        The numbers that decide it, each under the words that a reader sees.

    Raises
    ------
    ValueError
        When `holds` is not a truth value, or nothing, or not a number, was measured.
    """

    holds: bool
    measured: dict[str, float]

    def __post_init__(self) -> None:
        require(isinstance(self.holds, (bool, np.bool_)), "holds", self.holds, "True or False")
        measured = {what: float(number) for what, number in self.measured.items()}
        require(bool(measured), "measured", self.measured, "at least one number")
        require(not any(map(math.isnan, measured.values())), "measured", measured, "numbers, not nan")
        object.__setattr__(self, "holds", bool(self.holds))
        object.__setattr__(self, "measured", measured)
