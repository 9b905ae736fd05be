r"""Derivatives from values alone: what a gradient that was written by hand is checked against.

For a direction :math:`d`, as :math:`h \to 0`,

.. math::
   \frac{f(x + hd) - f(x)}{h} = f'(x; d) + O(h), \qquad
   \frac{f(x + hd) - f(x - hd)}{2h} = f'(x; d) + O(h^2), \qquad
   \frac{\operatorname{Im} f(x + ihd)}{h} = f'(x; d) + O(h^2).

The first two subtract numbers that agree in more and more digits; the third subtracts nothing, but asks for an `f` that
takes complex points and is analytic along the way.

Source: W. Squire and G. Trapp, "Using complex variables to estimate derivatives of real functions", SIAM Review 40,
110-112, 1998.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from optbook.validation import require_positive

Function = Callable[[np.ndarray], np.ndarray]
"""Value at each point, ``(..., dim) -> (...)``: an objective is one."""


def forward_difference(f: Function, x: np.ndarray, direction: np.ndarray, h: float | np.ndarray) -> np.ndarray:
    """Slope of `f` at `x` along `direction`, from one more value.

    Parameters
    ----------
    f : function of points
    x, direction : (..., dim) arrays
        They broadcast against each other.
    h : float or (...) array
        Step, positive; an array gives a step to each lane.

    Returns
    -------
    (...) array

    Raises
    ------
    ValueError
        When `h` is not positive.
    """
    require_positive(h=h)
    return (f(x + _along(direction, h)) - f(x)) / h


def central_difference(f: Function, x: np.ndarray, direction: np.ndarray, h: float | np.ndarray) -> np.ndarray:
    """Slope of `f` at `x` along `direction`, from a value on each side; see `forward_difference`."""
    require_positive(h=h)
    step = _along(direction, h)
    return (f(x + step) - f(x - step)) / (2 * h)


def complex_step(f: Function, x: np.ndarray, direction: np.ndarray, h: float | np.ndarray = 1e-30) -> np.ndarray:
    """Slope of an analytic `f` at `x` along `direction`, from one complex value; see `forward_difference`."""
    require_positive(h=h)
    return f(x + 1j * _along(direction, h)).imag / h


def _along(direction: np.ndarray, h: float | np.ndarray) -> np.ndarray:
    return np.asarray(h)[..., None] * np.asarray(direction)
