r"""D-Adaptation: Adam whose rate is an estimate of the distance to the solution, raised when the gradients allow it.

.. math:: m_{t+1} = \beta_1 m_t + (1 - \beta_1) \eta_t d_t g_t, \qquad
          v_{t+1} = \beta_2 v_t + (1 - \beta_2) g_t^2, \qquad
          x_{t+1} = x_t - \frac{m_{t+1}}{\sqrt{v_{t+1}} + \epsilon}

.. math:: r_{t+1} = \sqrt{\beta_2} \, r_t + (1 - \sqrt{\beta_2}) \, \eta_t d_t \, g_t^\top
                    \frac{s_t}{\sqrt{v_t} + \epsilon}, \qquad
          s_{t+1} = \sqrt{\beta_2} \, s_t + (1 - \sqrt{\beta_2}) \, \eta_t d_t g_t

.. math:: d_{t+1} = \max\!\left(d_t, \frac{r_{t+1}}{(1 - \sqrt{\beta_2}) \|s_{t+1}\|_1}\right)

Source: A. Defazio and K. Mishchenko, "Learning-rate-free learning by D-Adaptation", ICML, 2023 (its Adam form).  From
the authors' package dadaptation: the root of the average *before* this gradient in :math:`r`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from optbook.optimizers.hyperparameters import dot, leaky, like, ratio, zeros
from optbook.protocols import Rate
from optbook.schedules import rate
from optbook.validation import require_fraction, require_nonnegative, require_positive, require_rate


class DAdaptationState(NamedTuple):
    """State of `DAdaptation`."""

    step: int
    """Updates made so far; the schedule reads it."""
    mean: np.ndarray
    """Leaky average of the gradients times their rates, ``(..., dim)``."""
    square: np.ndarray
    """Leaky average of the squared gradients, ``(..., dim)``."""
    total: np.ndarray
    """Leaky average ``s`` of the weighted gradients, with its own memory, ``(..., dim)``."""
    gain: np.ndarray
    """Leaky average ``r`` of their products with the way gone, ``(..., 1)``."""
    distance: np.ndarray
    """Estimate ``d`` of the distance, ``(..., 1)``."""


@dataclass(frozen=True, eq=False)
class DAdaptation:
    """Adam that finds its rate, from below.

    As by default in the authors' package, the averages are not corrected for starting at 0; Optax corrects them.

    Parameters
    ----------
    lr : float, array or schedule
        Factor on the estimate, positive; the paper's is 1, possibly times a schedule.
    beta1, beta2 : float or array
        Shares of the averages that are kept, in [0, 1); the sums keep ``sqrt(beta2)``.
    eps : float or array
        Added to the root, at least 0; at 0, a coordinate whose first gradient is zero becomes nan.
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

    def init(self, x: np.ndarray) -> DAdaptationState:
        """Nothing seen yet, and a first estimate."""
        (distance,) = like(x, self.distance)
        zero = zeros(x, rate(self.lr, 0), self.beta1, self.beta2, self.eps, self.distance)
        gain = zero[..., :1]
        return DAdaptationState(0, zero, zero, zero, gain, distance + gain)

    def update(self, grad: np.ndarray, state: DAdaptationState, x: np.ndarray) -> tuple[np.ndarray, DAdaptationState]:
        """Average, raise the estimate, and step by the average."""
        memory = self.beta2**0.5
        lr, eps, new = like(grad, rate(self.lr, state.step), self.eps, 1 - memory)
        weighted = lr * state.distance * grad
        progress = dot(weighted, ratio(state.total, np.sqrt(state.square) + eps))
        gain = leaky(state.gain, progress, memory)
        total = leaky(state.total, weighted, memory)
        mean = leaky(state.mean, weighted, self.beta1)
        square = leaky(state.square, grad * grad, self.beta2)
        distance = np.maximum(state.distance, ratio(gain, new * np.abs(total).sum(-1, keepdims=True)))
        delta = -mean / (np.sqrt(square) + eps)
        return delta, DAdaptationState(state.step + 1, mean, square, total, gain, distance)
