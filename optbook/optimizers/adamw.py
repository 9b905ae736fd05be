r"""AdamW: Adam, and beside it a decay of the weights that does not go through the gradient.

.. math:: x_{t+1} = x_t - \eta_t \left(
          \frac{m_{t+1} / (1 - \beta_1^{t+1})}{\sqrt{v_{t+1} / (1 - \beta_2^{t+1})} + \epsilon}
          + \lambda x_t \right)

with the averages :math:`m` and :math:`v` of Adam.

Source: I. Loshchilov and F. Hutter, "Decoupled weight decay regularization", ICLR, 2019.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook.optimizers.adam import Adam, AdamState
from optbook.optimizers.hyperparameters import like, zeros
from optbook.schedules import rate
from optbook.validation import require_nonnegative


@dataclass(frozen=True, eq=False)
class AdamW(Adam):
    """Adam with decoupled weight decay.

    As in PyTorch and Optax the decay is multiplied with `lr`; the paper multiplies it with the schedule alone.

    Parameters
    ----------
    lr, beta1, beta2, eps
        As in `Adam`.
    weight_decay : float or array
        Share of the weights that is taken off at rate 1, at least 0.

    Raises
    ------
    ValueError
        When `lr` is not positive, a beta is outside [0, 1), or `eps` or `weight_decay` is negative.
    """

    weight_decay: float | np.ndarray = 0.01

    def __post_init__(self) -> None:
        super().__post_init__()
        require_nonnegative(weight_decay=self.weight_decay)

    def init(self, x: np.ndarray) -> AdamState:
        """Nothing seen yet."""
        start = super().init(x)
        zero = zeros(start.mean, self.weight_decay)
        return AdamState(step=0, mean=zero, square=zero)

    def update(self, grad: np.ndarray, state: AdamState, x: np.ndarray) -> tuple[np.ndarray, AdamState]:
        """Step of Adam, less ``lr * weight_decay * x``."""
        (decay,) = like(grad, rate(self.lr, state.step) * self.weight_decay)
        delta, state = super().update(grad, state, x)
        return delta - decay * x, state
