"""Heavy ball with noise on a quadratic: where it comes to rest, and what batch size does to its best parameters."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.linalg import solve_discrete_lyapunov

from optbook import descend
from optbook.noise import Noisy
from optbook.objectives import Quadratic
from optbook.optimizers import HeavyBall
from optbook.study import study

KAPPA = 100.0
"""Condition number of the quadratic whose batches are compared."""

CURVATURES = np.geomspace(1 / KAPPA, 1, 8)
"""Its curvatures."""

START = 1 / np.sqrt(CURVATURES)
"""Where its runs begin: each component has the same share of the loss, a half."""


def rest_variance(a: np.ndarray, beta: np.ndarray) -> np.ndarray:
    """Stationary variance of a component times ``lambda^2 / sigma^2``, for ``a = lr lambda``.

    ``a (1 + beta) / ((1 - beta) (2 (1 + beta) - a))``.
    """
    return a * (1 + beta) / ((1 - beta) * (2 * (1 + beta) - a))


def lyapunov_variance(a: float, beta: float) -> float:
    """The same from a library's solution of ``S = M S M' + a^2 e e'``."""
    step = np.array([[1 + beta - a, -beta], [1.0, 0.0]])
    return float(solve_discrete_lyapunov(step, np.diag([a**2, 0.0]))[0, 0])


@dataclass(frozen=True, eq=False)
class Rests:
    """Variance at rest of runs with the same effective rate.

    Attributes
    ----------
    beta : (kinds,) array
        Memories.
    effective : (rates,) array
        Effective rate ``lr / (1 - beta)`` times curvature.
    measured, theory : (kinds, rates) arrays
        Variance times ``lambda^2 / sigma^2``.
    samples : int
        Iterates behind each measured number.
    """

    beta: np.ndarray
    effective: np.ndarray
    measured: np.ndarray
    theory: np.ndarray
    samples: int


@study
def rests(lanes: int = 600, seed: int = 0) -> Rests:
    """Run heavy ball on ``x^2 / 2`` with standard normal noise from the minimum, 400 steps and 400 more.

    All pairs meet the same noise.

    The slowest of these forgets a sixteenth of its past a step: after 400 steps 1e-11 of it is left.
    """
    beta, effective = np.array([0.0, 0.5, 0.9]), np.array([1 / 16, 1 / 8, 1 / 4, 1 / 2, 1, 3 / 2])
    lr = effective * (1 - beta[:, None])
    method = HeavyBall(lr[..., None, None], beta[:, None, None, None])
    objective = Noisy(Quadratic([[1.0]]), 1.0, seed, lanes=(lanes,))
    late = descend(objective, np.zeros((*lr.shape, lanes, 1)), method, 800, every=400).x[1:, ..., 0]
    return Rests(beta, effective, (late**2).mean((0, -1)), rest_variance(lr, beta[:, None]), 2 * lanes)


def ball_losses(lr: np.ndarray, beta: np.ndarray, steps: int) -> tuple[np.ndarray, np.ndarray]:
    """Mean loss of heavy ball without noise, and what noise of variance ``lambda`` adds to it, before each step.

    On the quadratic with `CURVATURES` from `START`: ``(..., 1), (..., 1) -> (steps + 1, ...)`` each.  The mean loss
    with noise of variance ``lambda / b`` is the first plus the second over ``b``.
    """
    keeps = 1 + beta - lr * CURVATURES
    square, double, rest = keeps**2, 2 * keeps * beta, beta**2
    # Second moments of a component and the one before it: (z z, z z', z' z'), with the start, and with noise alone.
    moments = np.zeros((3, 2, *keeps.shape))
    moments[:, 0] = START**2
    noise = np.zeros((2, *keeps.shape))
    noise[1] = lr**2 * CURVATURES
    losses = np.empty((steps + 1, 2, *keeps.shape[:-1]))
    with np.errstate(over="ignore", invalid="ignore"):
        for step in range(steps + 1):
            here, cross, before = moments
            losses[step] = here @ CURVATURES / 2
            moments = square * here - double * cross + rest * before + noise, keeps * here - beta * cross, here
    return losses[:, 0], losses[:, 1]


@dataclass(frozen=True, eq=False)
class BatchRace:
    """Fewest steps to a hundredth of the loss, over the rate, for each batch size and memory.

    Attributes
    ----------
    batch : (sizes,) array
    beta : (kinds,) array
    steps : (sizes, kinds) int array
    lr : (sizes, kinds) array
        The rates that need them.
    target : float
        The loss to be reached on average.
    """

    batch: np.ndarray
    beta: np.ndarray
    steps: np.ndarray
    lr: np.ndarray
    target: float

    @property
    def descent(self) -> np.ndarray:
        """Steps without memory, ``(sizes,)``."""
        return self.steps[:, 0]

    @property
    def tuned(self) -> np.ndarray:
        """Steps with the best memory of those tried, ``(sizes,)``."""
        return self.steps.min(1)


@study
def batch_race(steps: int = 4000) -> BatchRace:
    """Try rates from 1/512 to 4 and five memories.  Noise of a batch has the variance of one sample over its size."""
    lr, beta = np.geomspace(1 / 512, 4, 45), np.array([0.0, 0.5, 0.7, 0.8, 0.9])
    batch, target = 2.0 ** np.arange(15), CURVATURES @ START**2 / 200
    plain, noise = ball_losses(lr[:, None, None], beta[:, None], steps)
    best, rates = np.empty((2, len(batch), len(beta)))
    with np.errstate(over="ignore", invalid="ignore"):
        for row, size in enumerate(batch):
            there = plain + noise / size <= target
            first = np.where(there.any(0), there.argmax(0), steps + 1)
            best[row], rates[row] = first.min(0), lr[first.argmin(0)]
    return BatchRace(batch, beta, best.astype(int), rates, float(target))


def simulated_loss(lr: float, beta: float, batch: float, steps: int, lanes: int, seed: int) -> np.ndarray:
    """Losses of many runs of heavy ball after `steps`: ``(lanes,)``."""
    objective = Noisy(Quadratic(np.diag(CURVATURES)), np.sqrt(CURVATURES / batch), seed)
    starts = np.broadcast_to(START, (lanes, len(START)))
    return descend(objective, starts, HeavyBall(lr, beta), steps, every=max(1, steps)).value[-1]
