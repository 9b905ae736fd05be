r"""Trust region: to the lowest point of the quadratic model within a ball, whose radius follows the model's success.

.. math:: d_t = \arg\min_{|d| \le r_t} g^\top d + \tfrac12 d^\top H d, \qquad
          \rho_t = \frac{f(x_t) - f(x_t + d_t)}{\text{what the model promises}}

A step is taken when :math:`\rho_t` is above 0.1.  The radius becomes a quarter of the step's length when it is below a
quarter, and doubles when it is above three quarters and the step reached the border.

Sources: J. J. Moré and D. C. Sorensen, "Computing a trust region step", SIAM Journal on Scientific and Statistical
Computing 4, 553-572, 1983; A. R. Conn, N. I. M. Gould and P. L. Toint, "Trust-region methods", SIAM, 2000.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from optbook.optimizers.hyperparameters import dot, length, like
from optbook.optimizers.saddle_free_newton import along, components, eigh, require_hessian
from optbook.optimizers.steepest_descent import seen
from optbook.protocols import Objective
from optbook.validation import require_positive

HALVINGS = 40
"""So many leave a millionth of a millionth of the interval: the step ends that near to the border, inside."""


class TrustRegionState(NamedTuple):
    """State of `TrustRegion`."""

    step: int
    """Updates made so far; a stochastic objective is judged as it is seen at this step."""
    radius: np.ndarray
    """How far the model is trusted, ``(..., 1)``."""


@dataclass(frozen=True, eq=False)
class TrustRegion:
    """Newton's method with a bound on the step, so that its model is used only near where it was made.

    Parameters
    ----------
    objective : Objective
        Gives the Hessian, ``hess``, and the value that judges each step.
    radius : float or array
        First radius, positive.

    Raises
    ------
    ValueError
        When `objective` has no Hessian or `radius` is not positive.
    """

    objective: Objective
    radius: float | np.ndarray = 1.0

    def __post_init__(self) -> None:
        require_hessian(self.objective)
        require_positive(radius=self.radius)

    def init(self, x: np.ndarray) -> TrustRegionState:
        """The first radius in each lane."""
        (radius,) = like(x, self.radius)
        lanes = np.broadcast_shapes((*x.shape[:-1], 1), np.shape(radius))
        return TrustRegionState(step=0, radius=np.full(lanes, radius, dtype=x.dtype))

    def update(self, grad: np.ndarray, state: TrustRegionState, x: np.ndarray) -> tuple[np.ndarray, TrustRegionState]:
        """Minimize the model in the ball, then compare what it promised with what came."""
        objective = seen(self.objective, state.step)
        value = objective.value(x)[..., None]
        # Where a decrease is lost in the rounding of the values, the model is believed.
        rounding = 64 * np.finfo(grad.dtype).eps * np.abs(value)
        hessian = objective.hess(x)
        delta = boundary_step(hessian, grad, state.radius)
        bend = dot(delta, (hessian * delta[..., None, :]).sum(-1))
        promised = -dot(grad, delta) - bend / 2 + rounding
        came = value - objective.value(x + delta)[..., None] + rounding
        good, reach = came > promised / 4, length(delta)
        wide = (came > 3 * promised / 4) & (reach > 0.99 * state.radius)
        radius = np.where(good, np.where(wide, 2 * state.radius, state.radius), reach / 4)
        radius = np.where(reach > 0, radius, state.radius).astype(x.dtype, copy=False)
        kept = (came > promised / 10) | ~np.isfinite(promised)
        return np.where(kept, delta, np.zeros_like(delta)), TrustRegionState(state.step + 1, radius)


def boundary_step(hessian: np.ndarray, grad: np.ndarray, radius: np.ndarray) -> np.ndarray:
    """Lowest point of ``g'd + d'Hd/2`` with ``|d| <= radius``, lane by lane: ``(..., dim)``.

    It solves ``(H + m) d = -g`` with the least ``m >= 0`` for which ``H + m`` has no negative eigenvalue and `d` fits;
    ``m`` is found by halving.  Where the slope along the lowest eigenvector is zero (the hard case), that vector is
    added up to the border.
    """
    eigenvalues, vectors = eigh(hessian)
    slopes = components(vectors, grad)
    lowest = eigenvalues[..., :1]
    low = np.maximum(-lowest, 0) + np.zeros_like(radius)
    high = low + length(grad) / radius
    inside = (lowest > 0) & (length(_shifted(slopes, eigenvalues, np.zeros_like(low))) <= radius)
    for _ in range(0 if inside.all() else HALVINGS):
        middle = low + (high - low) / 2
        long = length(_shifted(slopes, eigenvalues, middle)) > radius
        low, high = np.where(long, middle, low), np.where(long, high, middle)
    parts = _shifted(slopes, eigenvalues, np.where(inside, np.zeros_like(high), high))
    rest = np.sqrt(np.maximum(radius**2 - length(parts) ** 2, 0))
    rest = np.where((lowest < 0) & (rest > radius / 1000), rest, 0).astype(grad.dtype, copy=False)
    parts[..., :1] += np.where(parts[..., :1] < 0, -rest, rest)
    return along(vectors, parts)


def _shifted(slopes: np.ndarray, eigenvalues: np.ndarray, shift: np.ndarray) -> np.ndarray:
    """Components of ``-(H + m)^-1 g``; zero where there is no slope."""
    below = eigenvalues + shift
    tiny = np.array(np.finfo(slopes.dtype).tiny, slopes.dtype)
    return np.where(slopes == 0, np.zeros_like(below), -slopes / np.where(below == 0, tiny, below))
