r"""Lion: step by the sign of a mix of momentum and gradient, and average with a longer memory than the mix has.

.. math:: c_t = \beta_1 m_t + (1 - \beta_1) g_t, \qquad
          x_{t+1} = x_t - \eta_t (\operatorname{sign}(c_t) + \lambda x_t), \qquad
          m_{t+1} = \beta_2 m_t + (1 - \beta_2) g_t

Source: X. Chen and others, "Symbolic discovery of optimization algorithms", NeurIPS, 2023.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from optbook.optimizers.hyperparameters import leaky, like, zeros
from optbook.protocols import Rate
from optbook.schedules import rate
from optbook.validation import require_fraction, require_nonnegative, require_rate


class LionState(NamedTuple):
    """State of `Lion`."""

    step: int
    """Updates made so far; the schedule reads it."""
    mean: np.ndarray
    """Leaky average of the gradients, ``(..., dim)``."""


@dataclass(frozen=True, eq=False)
class Lion:
    """Signed momentum with decoupled weight decay.

    Parameters
    ----------
    lr : float, array or schedule
        Length of the step in each coordinate, positive.
    beta1 : float or array
        Share of the momentum in the mix whose sign is taken, in [0, 1).
    beta2 : float or array
        Share of the momentum that is kept, in [0, 1).
    weight_decay : float or array
        Share of the weights that is taken off at rate 1, at least 0.

    Raises
    ------
    ValueError
        When `lr` is not positive, a beta is outside [0, 1) or `weight_decay` is negative.
    """

    lr: Rate
    beta1: float | np.ndarray = 0.9
    beta2: float | np.ndarray = 0.99
    weight_decay: float | np.ndarray = 0.0

    def __post_init__(self) -> None:
        require_rate(lr=self.lr)
        require_fraction(beta1=self.beta1, beta2=self.beta2)
        require_nonnegative(weight_decay=self.weight_decay)

    def init(self, x: np.ndarray) -> LionState:
        """Nothing seen yet."""
        return LionState(step=0, mean=zeros(x, rate(self.lr, 0), self.beta1, self.beta2, self.weight_decay))

    def update(self, grad: np.ndarray, state: LionState, x: np.ndarray) -> tuple[np.ndarray, LionState]:
        """Step by the sign of the mix, then average."""
        lr, decay = like(grad, rate(self.lr, state.step), self.weight_decay)
        mix = leaky(state.mean, grad, self.beta1)
        return -lr * (np.sign(mix) + decay * x), LionState(state.step + 1, leaky(state.mean, grad, self.beta2))
