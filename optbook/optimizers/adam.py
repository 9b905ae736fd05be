r"""Adam: momentum divided by the root of a leaky average of squared gradients, both corrected for starting at 0.

.. math:: m_{t+1} = \beta_1 m_t + (1 - \beta_1) g_t, \qquad
          v_{t+1} = \beta_2 v_t + (1 - \beta_2) g_t^2, \qquad
          x_{t+1} = x_t - \eta_t \frac{m_{t+1} / (1 - \beta_1^{t+1})}{\sqrt{v_{t+1} / (1 - \beta_2^{t+1})} + \epsilon}

Source: D. P. Kingma and J. Ba, "Adam: A method for stochastic optimization", ICLR, 2015.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from optbook.optimizers.hyperparameters import like, zeros
from optbook.protocols import Rate
from optbook.schedules import rate
from optbook.validation import require_fraction, require_nonnegative, require_rate


class AdamState(NamedTuple):
    """State of `Adam`."""

    step: int
    """Updates made so far; the corrections and the schedule read it."""
    mean: np.ndarray
    """Leaky average of the gradients, not corrected, ``(..., dim)``."""
    square: np.ndarray
    """Leaky average of the squared gradients, not corrected, ``(..., dim)``."""


@dataclass(frozen=True, eq=False)
class Adam:
    """Momentum in units of its own size.

    Parameters
    ----------
    lr : float, array or schedule
        Step size, positive: but for `eps`, the length of the first step in each coordinate.
    beta1 : float or array
        Share of the mean that is kept, in [0, 1).
    beta2 : float or array
        Share of the mean square that is kept, in [0, 1).
    eps : float or array
        Added to the corrected root, at least 0; at 0, a coordinate whose first gradient is zero becomes nan.

    Raises
    ------
    ValueError
        When `lr` is not positive, a beta is outside [0, 1) or `eps` is negative.
    """

    lr: Rate
    beta1: float | np.ndarray = 0.9
    beta2: float | np.ndarray = 0.999
    eps: float | np.ndarray = 1e-8

    def __post_init__(self) -> None:
        require_rate(lr=self.lr)
        require_fraction(beta1=self.beta1, beta2=self.beta2)
        require_nonnegative(eps=self.eps)

    def init(self, x: np.ndarray) -> AdamState:
        """Nothing seen yet."""
        zero = zeros(x, rate(self.lr, 0), self.beta1, self.beta2, self.eps)
        return AdamState(step=0, mean=zero, square=zero)

    def update(self, grad: np.ndarray, state: AdamState, x: np.ndarray) -> tuple[np.ndarray, AdamState]:
        """Average, correct and divide, the corrections being folded into `lr` and `eps` (section 2 of the paper).

        An average moves by ``(1 - beta) (new - average)``.  All is worked out in the array that becomes the step: on
        large points time goes by the arrays that are touched.
        """
        step = state.step + 1
        root = (1 - self.beta2**step) ** 0.5
        minus_lr = rate(self.lr, state.step) * (-root / (1 - self.beta1**step))
        minus_lr, eps, new1, new2 = like(grad, minus_lr, self.eps * root, 1 - self.beta1, 1 - self.beta2)
        delta = grad - state.mean
        delta *= new1
        mean = state.mean + delta
        np.multiply(grad, grad, out=delta)
        delta -= state.square
        delta *= new2
        square = state.square + delta
        np.sqrt(square, out=delta)
        delta += eps
        np.divide(mean, delta, out=delta)
        delta *= minus_lr
        return delta, AdamState(step, mean, square)
