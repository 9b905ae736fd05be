r"""Prodigy: Adam in units of an estimated distance to the solution, which grows as the gradients confirm it.

.. math:: m_{t+1} = \beta_1 m_t + (1 - \beta_1) d_t g_t, \qquad
          v_{t+1} = \beta_2 v_t + (1 - \beta_2) d_t^2 g_t^2

.. math:: r_{t+1} = \sqrt{\beta_2} \, r_t + \eta_t d_t^2 \, g_t^\top (x_0 - x_t), \qquad
          s_{t+1} = \sqrt{\beta_2} \, s_t + \eta_t d_t^2 \, g_t, \qquad
          d_{t+1} = \max\!\left(d_t, \frac{r_{t+1}}{\|s_{t+1}\|_1}\right)

.. math:: x_{t+1} = x_t - \eta_t d_t \frac{m_{t+1}}{\sqrt{v_{t+1}} + d_{t+1} \epsilon}

Source: K. Mishchenko and A. Defazio, "Prodigy: An expeditiously adaptive parameter-free learner", ICML, 2024.  From
the authors' package prodigyopt: the new :math:`d` beside `eps`, and sums in units of the first :math:`d`, which would
underflow otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from optbook.optimizers.hyperparameters import dot, leaky, like, ratio, zeros
from optbook.protocols import Rate
from optbook.schedules import rate
from optbook.validation import require_fraction, require_nonnegative, require_positive, require_rate


class ProdigyState(NamedTuple):
    """State of `Prodigy`."""

    step: int
    """Updates made so far; the schedule reads it."""
    start: np.ndarray
    """First iterate, ``(..., dim)``."""
    mean: np.ndarray
    """Leaky average of the gradients times the estimate, ``(..., dim)``."""
    square: np.ndarray
    """Leaky average of their squares, ``(..., dim)``."""
    total: np.ndarray
    """Decayed sum ``s`` of the weighted gradients, ``(..., dim)``."""
    gain: np.ndarray
    """Decayed sum ``r`` of what the gradients say was gained on the way, ``(..., 1)``."""
    distance: np.ndarray
    """Estimate ``d`` of the distance, ``(..., 1)``."""


@dataclass(frozen=True, eq=False)
class Prodigy:
    """Adam that finds its rate.

    As in the paper and the authors' package the averages are not corrected for starting at 0; Optax corrects them.

    Parameters
    ----------
    lr : float, array or schedule
        Factor on the estimate, positive; the paper's is 1, possibly times a schedule.
    beta1, beta2 : float or array
        Shares of the averages that are kept, in [0, 1); the sums keep ``sqrt(beta2)``.
    eps : float or array
        Added to the root in units of the estimate, at least 0.
    distance : float or array
        First estimate, positive and small.

    Raises
    ------
    ValueError
        When `lr` or `distance` is not positive, a beta is outside [0, 1) or `eps` is negative.
    """

    lr: Rate = 1.0
    beta1: float | np.ndarray = 0.9
    beta2: float | np.ndarray = 0.999
    eps: float | np.ndarray = 1e-8
    distance: float | np.ndarray = 1e-6

    def __post_init__(self) -> None:
        require_rate(lr=self.lr)
        require_positive(distance=self.distance)
        require_fraction(beta1=self.beta1, beta2=self.beta2)
        require_nonnegative(eps=self.eps)

    def init(self, x: np.ndarray) -> ProdigyState:
        """Nothing seen yet, and a first estimate."""
        (distance,) = like(x, self.distance)
        zero = zeros(x, rate(self.lr, 0), self.beta1, self.beta2, self.eps, self.distance)
        gain = zero[..., :1]
        return ProdigyState(0, x + zero, zero, zero, zero, gain, distance + gain)

    def update(self, grad: np.ndarray, state: ProdigyState, x: np.ndarray) -> tuple[np.ndarray, ProdigyState]:
        """Average, estimate the distance, and step by the estimate before this gradient."""
        lr, eps, first, keep = like(grad, rate(self.lr, state.step), self.eps, self.distance, self.beta2**0.5)
        distance = state.distance
        mean = leaky(state.mean, distance * grad, self.beta1)
        square = leaky(state.square, (distance * grad) ** 2, self.beta2)
        weight = lr * (distance / first) ** 2
        gain = keep * state.gain + weight * dot(grad, state.start - x)
        total = keep * state.total + weight * grad
        estimate = np.maximum(distance, ratio(gain, np.abs(total).sum(-1, keepdims=True)))
        delta = -lr * distance * ratio(mean, np.sqrt(square) + eps * estimate)
        return delta, ProdigyState(state.step + 1, state.start, mean, square, total, gain, estimate)
