r"""Projection after each step: any optimizer on a convex set.

.. math:: x_{t+1} = P_C(x_t + \Delta_t)

Source: A. A. Goldstein, "Convex programming in Hilbert space", Bulletin of the American Mathematical Society 70,
709-710, 1964.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from optbook.protocols import Optimizer
from optbook.validation import require


@dataclass(frozen=True, eq=False)
class Projected:
    """Any optimizer, each of its steps followed by the way to the nearest allowed point.

    Around `GradientDescent` this is the projected gradient method.  Around a method that scales coordinates, such as
    `Adam`, its rest points need not be minima on the set: the nearest point would have to be meant in that scale.

    The step that is returned leads to the nearest point up to rounding: an iterate may lie outside by so much.

    Parameters
    ----------
    optimizer : Optimizer
        What proposes the step.  Its state is the whole state.
    project : function of points
        Nearest allowed point of each, ``(..., dim) -> (..., dim)``; see `optbook.projections`.

    Raises
    ------
    ValueError
        When `project` cannot be called.
    """

    optimizer: Optimizer
    project: Callable[[np.ndarray], np.ndarray]

    def __post_init__(self) -> None:
        require(callable(self.project), "project", self.project, "a function of points")

    def init(self, x: np.ndarray) -> Any:
        """State of the optimizer."""
        return self.optimizer.init(x)

    def update(self, grad: np.ndarray, state: Any, x: np.ndarray) -> tuple[np.ndarray, Any]:
        """Step, then project."""
        delta, state = self.optimizer.update(grad, state, x)
        return self.project(x + delta) - x, state
