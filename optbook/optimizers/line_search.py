r"""Line searches: how far to go along a direction :math:`d` from :math:`x`.

Each takes ``(objective, x, direction, grad)``, the gradient being that at `x`, and returns one step a lane,
``(..., 1)``: the next point is ``x + step * direction``.  `armijo_step` and `strong_wolfe_step` raise no error where no
step will do: after `LONGEST` trials they return the next step without trying it.

.. math:: \text{exact:} \quad \eta = - \frac{g^\top d}{d^\top H d}
   \qquad \text{Armijo:} \quad f(x + \eta d) \le f(x) + c_1 \eta \, g^\top d
   \qquad \text{strong Wolfe: also} \quad |\nabla f(x + \eta d)^\top d| \le c_2 |g^\top d|

Sources: L. Armijo, "Minimization of functions having Lipschitz continuous first partial derivatives", Pacific Journal
of Mathematics 16, 1-3, 1966; P. Wolfe, "Convergence conditions for ascent methods", SIAM Review 11, 226-235, 1969.
"""

from __future__ import annotations

import numpy as np

from optbook.optimizers.hyperparameters import dot, ratio
from optbook.protocols import Objective

LONGEST = 60
"""Trials before a search gives up: to halve a step 60 times leaves less of it than rounding."""


def exact_step(objective: Objective, x: np.ndarray, direction: np.ndarray, grad: np.ndarray) -> np.ndarray:
    """Step to the stationary point of a quadratic along `direction`; elsewhere a secant step.

    The curvature ``d' H d`` comes from a second gradient, ``d' (grad(x + d) - grad(x))``: no Hessian is formed.  Along
    a direction that leads down, the step is negative where the curvature is, and infinite where that is zero or
    underflows.
    """
    return ratio(-dot(grad, direction), dot(objective.grad(x + direction) - grad, direction))


def armijo_step(
    objective: Objective,
    x: np.ndarray,
    direction: np.ndarray,
    grad: np.ndarray,
    *,
    first: float | np.ndarray = 1.0,
    shrink: float = 0.5,
    decrease: float = 1e-4,
) -> np.ndarray:
    """First of ``first, first * shrink, ...`` that brings at least the share `decrease` of what the slope promises."""
    value, slope = objective.value(x)[..., None], dot(grad, direction)
    step = np.zeros_like(slope) + first
    for _ in range(LONGEST):
        long = ~(objective.value(x + step * direction)[..., None] <= value + decrease * step * slope)
        if not long.any():
            break
        step = np.where(long, shrink * step, step).astype(slope.dtype, copy=False)
    return step


def strong_wolfe_step(
    objective: Objective,
    x: np.ndarray,
    direction: np.ndarray,
    grad: np.ndarray,
    *,
    first: float | np.ndarray = 1.0,
    decrease: float = 1e-4,
    curvature: float = 0.9,
) -> np.ndarray:
    """Step that decreases the value enough and leaves a slope of at most `curvature` times the first one.

    The step doubles until it is known to be too long, then the interval is halved.  Its lower end decreases enough
    and still slopes down, so a step with both properties lies inside.

    Where two values differ by rounding only, the decrease is read from the slopes (W. W. Hager and H. Zhang, "A new
    conjugate gradient method with guaranteed descent and an efficient line search", SIAM Journal on Optimization 16,
    170-192, 2005): a value alone finds a minimum to half the digits.
    """
    value, slope = objective.value(x)[..., None], dot(grad, direction)
    rounding = 10 * np.finfo(slope.dtype).eps * np.abs(value)
    step = np.zeros_like(slope) + first
    low, high = np.zeros_like(slope), np.full_like(slope, np.inf)
    for _ in range(LONGEST):
        point = x + step * direction
        new_value, new_slope = objective.value(point)[..., None], dot(objective.grad(point), direction)
        enough = new_value <= value + decrease * step * slope
        enough |= (new_value <= value + rounding) & (new_slope <= (2 * decrease - 1) * slope)
        long = ~enough | (new_slope > -curvature * slope)
        short = enough & (new_slope < curvature * slope)
        if not (long | short).any():
            break
        high, low = np.where(long, step, high), np.where(short, step, low)
        middle = np.where(np.isfinite(high), low + (high - low) / 2, 2 * low)
        step = np.where(long | short, middle, step).astype(slope.dtype, copy=False)
    return step
