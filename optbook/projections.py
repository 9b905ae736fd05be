r"""Projections onto convex sets, and the proximal maps that generalize them.

The projection of a point is the nearest point of a set; the proximal map of a function weighs nearness against it:

.. math:: P(x) = \arg\min_{z \in C} \|z - x\|, \qquad
    \operatorname{prox}_{w h}(x) = \arg\min_z \; w \, h(z) + \tfrac12 \|z - x\|^2 .

Points are ``(..., dim)``; radii and weights broadcast against them, so that ``(1000, 1)`` makes a thousand lanes.
Weights and radii are at least 0, but the radius of `onto_l2_ball` and the total of `onto_simplex` are positive; others
raise ``ValueError``.

Sources: N. Parikh and S. Boyd, "Proximal algorithms", Foundations and Trends in Optimization 1, 127-239, 2014.
J. Duchi, S. Shalev-Shwartz, Y. Singer and T. Chandra, "Efficient projections onto the l1-ball for learning in high
dimensions", ICML, 2008.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from optbook.validation import require, require_nonnegative, require_positive


def onto_box(x: np.ndarray, lower: Any = 0.0, upper: Any = np.inf) -> np.ndarray:
    """Nearest point with ``lower <= x <= upper``; as it stands, the nearest one without negative coordinates.

    Raises
    ------
    ValueError
        When `lower` is somewhere above `upper`.
    """
    x = _points(x)
    low, high = _like(x, lower), _like(x, upper)
    require(bool(np.all(low <= high)), "lower", lower, f"nothing above upper, {upper!r}")
    return np.minimum(np.maximum(x, low), high)


def onto_linf_ball(x: np.ndarray, radius: Any = 1.0) -> np.ndarray:
    """Nearest point without a coordinate larger than `radius`."""
    require_nonnegative(radius=radius)
    return onto_box(x, -np.asarray(radius), radius)


def onto_l2_ball(x: np.ndarray, radius: Any = 1.0) -> np.ndarray:
    """Nearest point no longer than `radius`: long ones are shortened."""
    require_positive(radius=radius)
    x = _points(x)
    radius = _like(x, radius)
    return x * (radius / np.maximum(_length(x), radius))


def onto_l1_ball(x: np.ndarray, radius: Any = 1.0) -> np.ndarray:
    """Nearest point whose absolute values add up to at most `radius`.

    All absolute values are lowered by one number, those below it to zero.
    """
    require_nonnegative(radius=radius)
    x = _points(x)
    radius = _like(x, radius)
    size = np.abs(x)
    threshold = _lowering(size, radius)
    inside = size.sum(-1, keepdims=True) <= radius
    return np.where(inside, x, np.copysign(np.maximum(size - threshold, 0), x))


def onto_simplex(x: np.ndarray, total: Any = 1.0) -> np.ndarray:
    """Nearest point without negative coordinates whose coordinates add up to `total`.

    All coordinates are lowered, or raised, by one number, those that fall below zero to zero.
    """
    require_positive(total=total)
    x = _points(x)
    return np.maximum(x - _lowering(x, _like(x, total)), 0)


def _lowering(x: np.ndarray, total: np.ndarray) -> np.ndarray:
    """The number by which to lower coordinates, so that what stays above zero adds up to `total`: ``(..., 1)``.

    Sorting finds it: with the ``k`` largest left over it is their excess over `total` divided by ``k``.
    """
    falling = -np.sort(-x, axis=-1)
    lowered = (np.cumsum(falling, axis=-1) - total) / np.arange(1, x.shape[-1] + 1, dtype=x.dtype)
    left = np.maximum((falling > lowered).sum(-1, keepdims=True), 1)
    return np.take_along_axis(lowered, left - 1, axis=-1)


def onto_half_space(x: np.ndarray, normal: np.ndarray, bound: float = 0.0) -> np.ndarray:
    """Nearest point with ``normal @ x <= bound``.

    Raises
    ------
    ValueError
        When `normal` is zero.
    """
    x = _points(x)
    normal = _like(x, normal)
    require(bool((normal != 0).any()), "normal", normal, "a vector that is not zero")
    excess = np.maximum(x @ normal - _like(x, bound), 0)
    return x - (excess / (normal @ normal))[..., None] * normal


def onto_affine(x: np.ndarray, matrix: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Nearest point with ``matrix @ x == right``.

    Raises
    ------
    ValueError
        When no point solves the equations.
    """
    x = _points(x)
    matrix, right = np.asarray(matrix, dtype=float), np.asarray(right, dtype=float)
    inverse = np.linalg.pinv(matrix)
    miss = np.abs(matrix @ (inverse @ right) - right).max(initial=0)
    # Rounding leaves a few units of the sizes that are multiplied; an inconsistent system misses by far more.
    size = np.abs(right).max(initial=0) * max(1.0, np.linalg.norm(matrix) * np.linalg.norm(inverse))
    require(bool(miss <= 1e-10 * size), "right", right, "a right side for which the equations have a solution")
    return x - (x @ _like(x, matrix).T - _like(x, right)) @ _like(x, inverse).T


