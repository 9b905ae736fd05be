r"""Mean and variance of noisy gradient descent on a quadratic, along one eigenvector, without simulation.

With curvature :math:`\lambda`, rates :math:`\eta_t` and gradient noise of mean 0 and variance :math:`\sigma^2` that is
independent of the past,

.. math:: m_{t+1} = (1 - \eta_t \lambda) \, m_t, \qquad
          v_{t+1} = (1 - \eta_t \lambda)^2 \, v_t + \eta_t^2 \sigma^2 .

At a constant rate below :math:`2 / \lambda` the variance tends to :math:`\eta \sigma^2 / (\lambda (2 - \eta \lambda))`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook.protocols import Rate
from optbook.schedules import rate
from optbook.validation import require, require_count


@dataclass(frozen=True, eq=False)
class NoisyMoments:
    """Mean and variance of the distance to the minimum along an eigenvector.

    Attributes
    ----------
    mean, variance : (steps + 1, ...) arrays
        Before each step, and after the last.
    """

    mean: np.ndarray
    variance: np.ndarray

    @property
    def square(self) -> np.ndarray:
        """Mean of the squared distance, ``(steps + 1, ...)``."""
        return self.mean**2 + self.variance


def noisy_moments(curvature: np.ndarray, lr: Rate, steps: int, start: np.ndarray, sigma: float = 1.0) -> NoisyMoments:
    """Follow mean and variance from a known `start` through `steps` updates.

    Parameters
    ----------
    curvature, start : float or array
        Eigenvalue, and signed distance to the minimum; they broadcast against each other and the rate.
    lr : float, array or schedule
    steps : int
        At least 0.
    sigma : float or array
        Standard deviation of the noise in the gradient.
    """
    require_count(0, steps=steps)
    shape = np.broadcast_shapes(np.shape(curvature), np.shape(start), np.shape(sigma), np.shape(rate(lr, 0)))
    rates = np.empty((steps, *shape))
    for step in range(steps):
        rates[step] = rate(lr, step)
    keeps = 1 - rates * np.asarray(curvature)
    mean = np.concatenate([np.ones((1, *shape)), keeps.cumprod(axis=0)]) * np.asarray(start)
    return NoisyMoments(mean, linear_recursion(keeps**2, (rates * np.asarray(sigma)) ** 2, np.zeros(shape)))


def linear_recursion(share: np.ndarray, added: np.ndarray, start: np.ndarray) -> np.ndarray:
    """What becomes of `start` when each step keeps a share of it and adds to it: ``y[t + 1] = a[t] y[t] + b[t]``.

    Parameters
    ----------
    share, added : (steps, ...) arrays
        ``a`` and ``b``.
    start : (...) array
        ``y[0]``, of the full shape.

    Returns
    -------
    (steps + 1, ...) array
    """
    found = np.empty((len(share) + 1, *np.shape(start)))
    found[0] = now = start
    for step, (a, b) in enumerate(zip(share, added, strict=True), start=1):
        found[step] = now = a * now + b
    return found


def stationary_variance(curvature: np.ndarray, lr: np.ndarray, sigma: np.ndarray = 1.0) -> np.ndarray:
    """Limit of the variance at a constant rate.

    Raises
    ------
    ValueError
        Where ``lr * curvature`` is not between 0 and 2: there is no limit.
    """
    moved = np.asarray(lr) * np.asarray(curvature)
    require(bool(((moved > 0) & (moved < 2)).all()), "lr", lr, "rates between 0 and 2 / curvature")
    return np.asarray(lr) * np.asarray(sigma) ** 2 / (np.asarray(curvature) * (2 - moved))
