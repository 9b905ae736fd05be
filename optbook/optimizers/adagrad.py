r"""Adagrad: divide each coordinate's step by the root of all its squared gradients so far.

.. math:: s_{t+1} = s_t + \nabla f(x_t)^2, \qquad
          x_{t+1} = x_t - \eta_t \frac{\nabla f(x_t)}{\sqrt{s_{t+1}} + \epsilon}

Source: J. Duchi, E. Hazan and Y. Singer, "Adaptive subgradient methods for online learning and stochastic
optimization", Journal of Machine Learning Research 12, 2121-2159, 2011 (its diagonal form).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from optbook.optimizers.hyperparameters import like, zeros
from optbook.protocols import Rate
from optbook.schedules import rate
from optbook.validation import require_nonnegative, require_rate


class AdagradState(NamedTuple):
    """State of `Adagrad`."""

    step: int
    """Updates made so far; the schedule reads it."""
    total: np.ndarray
    """Sum of the squared gradients, ``(..., dim)``: a sum, not a mean and not a variance."""


@dataclass(frozen=True, eq=False)
class Adagrad:
    """Steps that shrink by themselves, each coordinate at its own pace.

    As in PyTorch the sum starts at 0 and `eps` stands outside the root; Optax starts at 0.1, with `eps` inside.

    Parameters
    ----------
    lr : float, array or schedule
        Positive: but for `eps`, the length of the first step in each coordinate.
    eps : float or array
        Added to the root, at least 0; at 0, a coordinate whose first gradient is zero becomes nan.

    Raises
    ------
    ValueError
        When `lr` is not positive or `eps` is negative.
    """

    lr: Rate
    eps: float | np.ndarray = 1e-10

    def __post_init__(self) -> None:
        require_rate(lr=self.lr)
        require_nonnegative(eps=self.eps)

    def init(self, x: np.ndarray) -> AdagradState:
        """Nothing seen yet."""
        return AdagradState(step=0, total=zeros(x, rate(self.lr, 0), self.eps))

    def update(self, grad: np.ndarray, state: AdagradState, x: np.ndarray) -> tuple[np.ndarray, AdagradState]:
        """Gather the square, then divide by the root of the sum."""
        lr, eps = like(grad, rate(self.lr, state.step), self.eps)
        total = state.total + grad * grad
        return -lr * grad / (np.sqrt(total) + eps), AdagradState(state.step + 1, total)
