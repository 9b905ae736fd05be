"""Where runs with a penalty or a decay come to rest: on least squares, and where only the direction counts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook import Trajectory, descend
from optbook.noise import Noisy, draw, normal
from optbook.objectives import Quadratic
from optbook.optimizers import AdamW, DecoupledDecay, GradientDescent
from optbook.protocols import Objective
from optbook.study import study

FEATURES = (3.0, 1 / 3)
"""Sizes of the two features of the least-squares problem."""
SLOW = 0.004
"""Rate on the least-squares problem."""
STRENGTHS = tuple(float(strength) for strength in 4.0 ** np.arange(-4, 4))


def penalized(curvatures: tuple[float, ...], strength: float, target: tuple[float, ...] | None = None) -> Quadratic:
    """The bowl ``sum h (x - target)^2 / 2`` plus ``strength / 2 * |x| ** 2``; the target is 0 when left out."""
    h = np.asarray(curvatures, dtype=float)
    linear = np.zeros_like(h) if target is None else -h * np.asarray(target)
    return Quadratic(np.diag(h + strength), linear=linear)


@dataclass(frozen=True, eq=False)
class Kept:
    """Where runs on two-coordinate least squares come to rest, as shares of the weights without decay.

    Attributes
    ----------
    strength : (strengths,) array
    coupled, beside : (strengths, lanes, 2) arrays
        Means over the second half of each run.
    """

    strength: np.ndarray
    coupled: np.ndarray
    beside: np.ndarray


@study
def kept_shares(lanes: int = 24, steps: int = 5000, lr: float = SLOW, seed: int = 0) -> Kept:
    """Run Adam with a penalty and AdamW from the least-squares weights.

    A feature of size ``a`` gives the curvature ``a^2``, and a residual of variance 1 gives gradients of size ``a``.
    Lanes of the same number meet the same noise.
    """
    size, strength = np.array(FEATURES), np.array(STRENGTHS)
    bowl = Noisy(penalized(tuple(size**2), 0.0, tuple(1 / size)), size, seed, lanes=(lanes,))
    start = np.broadcast_to(1 / size, (len(strength), lanes, 2))
    x = both_ways(bowl, start, strength[:, None, None], strength[:, None, None], lr, steps, every=10).x
    return Kept(strength, *(size * x[len(x) // 2 :].mean(0)))


def both_ways(
    objective: Objective, start: np.ndarray, penalty: np.ndarray, decay: np.ndarray, lr: float, steps: int, every: int
) -> Trajectory:
    """Runs of Adam with a penalty, and of AdamW, ``(kept, 2, *start.shape)``, in one batch: each is AdamW with both."""
    penalty, decay = (np.stack(pair) for pair in ((penalty, np.zeros_like(decay)), (np.zeros_like(penalty), decay)))
    start = np.broadcast_to(start, (2, *start.shape))
    return descend(Penalized(objective, penalty), start, AdamW(lr, weight_decay=decay), steps, every=every)


@dataclass(frozen=True, eq=False)
class Penalized(Objective):
    """An objective plus ``strength / 2 * |x| ** 2``, with a strength for each lane."""

    objective: Objective
    strength: np.ndarray

    @property
    def dim(self) -> int:
        """Number of variables."""
        return self.objective.dim

    def at(self, step: int) -> Penalized:
        """What is seen at `step`."""
        return Penalized(self.objective.at(step), self.strength)

    def value(self, x: np.ndarray) -> np.ndarray:
        """Value at each point."""
        return self.objective.value(x) + (self.strength / 2 * x * x).sum(-1)

    def grad(self, x: np.ndarray) -> np.ndarray:
        """Gradient at each point."""
        return self.objective.grad(x) + self.strength * x


def ridge_share(strength: np.ndarray, size: np.ndarray) -> np.ndarray:
    """Share that a penalty keeps of a weight on a feature of this size: ``a^2 / (a^2 + strength)``."""
    return size**2 / (size**2 + strength)


def adamw_share(strength: np.ndarray, size: np.ndarray, lr: float = 0.0) -> np.ndarray:
    """Share ``y`` that AdamW keeps: ``a (1 - y) = strength y sqrt(1 + (1 - y)^2 + a lr / 2)``, by bisection.

    The root is that of the mean squared gradient, which the decay displaces and the wandering of the weight raises.
    """
    low, high = np.zeros(np.broadcast(strength, size).shape), np.ones(np.broadcast(strength, size).shape)
    for _ in range(60):
        y = (low + high) / 2
        above = strength * y * np.sqrt(1 + (1 - y) ** 2 + size * lr / 2) > size * (1 - y)
        low, high = np.where(above, low, y), np.where(above, y, high)
    return (low + high) / 2


@dataclass(frozen=True, eq=False)
class Turning:
    """Runs of SGD with decay where only the direction counts.

    Attributes
    ----------
    lr : float
    decay, level : (decays,) arrays
        Strengths, and the fourth power of the length at which step and decay are in balance.
    length : (steps + 1, decays, starts, lanes) array
        Norms of the iterates.
    log_cosine : (decays, starts, lanes) array
        Mean logarithm of the cosine of the angle between an iterate and the next.
    """

    lr: float
    decay: np.ndarray
    level: np.ndarray
    length: np.ndarray
    log_cosine: np.ndarray


@study
def turning(lanes: int = 16, steps: int = 4000, dim: int = 20, lr: float = 0.1, seed: int = 0) -> Turning:
    """Run from a short and from a long vector at two strengths.

    The loss of a sample is ``noise @ x / |x|``: its gradient is the noise across `x`, divided by the length of `x`.
    The loop is that of `descend`, without values.
    """
    decay = np.array([1 / 10, 1 / 100])
    method = DecoupledDecay(GradientDescent(lr), decay[:, None, None, None])
    x = np.zeros((len(decay), 2, lanes, dim))
    x[..., 0] = np.array([0.5, 5.0])[:, None]
    state, length, cosines = method.init(x), [np.linalg.norm(x, axis=-1)], np.zeros(x.shape[:-1])
    for step in range(steps):
        unit, noise = x / length[-1][..., None], draw(normal, x.shape, seed, step)
        grad = (noise - (noise * unit).sum(-1, keepdims=True) * unit) / length[-1][..., None]
        delta, state = method.update(grad, state, x)
        x = x + delta
        length.append(np.linalg.norm(x, axis=-1))
        cosines += np.log((x * unit).sum(-1) / length[-1])
    level = lr * (dim - 1) / (decay * (2 - lr * decay))
    return Turning(lr, decay, level, np.array(length), cosines / steps)
