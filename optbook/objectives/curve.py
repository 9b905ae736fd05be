"""Functions of one variable: three formulas make an objective."""

from __future__ import annotations

import numpy as np
import scipy  # which loads its parts when they are used

from optbook.protocols import Objective
from optbook.validation import require


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
        return self.f(_numbers(x))

    def grad(self, x: np.ndarray) -> np.ndarray:
        """Slope at each point: ``(..., 1) -> (..., 1)``."""
        return self.slope(_numbers(x))[..., None]

    def hess(self, x: np.ndarray) -> np.ndarray:
        """Second derivative at each point: ``(..., 1) -> (..., 1, 1)``."""
        return self.bend(_numbers(x))[..., None, None]


def _numbers(x: np.ndarray) -> np.ndarray:
    """The numbers of points ``(..., 1)``."""
    x = np.asarray(x)
    require(x.shape[-1:] == (1,), "x", f"shape {x.shape}", "shape (..., 1)")
    return x[..., 0]


def interval(lower: float, upper: float) -> tuple[np.ndarray, np.ndarray]:
    """An interval as a box of dimension one."""
    return np.array([lower]), np.array([upper])


def valleys(curve: Curve, count: int = 512) -> np.ndarray:
    """Minima of `curve` inside its domain, ``(found, 1)``: where the slope turns from negative to positive.

    Two changes of sign between neighbors of an even grid of `count` points are missed.
    """
    (lower,), (upper,) = curve.domain
    t = np.linspace(lower, upper, count)
    rises = curve.slope(t) > 0
    turns = np.flatnonzero(~rises[:-1] & rises[1:])
    return np.array([[scipy.optimize.brentq(curve.slope, t[i], t[i + 1], xtol=1e-15)] for i in turns]).reshape(-1, 1)
