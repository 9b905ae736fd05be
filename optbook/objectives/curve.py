"""Functions of one variable: three formulas make an objective."""

from __future__ import annotations

import numpy as np

from optbook.protocols import Objective


class Curve(Objective):
    """A function of one variable, given by `f`, `slope` and `bend` on plain numbers or arrays of any shape.

    As an objective it takes points of shape ``(..., 1)``.

    Attributes
    ----------
    domain : (lower, upper) pair of (1,) arrays
        Where to draw it.
    """

    dim = 1
    domain: tuple[np.ndarray, np.ndarray]

    def f(self, t: np.ndarray) -> np.ndarray:
        """Value at `t`."""
        raise NotImplementedError

    def slope(self, t: np.ndarray) -> np.ndarray:
        """First derivative at `t`."""
        raise NotImplementedError

    def bend(self, t: np.ndarray) -> np.ndarray:
        """Second derivative at `t`."""
        raise NotImplementedError

    def value(self, x: np.ndarray) -> np.ndarray:
        """Value at each point: ``(..., 1) -> (...)``."""
        return self.f(np.asarray(x)[..., 0])

    def grad(self, x: np.ndarray) -> np.ndarray:
        """Slope at each point: ``(..., 1) -> (..., 1)``."""
        return self.slope(np.asarray(x))

    def hess(self, x: np.ndarray) -> np.ndarray:
        """Second derivative at each point: ``(..., 1) -> (..., 1, 1)``."""
        return self.bend(np.asarray(x))[..., None]


def interval(lower: float, upper: float) -> tuple[np.ndarray, np.ndarray]:
    """An interval as a box of dimension one."""
    return np.array([lower]), np.array([upper])
