r"""RMSProp: divide each coordinate's step by the root of a leaky average of its squared gradients.

.. math:: s_{t+1} = \gamma s_t + (1 - \gamma) \nabla f(x_t)^2, \qquad
          x_{t+1} = x_t - \eta_t \frac{\nabla f(x_t)}{\sqrt{s_{t+1}} + \epsilon}

Source: T. Tieleman and G. Hinton, "Lecture 6.5: RMSProp", COURSERA: Neural Networks for Machine Learning, 2012.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from optbook.optimizers.hyperparameters import leaky, like, zeros
from optbook.protocols import Rate
from optbook.schedules import rate
from optbook.validation import require_fraction, require_nonnegative, require_rate


class RMSPropState(NamedTuple):
    """State of `RMSProp`."""

    step: int
    """Updates made so far; the schedule reads it."""
    square: np.ndarray
    """Leaky average of the squared gradients, ``(..., dim)``."""


@dataclass(frozen=True, eq=False)
class RMSProp:
    """Adagrad with a memory that fades.

    The average starts at 0 and is not corrected for it: the first step is ``lr / sqrt(1 - decay)`` long.  As in
    PyTorch `eps` stands outside the root; Optax puts it inside unless told otherwise.

    Parameters
    ----------
    lr : float, array or schedule
        Step size, positive.
    decay : float or array
        Share of the average that is kept, in [0, 1).  PyTorch calls it ``alpha`` and takes 0.99.
    eps : float or array
        Added to the root, at least 0; at 0, a coordinate whose first gradient is zero becomes nan.

    Raises
    ------
    ValueError
        When `lr` is not positive, `decay` is outside [0, 1) or `eps` is negative.
    """

    lr: Rate
    decay: float | np.ndarray = 0.9
    eps: float | np.ndarray = 1e-8

    def __post_init__(self) -> None:
        require_rate(lr=self.lr)
        require_fraction(decay=self.decay)
        require_nonnegative(eps=self.eps)

    def init(self, x: np.ndarray) -> RMSPropState:
        """Nothing seen yet."""
        return RMSPropState(step=0, square=zeros(x, rate(self.lr, 0), self.decay, self.eps))

    def update(self, grad: np.ndarray, state: RMSPropState, x: np.ndarray) -> tuple[np.ndarray, RMSPropState]:
        """Average the square, then divide by its root."""
        lr, eps = like(grad, rate(self.lr, state.step), self.eps)
        square = leaky(state.square, grad * grad, self.decay)
        return -lr * grad / (np.sqrt(square) + eps), RMSPropState(state.step + 1, square)
