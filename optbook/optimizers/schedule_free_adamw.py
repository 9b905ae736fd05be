r"""Schedule-Free AdamW: the gradient scaled as in Adam, averaging in the place of its momentum.

.. math:: v_{t+1} = \beta_2 v_t + (1 - \beta_2) g_t^2, \qquad
          z_{t+1} = z_t - \eta_t \left(
          \frac{g_t}{\sqrt{v_{t+1} / (1 - \beta_2^{t+1})} + \epsilon} + \lambda y_t \right)

and the rest as in Schedule-Free gradient descent: **the iterate is** :math:`y`, **the point to evaluate is the
average**, which `evaluation_points` gives.

Source: A. Defazio, X. Yang, H. Mehta, K. Mishchenko, A. Khaled and A. Cutkosky, "The road less scheduled", NeurIPS,
2024; the decay at :math:`y` and the weights are those of the authors' package schedulefree.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from optbook.optimizers.hyperparameters import leaky, like, zeros
from optbook.optimizers.schedule_free import averages_of, averaging_share
from optbook.protocols import Rate
from optbook.schedules import rate
from optbook.validation import require_fraction, require_nonnegative, require_rate


class ScheduleFreeAdamWState(NamedTuple):
    """State of `ScheduleFreeAdamW`."""

    step: int
    """Updates made so far; the schedule and the correction read it."""
    z: np.ndarray
    """Iterate of the underlying descent, ``(..., dim)``."""
    average: np.ndarray
    """Weighted average of the ``z``: the point to evaluate, ``(..., dim)``."""
    square: np.ndarray
    """Leaky average of the squared gradients, not corrected, ``(..., dim)``."""
    peak: Any
    """Largest rate so far, shaped like the rate."""
    weight: Any
    """Sum of the weights, shaped like the rate."""


@dataclass(frozen=True, eq=False)
class ScheduleFreeAdamW:
    """Schedule-Free AdamW.

    Parameters
    ----------
    lr : float, array or schedule
        Step size, positive: constant, or a `warmup` to a constant.
    beta1 : float or array
        How near to the average the gradient is taken, in [0, 1).
    beta2 : float or array
        Share of the mean square that is kept, in [0, 1).
    eps : float or array
        Added to the corrected root, at least 0; at 0, a coordinate whose first gradient is zero becomes nan.
    weight_decay : float or array
        Share of the iterate that is taken off at rate 1, at least 0.

    Raises
    ------
    ValueError
        When `lr` is not positive, a beta is outside [0, 1), or `eps` or `weight_decay` is negative.
    """

    lr: Rate
    beta1: float | np.ndarray = 0.9
    beta2: float | np.ndarray = 0.999
    eps: float | np.ndarray = 1e-8
    weight_decay: float | np.ndarray = 0.0

    def __post_init__(self) -> None:
        require_rate(lr=self.lr)
        require_fraction(beta1=self.beta1, beta2=self.beta2)
        require_nonnegative(eps=self.eps, weight_decay=self.weight_decay)

    def init(self, x: np.ndarray) -> ScheduleFreeAdamWState:
        """All three points at `x`, nothing seen yet."""
        (lr,) = like(x, rate(self.lr, 0))
        zero = zeros(x, lr, self.beta1, self.beta2, self.eps, self.weight_decay)
        return ScheduleFreeAdamWState(0, z=x + zero, average=x + zero, square=zero, peak=0.0 * lr, weight=0.0 * lr)

    def update(
        self, grad: np.ndarray, state: ScheduleFreeAdamWState, x: np.ndarray
    ) -> tuple[np.ndarray, ScheduleFreeAdamWState]:
        """Scale the gradient at ``y``, step ``z``, average, and mix the next ``y``."""
        step = state.step + 1
        lr, beta, eps, decay, root = like(
            grad,
            rate(self.lr, state.step),
            self.beta1,
            self.eps,
            self.weight_decay,
            (1 - self.beta2**step) ** 0.5,
        )
        share, peak, weight = averaging_share(lr, state.peak, state.weight)
        square = leaky(state.square, grad * grad, self.beta2)
        z = state.z - lr * (grad / (np.sqrt(square) / root + eps) + decay * x)
        average = (1 - share) * state.average + share * z
        delta = (1 - beta) * z + beta * average - x
        return delta, ScheduleFreeAdamWState(step, z, average, square, peak, weight)

    def evaluation_points(self, x: np.ndarray) -> np.ndarray:
        """The averages of a run, from all of its iterates: ``(steps + 1, ..., dim)`` to the same."""
        return averages_of(x, self.lr, self.beta1)
