r"""SAGA: the error that a sample makes is known from the last time it was seen, and taken off.

.. math::
   x_{t+1} = x_t - \eta \left( \nabla f_i(x_t) - h_i + \frac1n \sum_j h_j \right), \qquad h_i \leftarrow \nabla f_i(x_t)

The table :math:`h_1, \dots, h_n` holds the last gradient of each sample that was seen.

Source: A. Defazio, F. Bach and S. Lacoste-Julien, "SAGA: A fast incremental gradient method with support for
non-strongly convex composite objectives", NIPS, 2014.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np

from optbook.optimizers.hyperparameters import like, zeros
from optbook.protocols import Objective, Rate
from optbook.schedules import rate
from optbook.validation import require, require_rate


class Samples(Protocol):
    """What `SAGA` asks of a source of samples, such as `optbook.noise.Minibatches`."""

    model: Objective
    """The mean over all samples, with ``count`` and ``subset(indices)``."""
    batch_size: int
    """Samples a step."""

    def indices(self, step: int) -> np.ndarray:
        """Which are seen at `step`, ``(..., batch_size)``."""
        ...


class SAGAState(NamedTuple):
    """State of `SAGA`."""

    step: int
    """Updates made so far; it says which sample is seen."""
    table: np.ndarray
    """The last gradient seen of each sample, ``(..., count, dim)``."""
    mean: np.ndarray
    """Mean of the table, ``(..., dim)``."""


@dataclass(frozen=True, eq=False)
class SAGA:
    """Steps along one sample, less the error that it made when it was last seen.

    `init` computes the gradients of all samples, and each step one.  The table holds as many gradients as there are
    samples, for each lane.

    Parameters
    ----------
    source : Minibatches
        What the run sees: one sample a step, which is drawn with replacement where theory is to hold.
    lr : float, array or schedule
        Step size, positive.

    Raises
    ------
    ValueError
        When `lr` is not positive or a step sees more than one sample.
    """

    source: Samples
    lr: Rate

    def __post_init__(self) -> None:
        require_rate(lr=self.lr)
        size = self.source.batch_size
        require(size == 1, "source", f"{size} samples a step", "one sample a step")

    def init(self, x: np.ndarray) -> SAGAState:
        """The gradients of all samples at the start, which has all the lanes that the source asks for."""
        x = x + zeros(x, rate(self.lr, 0))
        model = self.source.model
        table = model.subset(np.arange(model.count)[:, None]).grad(x[..., None, :])
        return SAGAState(step=0, table=table, mean=table.mean(axis=-2))

    def update(self, grad: np.ndarray, state: SAGAState, x: np.ndarray) -> tuple[np.ndarray, SAGAState]:
        """Step against the new gradient of the sample less its old one, plus the mean of the table."""
        shape = state.mean.shape
        table = state.table.reshape(-1, *state.table.shape[-2:]).copy()
        index = np.broadcast_to(self.source.indices(state.step)[..., 0], shape[:-1]).ravel()
        lane = np.arange(len(index))
        change = grad - table[lane, index].reshape(shape)
        table[lane, index] = np.broadcast_to(grad, shape).reshape(-1, shape[-1])
        (lr,) = like(grad, rate(self.lr, state.step))
        mean = state.mean + change / table.shape[1]
        return -lr * (change + state.mean), SAGAState(state.step + 1, table.reshape(state.table.shape), mean)
