"""What the parts of the book promise each other.

An objective is minimized by an optimizer, whose step size may follow a schedule.  Nothing else is assumed:
any object with these members takes part.

Arrays follow one rule everywhere.  A point has shape ``(..., dim)``; the leading axes are a batch of independent
runs.  Numbers are float64 unless float32 is passed in.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, runtime_checkable

import numpy as np

Schedule = Callable[[Any], Any]
"""A function of the step, counted from 0, that returns the rate used at that step."""

Rate = float | np.ndarray | Schedule
"""A step size: a number, an array that broadcasts against the point (a sweep), or a schedule."""


@runtime_checkable
class Objective(Protocol):
    """A function to minimize.

    A subclass gives `dim`, `value` and `grad`, and `hess` where it exists.  `at` and calling come for free.
    """

    dim: int

    def value(self, x: np.ndarray) -> np.ndarray:
        """Value at each point: ``(..., dim) -> (...)``."""
        ...

    def grad(self, x: np.ndarray) -> np.ndarray:
        """Gradient at each point: ``(..., dim) -> (..., dim)``."""
        ...

    def at(self, step: int) -> Objective:
        """What is seen of the objective at `step`: itself, unless it is stochastic."""
        return self

    def __call__(self, x: np.ndarray) -> np.ndarray:
        """The same as `value`."""
        return self.value(x)


@runtime_checkable
class Optimizer(Protocol):
    """A rule that turns gradients into steps: two pure functions and no memory of its own.

    The contract is that of Optax's ``GradientTransformation``, so that an Optax optimizer is one too.
    """

    def init(self, x: np.ndarray) -> Any:
        """State before the first step from `x`."""
        ...

    def update(self, grad: np.ndarray, state: Any, x: np.ndarray) -> tuple[np.ndarray, Any]:
        """Return ``(delta, state)``; the next iterate is ``x + delta``.  No argument is written to."""
        ...
