r"""Schedule-Free gradient descent: average instead of decaying the rate, and take gradients near the average.

.. math:: y_t = (1 - \beta) z_t + \beta \bar x_t, \qquad
          z_{t+1} = z_t - \eta_t \nabla f(y_t), \qquad
          \bar x_{t+1} = (1 - c_{t+1}) \bar x_t + c_{t+1} z_{t+1}, \qquad
          c_{t+1} = \frac{w_t}{w_0 + \dots + w_t}, \quad w_t = \max_{s \le t} \eta_s^2

**The iterate is** :math:`y`, where gradients are taken.  **The point to evaluate is** :math:`\bar x`: ``average`` in
the state, and `evaluation_points` for a whole run.

Source: A. Defazio, X. Yang, H. Mehta, K. Mishchenko, A. Khaled and A. Cutkosky, "The road less scheduled", NeurIPS,
2024; the weights are those of the authors' package schedulefree.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from optbook.optimizers.hyperparameters import like, ratio, zeros
from optbook.protocols import Rate
from optbook.schedules import rate
from optbook.validation import require_fraction, require_nonnegative, require_rate


class ScheduleFreeState(NamedTuple):
    """State of `ScheduleFree`."""

    step: int
    """Updates made so far; the schedule reads it."""
    z: np.ndarray
    """Iterate of the underlying descent, ``(..., dim)``."""
    average: np.ndarray
    """Weighted average of the ``z``: the point to evaluate, ``(..., dim)``."""
    peak: Any
    """Largest rate so far, shaped like the rate."""
    weight: Any
    """Sum of the weights, shaped like the rate."""


@dataclass(frozen=True, eq=False)
class ScheduleFree:
    """Schedule-Free gradient descent.

    Parameters
    ----------
    lr : float, array or schedule
        Step size, positive: constant, or a `warmup` to a constant.
    beta : float or array
        How near to the average the gradient is taken, in [0, 1): 0 is Polyak-Ruppert averaging.
    weight_decay : float or array
        Times the iterate, added to the gradient, at least 0.

    Raises
    ------
    ValueError
        When `lr` is not positive, `beta` is outside [0, 1) or `weight_decay` is negative.
    """

    lr: Rate
    beta: float | np.ndarray = 0.9
    weight_decay: float | np.ndarray = 0.0

    def __post_init__(self) -> None:
        require_rate(lr=self.lr)
        require_fraction(beta=self.beta)
        require_nonnegative(weight_decay=self.weight_decay)

    def init(self, x: np.ndarray) -> ScheduleFreeState:
        """All three points at `x`."""
        (lr,) = like(x, rate(self.lr, 0))
        start = x + zeros(x, lr, self.beta, self.weight_decay)
        return ScheduleFreeState(step=0, z=start, average=start, peak=0.0 * lr, weight=0.0 * lr)

    def update(self, grad: np.ndarray, state: ScheduleFreeState, x: np.ndarray) -> tuple[np.ndarray, ScheduleFreeState]:
        """Step ``z`` from where it is, by the gradient at ``y``, average, and mix the next ``y``."""
        lr, beta, decay = like(grad, rate(self.lr, state.step), self.beta, self.weight_decay)
        share, peak, weight = averaging_share(lr, state.peak, state.weight)
        z = state.z - lr * (grad + decay * x)
        average = (1 - share) * state.average + share * z
        return (1 - beta) * z + beta * average - x, ScheduleFreeState(state.step + 1, z, average, peak, weight)

    def evaluation_points(self, x: np.ndarray) -> np.ndarray:
        """The averages of a run, from all of its iterates: ``(steps + 1, ..., dim)`` to the same.

        Nothing but the iterates and the hyperparameters is needed: each pair of a ``y`` and the average before it gives
        the ``z``.
        """
        return averages_of(x, self.lr, self.beta)


def averaging_share(lr: Any, peak: Any, weight: Any) -> tuple[Any, Any, Any]:
    """Share of the newest point in the average, largest rate and sum of weights: each weight is the squared peak."""
    if isinstance(lr, float):  # no array is made for a number
        peak = max(peak, lr)
        return peak**2 / (weight + peak**2) if peak else 0.0, peak, weight + peak**2
    peak = np.maximum(peak, lr)
    return ratio(peak**2, weight + peak**2), peak, weight + peak**2


def averages_of(x: np.ndarray, lr: Rate, beta: Any) -> np.ndarray:
    """Averages of a run from its iterates, whatever step moved ``z``."""
    averages = np.empty_like(x)
    averages[0] = x[0]
    peak = weight = 0.0 * like(x, rate(lr, 0))[0]
    for t in range(len(x) - 1):
        now, near = like(x, rate(lr, t), beta)
        share, peak, weight = averaging_share(now, peak, weight)
        z = (x[t + 1] - near * (1 - share) * averages[t]) / (1 - near + near * share)
        averages[t + 1] = (1 - share) * averages[t] + share * z
    return averages