def projector(basis: np.ndarray) -> np.ndarray:
    """Matrix of the projection onto the span of the columns of `basis`, ``(dim, count) -> (dim, dim)``.

    Columns may depend on each other: directions below rounding are left out.
    """
    vectors, sizes, _ = np.linalg.svd(np.asarray(basis, dtype=float), full_matrices=False)
    kept = vectors[:, sizes > max(np.shape(basis)) * np.finfo(float).eps * sizes.max(initial=0)]
    return kept @ kept.T


def prox_l1(x: np.ndarray, weight: Any = 1.0) -> np.ndarray:
    """Soft threshold, of ``|x|_1``: each coordinate moves toward zero by `weight`, and stops there."""
    require_nonnegative(weight=weight)
    x = _points(x)
    return np.copysign(np.maximum(np.abs(x) - _like(x, weight), 0), x)


def prox_l2(x: np.ndarray, weight: Any = 1.0) -> np.ndarray:
    """Of the length ``|x|_2``, not squared: the point moves toward zero by `weight`, and stops there."""
    require_nonnegative(weight=weight)
    x = _points(x)
    length = _length(x)
    left = np.maximum(length - _like(x, weight), 0)
    return x * np.divide(left, length, out=np.zeros_like(left), where=left != 0)


def prox_linf(x: np.ndarray, weight: Any = 1.0) -> np.ndarray:
    """Of the largest absolute value: what the projection onto the l1 ball of radius `weight` leaves over."""
    require_nonnegative(weight=weight)
    return _points(x) - onto_l1_ball(x, weight)


def prox_square(x: np.ndarray, weight: Any = 1.0) -> np.ndarray:
    """Of ``|x|_2^2 / 2``: the point is divided by ``1 + weight``."""
    require_nonnegative(weight=weight)
    x = _points(x)
    return x / (1 + _like(x, weight))


def _points(x: np.ndarray) -> np.ndarray:
    """Points in float64 unless float32."""
    x = np.asarray(x)
    require(x.ndim >= 1 and x.dtype.kind in "iuf", "x", x, "an array of real numbers of shape (..., dim)")
    return x if x.dtype == np.float32 else x.astype(np.float64, copy=False)


def _like(x: np.ndarray, value: Any) -> np.ndarray:
    """A number or an array in the precision of `x`."""
    return np.asarray(value, dtype=x.dtype)


def _length(x: np.ndarray) -> np.ndarray:
    """Length of each point, ``(..., 1)``, where even its square would overflow."""
    largest = np.maximum(np.abs(x).max(-1, keepdims=True, initial=0), np.finfo(x.dtype).tiny)
    return largest * np.sqrt(((x / largest) ** 2).sum(-1, keepdims=True))
