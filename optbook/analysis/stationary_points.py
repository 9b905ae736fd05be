r"""Points where the gradient is zero, found from many starts and told apart by the Hessian's eigenvalues.

From each start the damped Gauss-Newton step for :math:`\nabla f = 0` is taken,

.. math:: x \leftarrow x - (H^2 + |g|^2 I)^{-1} H g, \qquad g = \nabla f(x),\ H = \nabla^2 f(x),

which becomes Newton's as ``g`` vanishes and stays defined where ``H`` is singular.

Source: K. Levenberg, "A method for the solution of certain non-linear problems in least squares", Quarterly of Applied
Mathematics 2, 164-168, 1944.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook.protocols import Objective
from optbook.validation import points, require, require_count

TINY = np.finfo(float).tiny


@dataclass(frozen=True, eq=False)
class StationaryPoint:
    """A point where the gradient is zero.

    Attributes
    ----------
    x : (dim,) array
        Where it is.
    value : float
        Value there.
    eigenvalues : (dim,) array
        Eigenvalues of the Hessian, ascending.
    kind : str
        "minimum", "maximum", "saddle" or "degenerate".
    """

    x: np.ndarray
    value: float
    eigenvalues: np.ndarray
    kind: str


def classify(hessian: np.ndarray, tolerance: float = 1e-8) -> str:
    """Kind of a stationary point by the signs of its Hessian's eigenvalues.

    Parameters
    ----------
    hessian : (dim, dim) array_like
        Symmetric.
    tolerance : float
        An eigenvalue of at most this size counts as zero; set it against the size of the Hessian elsewhere.

    Returns
    -------
    str
        "minimum" (all positive), "maximum" (all negative), "saddle" (some of both signs) or "degenerate": no two signs,
        and a zero among them, so that the Hessian alone does not decide.  With both signs a zero changes nothing.

    Raises
    ------
    ValueError
        When `hessian` is not a finite symmetric matrix.
    """
    matrix = np.asarray(hessian, dtype=float)
    square = matrix.ndim == 2 and matrix.shape[0] == matrix.shape[1] > 0
    require(square, "hessian", f"shape {matrix.shape}", "shape (dim, dim)")
    require(bool(np.isfinite(matrix).all()), "hessian", matrix, "finite numbers")
    skew = np.abs(matrix - matrix.T).max()
    require(bool(skew <= 1e-8 * np.abs(matrix).max()), "hessian", matrix, "a symmetric matrix")
    eigenvalues = np.linalg.eigvalsh(matrix)
    up, down = eigenvalues > tolerance, eigenvalues < -tolerance
    if up.any() and down.any():
        return "saddle"
    if up.all():
        return "minimum"
    if down.all():
        return "maximum"
    return "degenerate"


def kind_by_values(objective: Objective, x: np.ndarray, radius: float = 1e-2, directions: int = 720) -> str:
    """Kind of a stationary point from values alone, in one or two dimensions.

    Parameters
    ----------
    objective : Objective
        Of one or two variables.
    x : (dim,) array_like
        The point.
    radius : float
        Of the circle around it (in one dimension: the distance of two points) on which values are compared with its
        own.  Structure that is narrower than the circle's points are apart is not seen.
    directions : int
        Number of points on the circle.

    Returns
    -------
    str
        "minimum" when all values around are higher, "maximum" when all are lower, else "saddle".
    """
    x = points("x", x, objective.dim)
    require(objective.dim in (1, 2), "objective", f"dim {objective.dim}", "one or two variables")
    angle = 2 * np.pi * np.arange(directions) / directions
    around = [[-1.0], [1.0]] if objective.dim == 1 else np.stack([np.cos(angle), np.sin(angle)], axis=-1)
    change = objective.value(x + radius * np.asarray(around)) - objective.value(x)
    if change.min() > 0:
        return "minimum"
    return "maximum" if change.max() < 0 else "saddle"


def stationary_points(
    objective: Objective, lower: np.ndarray, upper: np.ndarray, *, starts: int = 256, steps: int = 120
) -> list[StationaryPoint]:
    """Stationary points of `objective` in a box, in the order of their coordinates.

    Parameters
    ----------
    objective : Objective
        With ``grad`` and ``hess``.
    lower, upper : (dim,) array_like
        Corners of the box; a point on its boundary counts as inside.
    starts : int
        Number of starts, spread evenly (a Sobol sequence), rounded up to a power of 2.  A point is missed when no start
        leads to it.
    steps : int
        Damped Newton steps from each start, none longer than a quarter of the box along any axis.

    Returns
    -------
    list of StationaryPoint
        Where they are not isolated (along a flat valley), about one for each start.

    Raises
    ------
    ValueError
        When a corner does not fit the objective, or `upper` is not above `lower`.
    """
    lower, upper = points("lower", lower, objective.dim), points("upper", upper, objective.dim)
    require(bool((lower < upper).all()), "upper", upper, f"numbers above lower = {lower}")
    require_count(1, starts=starts, steps=steps)
    width = upper - lower
    from scipy.stats import qmc  # here: it takes longer to import than all else, and few look for points

    unit = qmc.Sobol(objective.dim, scramble=False).random_base2(int(np.ceil(np.log2(starts))))
    spread = lower + width * unit
    x = _newton(objective, spread, steps, reach=0.25 * width)
    scale = float(np.median(np.abs(objective.hess(spread)).max((-2, -1))))
    inside = ((x >= lower - 1e-9 * width) & (x <= upper + 1e-9 * width)).all(-1)
    x = x[inside & _settled(objective, x, width)]
    return [_describe(objective, point, 1e-8 * scale) for point in _distinct(x, 1e-6 * width)]


def _newton(objective: Objective, x: np.ndarray, steps: int, reach: np.ndarray) -> np.ndarray:
    """Damped Newton steps for a zero gradient, none longer than `reach` along any axis.

    A point whose last step was no more than rounding takes no further one.
    """
    x, moving = x.copy(), np.arange(len(x))
    for _ in range(steps):
        step = np.clip(_step(objective, x[moving]), -reach, reach)
        x[moving] -= step
        moving = moving[(np.abs(step) > 1e-13 * np.maximum(np.abs(x[moving]), reach)).any(-1)]
        if not moving.size:
            break
    return x


def _step(objective: Objective, x: np.ndarray) -> np.ndarray:
    grad, hessian = objective.grad(x)[..., None], objective.hess(x)
    # Rounding makes a singular Hessian's square singular too: damp by more than its last bits.
    damping = (grad**2).sum((-2, -1)) + 16 * np.finfo(float).eps * (hessian**2).sum((-2, -1)) + TINY
    normal = hessian @ hessian + damping[:, None, None] * np.eye(objective.dim)
    return np.linalg.solve(normal, hessian @ grad)[..., 0]


def _settled(objective: Objective, x: np.ndarray, width: np.ndarray) -> np.ndarray:
    """Whether the gradient is zero up to what rounding of `x` can do, and the last step did not move the point."""
    grad, hessian = objective.grad(x), objective.hess(x)
    rounding = 64 * np.finfo(float).eps * (np.abs(hessian) @ (np.abs(x) + width)[..., None])[..., 0]
    still = (np.abs(_step(objective, x)) <= 1e-9 * width).all(-1)
    return still & (np.abs(grad) <= rounding + 1e-12).all(-1)


def _distinct(x: np.ndarray, tolerance: np.ndarray) -> list[np.ndarray]:
    """One of each group of points that agree within `tolerance`, in order of their coordinates."""
    kept: list[np.ndarray] = []
    for point in x[np.lexsort(x.T[::-1])]:
        if not (np.abs(np.array(kept).reshape(-1, point.size) - point) <= tolerance).all(-1).any():
            kept.append(point)
    return kept


def _describe(objective: Objective, x: np.ndarray, tolerance: float) -> StationaryPoint:
    hessian = objective.hess(x)
    return StationaryPoint(x, float(objective.value(x)), np.linalg.eigvalsh(hessian), classify(hessian, tolerance))
