r"""The mean loss of minibatch gradient descent on least squares, exactly and without simulation.

With :math:`y_t = (x_t - x^\star, 1)` the gradient of sample :math:`i` is :math:`G_i y`, linear in :math:`y`.  Let a
batch be drawn anew at each step, :math:`\bar G` be the mean of the :math:`G_i`, and :math:`s` the share of the variance
of one sample that the mean of a batch has: :math:`1/b` with replacement, :math:`\frac1b \frac{n-b}{n-1}` without.
Then the second moment :math:`M_t = \E\, y_t y_t^\top` obeys

.. math:: M_{t+1} = M_t - \eta (\bar G M_t + M_t \bar G^\top) + \eta^2
          \Bigl( s \frac1n \sum_i G_i M_t G_i^\top + (1 - s) \, \bar G M_t \bar G^\top \Bigr) .

That is linear in :math:`M_t`.  The mean loss above the least is half the trace of the Hessian times its first block.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook.models import LeastSquares
from optbook.validation import require, require_count, require_positive


def variance_share(batch_size: np.ndarray, count: int, replacement: bool = True) -> np.ndarray:
    """Variance of the mean of `batch_size` of `count` samples over that of one sample; the sizes broadcast.

    Raises
    ------
    ValueError
        When a size is below 1, or above `count` without replacement.
    """
    size = np.asarray(batch_size, dtype=float)
    most = np.inf if replacement else count
    require(bool(((size >= 1) & (size <= most)).all()), "batch_size", batch_size, f"sizes from 1 to {most}")
    return 1 / size if replacement else (count - size) / (size * max(count - 1, 1))


@dataclass(frozen=True, eq=False)
class MinibatchMoments:
    """Mean excess of the loss under minibatch gradient descent at constant rates, from a known start.

    Parameters
    ----------
    model : LeastSquares
        Without a ridge; its minimum is unique.
    batch_size : int or array
        Sizes, which broadcast against the rates of the methods.
    replacement : bool
        How a batch is drawn.  Without replacement it is still drawn anew, from all samples, at each step.
    start : (dim,) array, optional
        By default the origin.

    Raises
    ------
    ValueError
        When the model has a ridge, or a size does not fit.
    """

    model: LeastSquares
    batch_size: int | np.ndarray
    replacement: bool = True
    start: np.ndarray | None = None

    def __post_init__(self) -> None:
        require(self.model.l2 == 0, "model", f"l2 = {self.model.l2}", "least squares without a ridge")
        variance_share(self.batch_size, self.model.count, self.replacement)

    def operator(self, lr: np.ndarray) -> np.ndarray:
        """What a step does to the second moment, flat: ``(..., (dim + 1) ** 2, (dim + 1) ** 2)``."""
        inputs, (count, dim) = self.model.inputs, self.model.inputs.shape
        residual = inputs @ self.model.minimum - self.model.targets
        samples = np.zeros((count, dim + 1, dim + 1))
        samples[:, :dim] = inputs[:, :, None] * np.column_stack([inputs, residual])[:, None]
        mean, one = samples.mean(0), np.eye(dim + 1)
        flat = (dim + 1) ** 2
        each = np.einsum("iab,icd->acbd", samples, samples, optimize=True).reshape(flat, flat) / count
        together = np.kron(mean, mean)
        lr, share = np.broadcast_arrays(lr, variance_share(self.batch_size, count, self.replacement))
        lr, share = lr[..., None, None], share[..., None, None]
        drift = np.kron(mean, one) + np.kron(one, mean)
        return np.eye(flat) - lr * drift + lr**2 * (share * each + (1 - share) * together)

    def excess(self, lr: np.ndarray, steps: int, every: int = 1) -> np.ndarray:
        """Mean of the loss minus the least one, before step 0, `every`, ...: ``(kept, ...)``.

        Raises
        ------
        ValueError
            When `steps` or `every` is not a count.
        """
        require_count(0, steps=steps)
        require_count(1, every=every)
        jump = np.linalg.matrix_power(self.operator(lr), every)
        moment = np.broadcast_to(self._first, (*jump.shape[:-2], len(self._first)))[..., None]
        kept = [moment]
        with np.errstate(over="ignore", invalid="ignore"):
            for _ in range(steps // every):
                kept.append(jump @ kept[-1])
        return self._loss(np.array(kept))

    def steps_to(self, target: float, lr: np.ndarray, doublings: int = 16) -> np.ndarray:
        """Steps until the mean excess is at most `target`, as floats, ``(...)``; infinite where it takes more.

        Found by bisection with powers of the operator, for which the mean excess must fall until it gets there.

        Parameters
        ----------
        target : float
            Positive.
        lr : float or array
        doublings : int
            Up to ``2 ** doublings - 1`` steps are looked at.

        Raises
        ------
        ValueError
            When `target` is not positive.
        """
        require_positive(target=target)
        powers = [self.operator(lr)]
        with np.errstate(over="ignore", invalid="ignore"):
            for _ in range(doublings - 1):
                powers.append(powers[-1] @ powers[-1])
            moment = np.broadcast_to(self._first, (*powers[0].shape[:-2], len(self._first)))[..., None]
            made = np.zeros(powers[0].shape[:-2])
            for k in reversed(range(doublings)):
                farther = powers[k] @ moment
                above = ~(self._loss(farther) <= target)
                moment = np.where(above[..., None, None], farther, moment)
                made += above * 2**k
        steps = np.where(made >= 2**doublings - 1, np.inf, made + 1)
        return np.where(self._loss(self._first[:, None]) > target, steps, 0.0)

    @property
    def _first(self) -> np.ndarray:
        start = np.zeros(self.model.dim) if self.start is None else np.asarray(self.start, dtype=float)
        y = np.append(start - self.model.minimum, 1.0)
        return np.outer(y, y).ravel()

    def _loss(self, moment: np.ndarray) -> np.ndarray:
        """Half the trace of the Hessian times the second moment of the distance, from ``(..., flat, 1)``."""
        dim = self.model.dim
        weights = np.zeros((dim + 1, dim + 1))
        weights[:dim, :dim] = self.model.inputs.T @ self.model.inputs / (2 * self.model.count)
        return moment[..., 0] @ weights.ravel()
