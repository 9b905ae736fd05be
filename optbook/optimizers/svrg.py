r"""SVRG, the stochastic variance reduced gradient: the error that a sample makes is known at an anchor, and taken off.

.. math::
   x_{t+1} = x_t - \eta \left( \nabla f_i(x_t) - \nabla f_i(a) + \nabla f(a) \right)

The anchor :math:`a` is the iterate of every `period`-th step, where the gradient of all samples is computed.

Source: R. Johnson and T. Zhang, "Accelerating stochastic gradient descent using predictive variance reduction", NIPS,
2013.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from optbook.optimizers.hyperparameters import like, zeros
from optbook.optimizers.steepest_descent import seen
from optbook.protocols import Objective, Rate
from optbook.schedules import rate
from optbook.validation import require_count, require_rate


class SVRGState(NamedTuple):
    """State of `SVRG`."""

    step: int
    """Updates made so far; it says which samples are seen."""
    anchor: np.ndarray
    """The iterate at the last step that computed the whole gradient, ``(..., dim)``."""
    mean: np.ndarray
    """The whole gradient there."""


@dataclass(frozen=True, eq=False)
class SVRG:
    """Steps along samples, less the error that the same samples make at an anchor.

    A step takes two gradients of each sample that it sees, and every `period`-th one those of all samples too.

    Parameters
    ----------
    objective : Objective
        What is minimized, the same that the run sees: it is asked for the gradient at the anchor, both as it is seen
        at a step and as a whole.
    lr : float, array or schedule
        Step size, positive.
    period : int
        Steps from one anchor to the next, at least 1; with 1 this is gradient descent.

    Raises
    ------
    ValueError
        When `lr` is not positive or `period` is no count.
    """

    objective: Objective
    lr: Rate
    period: int

    def __post_init__(self) -> None:
        require_rate(lr=self.lr)
        require_count(1, period=self.period)

    def init(self, x: np.ndarray) -> SVRGState:
        """No anchor yet: the first step sets one."""
        nothing = zeros(x, rate(self.lr, 0))
        return SVRGState(step=0, anchor=nothing, mean=nothing)

    def update(self, grad: np.ndarray, state: SVRGState, x: np.ndarray) -> tuple[np.ndarray, SVRGState]:
        """Step against the gradient of the samples, less what it is at the anchor, plus the whole gradient there."""
        step, anchor, mean = state
        if step % self.period == 0:
            anchor = np.broadcast_to(x, np.broadcast_shapes(x.shape, anchor.shape))
            mean = self.objective.grad(anchor)
        (lr,) = like(grad, rate(self.lr, step))
        estimate = grad - seen(self.objective, step).grad(anchor) + mean
        return -lr * estimate, SVRGState(step + 1, anchor, mean)
