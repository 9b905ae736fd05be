r"""Eigenvalues of a Hessian that is only known by its products with vectors.

Lanczos' method builds an orthonormal basis of the space spanned by :math:`q, Hq, H^2 q, \dots` and watches the
eigenvalues of :math:`H` restricted to it: the outer ones are found first.  Starting from a block of vectors instead of
one, it also sees an eigenvalue as often as it occurs, up to the size of the block.

Sources: C. Lanczos, "An iteration method for the solution of the eigenvalue problem of linear differential and integral
operators", Journal of Research of the National Bureau of Standards 45, 255-282, 1950.  G. H. Golub and R. Underwood,
"The block Lanczos method for computing eigenvalues", in Mathematical Software III, 1977.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple

import numpy as np

from optbook.protocols import Objective
from optbook.validation import points, require, require_count, require_positive

Product = Callable[[np.ndarray], np.ndarray]


class Krylov(NamedTuple):
    """A symmetric matrix as it is seen from a Krylov space."""

    basis: np.ndarray
    """Orthonormal rows, ``(size, dim)``."""
    matrix: np.ndarray
    """The matrix in that basis, ``(size, size)``: tridiagonal, or block tridiagonal."""
    remainder: np.ndarray
    """``H basis' = basis' matrix + (new directions) remainder``, ``(block, size)``: what leads out of the space."""

    @property
    def eigenvalues(self) -> np.ndarray:
        """Ritz values, ``(size,)``, ascending: the spectrum as seen so far."""
        return np.linalg.eigvalsh(self.matrix)


def lanczos(product: Product, start: np.ndarray, count: int) -> Krylov:
    """Take `count` steps of Lanczos' method, with full reorthogonalization.

    Parameters
    ----------
    product : function
        Product of a symmetric matrix with vectors, ``(..., dim) -> (..., dim)``.  It is asked for arrays of the shape
        of `start`.
    start : (dim,) or (block, dim) array_like
        The first vector, or the first block of vectors.
    count : int
        Number of steps, each a call of `product`; ``count * block`` is the size of the basis.

    Returns
    -------
    Krylov
        Where the space is exhausted earlier, the basis goes on with a random direction, and the entry of the matrix
        that would lead to it is 0.

    Raises
    ------
    ValueError
        When `start` is not finite, is zero or (a block) linearly dependent, or the basis would be larger than `dim`.
    """
    start = np.asarray(start, dtype=float)
    require(start.ndim in (1, 2) and start.size > 0, "start", f"shape {start.shape}", "shape (dim,) or (block, dim)")
    require(bool(np.isfinite(start).all()), "start", start, "finite numbers")
    rows = np.atleast_2d(start)
    require(np.linalg.matrix_rank(rows) == len(rows), "start", start, "vectors that are linearly independent")
    require_count(1, count=count)
    largest = start.shape[-1] // len(rows)
    require(count <= largest, "count", count, f"at most {largest}: {start.shape[-1]} dimensions, {len(rows)} a step")
    multiply = product if start.ndim == 2 else lambda block: np.asarray(product(block[0]))[None]
    return next(islice(_steps(multiply, rows, np.random.default_rng(0)), count - 1, None))


def top_eigenvalues(
    objective: Objective, x: np.ndarray, count: int, seed: int = 0, tolerance: float = 1e-8
) -> np.ndarray:
    """Return the `count` largest eigenvalues of the Hessian at `x`, the largest first: see `top_eigenpairs`."""
    return top_eigenpairs(objective, x, count, seed, tolerance)[0]


def top_eigenpairs(
    objective: Objective, x: np.ndarray, count: int, seed: int = 0, tolerance: float = 1e-8
) -> tuple[np.ndarray, np.ndarray]:
    r"""Return the `count` largest eigenvalues of the Hessian at `x` and their eigenvectors, by Lanczos' method.

    The method starts from `count` random vectors and stops when each of the pairs has a residual
    :math:`\|H v - \lambda v\|` of at most `tolerance` times the largest absolute eigenvalue seen.  No value is then
    further than that from an eigenvalue of the Hessian; commonly the distance is nearer to the square.  It stops at the
    latest when the basis is that of the whole space.

    Parameters
    ----------
    objective : Objective
        With ``hvp(x, v)``, or else with ``hess(x)``.
    x : (dim,) array_like
        One point.  Everything is computed in float64.
    count : int
        How many, from 1 to `dim`.  Largest means most positive, not largest in size.
    seed : int
        Of the random start.
    tolerance : float
        Of the stopping rule.

    Returns
    -------
    values : (count,) array
        The largest first; an eigenvalue that occurs more than once is listed as often.
    vectors : (count, dim) array
        Orthonormal rows in the same order.  The component that is largest in size is positive.

    Raises
    ------
    ValueError
        When `x` is not one finite point, `count` is not between 1 and `dim`, or `tolerance` is not positive.
    """
    x = points("x", x, objective.dim).astype(float)
    require(x.ndim == 1, "x", f"shape {x.shape}", f"one point, of shape ({objective.dim},)")
    require_count(1, count=count)
    require(count <= objective.dim, "count", count, f"at most dim = {objective.dim}")
    require_positive(tolerance=tolerance)
    rng = np.random.default_rng(seed)
    for krylov in _steps(_hessian_product(objective, x), rng.standard_normal((count, x.size)), rng):
        values, vectors = np.linalg.eigh(krylov.matrix)
        residuals = np.linalg.norm(krylov.remainder @ vectors[:, -count:], axis=0)
        if residuals.max() <= tolerance * np.abs(values).max():
            break
    vectors = vectors[:, : -count - 1 : -1].T @ krylov.basis
    largest = np.take_along_axis(vectors, np.abs(vectors).argmax(axis=1)[:, None], axis=1)
    return values[: -count - 1 : -1], vectors * np.sign(largest)


def _hessian_product(objective: Objective, x: np.ndarray) -> Product:
    if hasattr(objective, "hvp"):
        return lambda v: objective.hvp(x, v)
    hessian = objective.hess(x)
    return lambda v: v @ hessian


def _steps(product: Product, start: np.ndarray, rng: np.random.Generator) -> Iterator[Krylov]:
    """The Krylov space after 1, 2, ... steps, until it is the whole space."""
    dim = start.shape[1]
    _, basis = _extend(np.empty((0, dim)), start, 0.0, rng)
    matrix, remainder, scale = np.zeros((0, 0)), np.zeros((len(basis), 0)), 0.0
    while len(matrix) < len(basis):
        old, size = len(matrix), len(basis)
        images = np.asarray(product(basis[old:]), dtype=float)
        require(bool(np.isfinite(images).all()), "product", images, "finite numbers")
        scale = max(scale, np.linalg.norm(images, axis=1).max())
        # What is smaller than the rounding of a product is no direction of its own.
        coefficients, extended = _extend(basis, images, 10 * np.sqrt(dim) * np.finfo(float).eps * scale, rng)
        own = coefficients[:, old:size]
        matrix = np.block([[matrix, remainder.T], [remainder, (own + own.T) / 2]])
        remainder = np.hstack([np.zeros((len(extended) - size, old)), coefficients[:, size:].T])
        yield Krylov(basis, matrix, remainder)
        basis = extended


def _extend(
    basis: np.ndarray, rows: np.ndarray, floor: float, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Return the coefficients of `rows` in a basis that has room for them, and that basis.

    A row that adds no more than `floor` to what is there already adds a random direction instead, with coefficient 0.
    """
    size, dim = basis.shape
    extended = np.concatenate([basis, np.empty((min(len(rows), dim - size), dim))])
    coefficients = np.zeros((len(rows), len(extended)))
    for row, coefficient in zip(rows, coefficients, strict=True):
        rest, coefficient[:size] = _reject(row, extended[:size])
        norm = np.linalg.norm(rest)
        if size == len(extended):
            continue
        if norm > floor:
            coefficient[size] = norm
        else:
            rest, _ = _reject(rng.standard_normal(dim), extended[:size])
        extended[size] = rest / np.linalg.norm(rest)
        size += 1
    return coefficients, extended


def _reject(row: np.ndarray, basis: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What of `row` is orthogonal to `basis`, and its coefficients; done twice, which is enough in floating point."""
    first = basis @ row
    rest = row - first @ basis
    second = basis @ rest
    return rest - second @ basis, first + second
