r"""Quadratics with weight decay: the lowest point for each weight, and the weight for each length.

.. math:: x(\alpha) = \arg\min_x \; \tfrac12 x^\top A x + b^\top x + \tfrac{\alpha}{2} |x|^2 = -(A + \alpha I)^{-1} b

Source: A. E. Hoerl and R. W. Kennard, "Ridge regression: biased estimation for nonorthogonal problems", Technometrics
12, 55-67, 1970.
"""

from __future__ import annotations

import numpy as np
import scipy  # which loads its parts when they are used

from optbook.objectives import Quadratic
from optbook.validation import require_nonnegative, require_positive


def decayed(bowl: Quadratic, alpha: np.ndarray) -> np.ndarray:
    """Minimum of ``bowl + alpha / 2 * |x| ** 2`` for each weight: ``(...) -> (..., dim)``.

    The matrix of `bowl` has no negative eigenvalue, and none that is zero where a weight is.

    Raises
    ------
    ValueError
        When a weight is negative.
    """
    require_nonnegative(alpha=alpha)
    alpha = np.asarray(alpha, dtype=float)[..., None, None]
    right = np.broadcast_to(-bowl.linear[:, None], (*alpha.shape[:-2], bowl.dim, 1))
    return np.linalg.solve(bowl.matrix + alpha * np.eye(bowl.dim), right)[..., 0]


def decay_for(bowl: Quadratic, radius: float) -> float:
    """Weight whose decayed minimum has the length `radius`: the multiplier of ``(|x|^2 - radius^2) / 2 <= 0``.

    Zero when the minimum without it is short enough.  The reciprocal of the length is nearly straight in the weight.
    The matrix of `bowl` is positive definite.

    Raises
    ------
    ValueError
        When `radius` is not positive.
    """
    require_positive(radius=radius)
    above = np.linalg.norm(bowl.linear) / radius  # here |x| < |b| / alpha = radius
    if np.linalg.norm(decayed(bowl, 0.0)) <= radius:
        return 0.0

    def short(alpha: float) -> float:
        return 1 / radius - 1 / np.linalg.norm(decayed(bowl, alpha))

    return float(scipy.optimize.brentq(short, 0, above, xtol=1e-15))
