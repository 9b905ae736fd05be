r"""Random symmetric matrices: how their eigenvalues' signs fall.

Entries are independent normal numbers.  Those above the diagonal have variance 1; those on it have a variance of their
own.  With 2 it is the Gaussian orthogonal ensemble, GOE: the law of :math:`(A + A^\top)/\sqrt{2}` for a matrix ``A`` of
independent standard normal entries, the only such law that rotations leave as it is.

Source: M. L. Mehta, "Random Matrices", 3rd edition, Elsevier, 2004.
"""

from __future__ import annotations

from functools import cache
from itertools import product

import numpy as np
import scipy  # which loads its parts when they are used

from optbook.validation import require_count, require_positive

GOE = 2.0
"""Variance on the diagonal, relative to that beside it, of the Gaussian orthogonal ensemble."""


def symmetric_matrices(dim: int, count: int, seed: int, diagonal: float = GOE) -> np.ndarray:
    """Draw `count` matrices, ``(count, dim, dim)``, with the variance `diagonal` on the diagonal and 1 beside it."""
    require_count(1, dim=dim, count=count)
    require_positive(diagonal=diagonal)
    rng = np.random.default_rng(seed)
    lower = np.tril(rng.standard_normal((count, dim, dim)), -1)
    on = np.sqrt(diagonal) * rng.standard_normal((count, dim))
    return lower + np.swapaxes(lower, -1, -2) + on[..., None] * np.eye(dim)


def ternary_matrices(dim: int) -> np.ndarray:
    """All symmetric matrices with entries -1, 0 and 1: ``(3 ** (dim (dim + 1) / 2), dim, dim)``."""
    require_count(1, dim=dim)
    rows, columns = np.tril_indices(dim)
    entries = np.array(list(product((-1.0, 0.0, 1.0), repeat=len(rows))))
    matrices = np.zeros((len(entries), dim, dim))
    matrices[:, rows, columns] = matrices[:, columns, rows] = entries
    return matrices


def sign_shares(matrices: np.ndarray, tolerance: float = 1e-9) -> tuple[float, float, float]:
    """Shares of negative, zero (of at most the size `tolerance`) and positive eigenvalues."""
    eigenvalues = np.linalg.eigvalsh(matrices)
    below, above = float((eigenvalues < -tolerance).mean()), float((eigenvalues > tolerance).mean())
    return below, 1 - below - above, above


def positive_share(dim: int, count: int, seed: int, diagonal: float = GOE) -> tuple[float, float]:
    r"""Probability that all eigenvalues are positive, by sampling, and its standard error.

    A matrix is ``D + m I`` with ``D`` of trace zero.  Given the direction of ``D`` the mean ``m`` is independent of
    the length of ``D``, so that the probability given that direction is one of Student's law.  Its average over
    sampled directions has a far smaller error than a count, which never sees a rare event.
    """
    matrices = symmetric_matrices(dim, count, seed, diagonal)
    on = np.einsum("...ii->...i", matrices)
    mean = on.mean(-1, keepdims=True)
    off = matrices - on[..., None] * np.eye(dim)
    freedom = dim * (dim + 1) // 2 - 1
    if freedom == 0:
        return 0.5, 0.0
    length = np.sqrt((off**2).sum((-2, -1)) / 2 + ((on - mean) ** 2).sum(-1) / diagonal)
    lowest = np.linalg.eigvalsh(matrices)[:, 0] - mean[:, 0]
    share = scipy.special.stdtr(freedom, np.sqrt(freedom * dim / diagonal) * lowest / length)
    return float(share.mean()), float(share.std() / np.sqrt(count))


def goe_positive_probability(dim: int) -> float:
    r"""Probability that all eigenvalues of the GOE are positive, exactly.

    The law of the eigenvalues, in units of :math:`\sqrt 2`, which leave their signs alone, is
    :math:`\prod_{i<j} |\lambda_i - \lambda_j| \prod_i e^{-\lambda_i^2/2}` up to a factor.  Its integral over
    :math:`\lambda > 0` is ``dim!`` times the Pfaffian of a skew-symmetric matrix of double integrals, its integral over
    all is Mehta's.  Up to ``dim`` = 20 the result holds to ten digits.

    Source: N. G. de Bruijn, "On some multiple integrals involving determinants", Journal of the Indian Mathematical
    Society 19, 133-151, 1955.
    """
    require_count(1, dim=dim)
    power = np.arange(dim)
    nodes, weights = _quadrature(400)
    reach = np.sqrt(2 * dim) + 9
    x, weights = (nodes[:, None] + 1) * reach / 2, weights[:, None] * reach / 2
    density = x**power * np.exp(-(x**2) / 2)
    whole = 2 ** ((power - 1) / 2) * scipy.special.gamma((power + 1) / 2)
    below = whole * scipy.special.gammainc((power + 1) / 2, x**2 / 2)
    # Combinations that are orthonormal on the half line keep the determinant away from zero.
    change = np.linalg.qr(np.sqrt(weights) * density, mode="r")
    density, below, whole = (np.linalg.solve(change.T, m.T).T for m in (density, below, whole[None]))
    skew = (2 * below - whole).T @ (weights * density)
    skew = (skew - skew.T) / 2
    if dim % 2:
        skew = np.block([[skew, whole.T], [-whole, np.zeros((1, 1))]])
    log_pfaffian = np.log(np.abs(np.diag(change))).sum() + np.linalg.slogdet(skew)[1] / 2
    log_gamma = scipy.special.gammaln
    log_mehta = dim / 2 * np.log(2 * np.pi) + (log_gamma(1 + np.arange(1, dim + 1) / 2) - log_gamma(1.5)).sum()
    return float(np.exp(log_gamma(dim + 1) + log_pfaffian - log_mehta))


@cache
def _quadrature(count: int) -> tuple[np.ndarray, np.ndarray]:
    """Nodes and weights of Gauss' rule on [-1, 1]; to find them takes longer than to use them."""
    return np.polynomial.legendre.leggauss(count)


def index_at_value(dim: int, value: np.ndarray, count: int = 4000, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    r"""Mean and standard deviation of the number of negative eigenvalues at stationary points of a Gaussian field.

    The field has the covariance :math:`\exp(-|x - y|^2 / 2)`.  Where its value is ``v``, its Hessian is a matrix of the
    GOE minus ``v I``; at a stationary point each matrix counts with the weight of its absolute determinant
    (the formula of Kac and Rice).

    Parameters
    ----------
    dim : int
        Number of variables.
    value : (values,) array_like
        Values of the field.
    count, seed : int
        Number of matrices in the average, and their seed.

    Returns
    -------
    mean, deviation : (values,) arrays

    Source: R. J. Adler and J. E. Taylor, "Random Fields and Geometry", Springer, 2007.
    """
    eigenvalues = np.linalg.eigvalsh(symmetric_matrices(dim, count, seed))

    def moments(value: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        shifted = eigenvalues[..., None] - value
        log_weight = np.log(np.abs(shifted)).sum(1)
        weight = np.exp(log_weight - log_weight.max(0))
        weight = weight / weight.sum(0)
        index = (shifted < 0).sum(1)
        mean = (weight * index).sum(0)
        return mean, np.sqrt((weight * (index - mean) ** 2).sum(0))

    # Ten values at a time: a row of hundreds would hold as many copies of all eigenvalues.
    value = np.asarray(value, dtype=float)
    parts = [moments(part) for part in np.split(value, range(10, len(value), 10))]
    mean, deviation = (np.concatenate(part) for part in zip(*parts, strict=True))
    return mean, deviation
