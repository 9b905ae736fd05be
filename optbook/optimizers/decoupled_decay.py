r"""Decoupled weight decay for any optimizer: the weights shrink beside its step, not through its gradient.

.. math:: x_{t+1} = x_t + \Delta_t - \eta_t \lambda x_t

Source: I. Loshchilov and F. Hutter, "Decoupled weight decay regularization", ICLR, 2019.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from optbook.optimizers.hyperparameters import like
from optbook.protocols import Optimizer, Rate
from optbook.schedules import rate
from optbook.validation import require, require_nonnegative, require_rate


class DecoupledDecayState(NamedTuple):
    """State of `DecoupledDecay`."""

    step: int
    """Updates made so far; the schedule reads it."""
    inner: Any
    """State of the optimizer."""


@dataclass(frozen=True, eq=False)
class DecoupledDecay:
    """Any optimizer, with the decay that AdamW has.

    Parameters
    ----------
    optimizer : Optimizer
        What makes the step.
    weight_decay : float or array
        Share of the weights that is taken off at rate 1, at least 0.
    lr : float, array or schedule, optional
        What it is multiplied with; the optimizer's own ``lr`` when left out.

    Raises
    ------
    ValueError
        When `weight_decay` is negative, or neither the argument `lr` nor the optimizer gives a positive rate.
    """

    optimizer: Optimizer
    weight_decay: float | np.ndarray = 0.01
    lr: Rate | None = None

    def __post_init__(self) -> None:
        require_nonnegative(weight_decay=self.weight_decay)
        lr = getattr(self.optimizer, "lr", None) if self.lr is None else self.lr
        require(lr is not None, "lr", self.lr, "a rate, where the optimizer has none of its own")
        require_rate(lr=lr)
        object.__setattr__(self, "lr", lr)

    def init(self, x: np.ndarray) -> DecoupledDecayState:
        """State of the optimizer, for the shape that the decay gives."""
        (decay,) = like(x, rate(self.lr, 0) * self.weight_decay)
        return DecoupledDecayState(step=0, inner=self.optimizer.init(x + 0 * decay))

    def update(
        self, grad: np.ndarray, state: DecoupledDecayState, x: np.ndarray
    ) -> tuple[np.ndarray, DecoupledDecayState]:
        """Step of the optimizer, less ``lr * weight_decay * x``."""
        (decay,) = like(grad, rate(self.lr, state.step) * self.weight_decay)
        delta, inner = self.optimizer.update(grad, state.inner, x)
        return delta - decay * x, DecoupledDecayState(state.step + 1, inner)
