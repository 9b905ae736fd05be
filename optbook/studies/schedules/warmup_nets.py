"""Networks on digits from a good start and from one that is far too large, with a warmup and without."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook import finish, follow
from optbook.analysis import MedianInterval, median_interval, top_eigenvalues
from optbook.data import load
from optbook.models import MLP
from optbook.noise import Minibatches
from optbook.optimizers import GradientDescent
from optbook.schedules import Formula, warmup_stable_decay
from optbook.studies.schedules.digits_nets import chosen
from optbook.study import study

SCALES = (1, 3)
"""What the weights of He's scheme are multiplied with: a good start, and one that is too large."""

PEAKS = {1: 2.0 ** np.arange(-4, 1), 3: 2.0 ** np.arange(-7, -1)}
"""Largest rates that are tried."""

STEPS, WARMUP = 300, 30
"""Updates in a run, and how many of them a warmup takes; in the last half the rate falls to zero."""

CHOOSING = 4
"""Runs, the first ones, by which the peak is chosen; the others judge."""


def schedule(peak: np.ndarray | float, warmup: int, steps: int = STEPS) -> Formula:
    """Rise over `warmup` updates, stay until half of the run, fall in a straight line to zero."""
    return warmup_stable_decay(peak, warmup, steps // 2 - warmup, steps - steps // 2)


def net() -> MLP:
    """Three hidden layers of 32 rectified units on the training samples of digits, in single precision."""
    data = load("digits")
    return MLP(data.train_inputs.astype(np.float32), data.train_targets, (32, 32, 32), "relu")


def starts(scale: int, lanes: int, seed: int) -> np.ndarray:
    """Weights of He's scheme times `scale`, ``(lanes, dim)``."""
    return (scale * net().initialize(seed, "he", batch=(lanes,))).astype(np.float32)


@dataclass(frozen=True, eq=False)
class Nets:
    """Networks at the end of training.

    Attributes
    ----------
    peak : (peaks,) array
    loss : (peaks, lanes) array
        On the training samples; inf where it is not a number.
    """

    peak: np.ndarray
    loss: np.ndarray

    @property
    def place(self) -> int:
        """Place of the best peak on the grid; `chosen` refuses one at its edge."""
        return chosen(self.loss, CHOOSING)

    @property
    def judged(self) -> np.ndarray:
        """Losses at the best peak, of the runs that judge."""
        return self.loss[self.place, CHOOSING:]

    @property
    def lowest(self) -> float:
        """Least geometric mean of the losses of all runs at a peak; `chosen` refuses a peak at the edge."""
        return float(np.exp(np.log(self.loss[chosen(self.loss, self.loss.shape[1])]).mean()))


@study
def nets(scale: int, warmup: int, lanes: int = 16, batch_size: int = 32, steps: int = STEPS, seed: int = 0) -> Nets:
    """Train networks from starts of this scale at each of `PEAKS`, with a warmup or with none (0)."""
    peak = PEAKS[scale]
    source = Minibatches(net(), batch_size, seed, lanes=(lanes,))
    x = np.broadcast_to(starts(scale, lanes, seed), (len(peak), lanes, net().dim))
    x, _ = finish(source, x, GradientDescent(schedule(peak[:, None, None], warmup, steps)), steps)
    with np.errstate(over="ignore", invalid="ignore"):
        loss = net().value(x)
    return Nets(peak, np.where(np.isfinite(loss), loss, np.inf))


def compare(scale: int, seed: int = 0) -> MedianInterval:
    """Logarithm of the loss with a warmup over that without, run by run, each at its best peak."""
    found = [nets(scale, warmup, seed=seed).judged for warmup in (WARMUP, 0)]
    return median_interval(np.log(found[0]) - np.log(found[1]))


@dataclass(frozen=True, eq=False)
class Sharpness:
    """The largest curvature along a run.

    Attributes
    ----------
    step : (times,) int array
    limit : (times,) array
        Two over the largest eigenvalue of the Hessian: the rate beyond which its eigenvector is unstable.
    rate : (times,) array
        Rate of the next update.
    loss : (times,) array
        Of all training samples.
    """

    step: np.ndarray
    limit: np.ndarray
    rate: np.ndarray
    loss: np.ndarray


@study
def sharpness(
    scale: int, warmup: int, peak: float, samples: int = 300, batch_size: int = 32, seed: int = 0
) -> Sharpness:
    """Follow one network up to the middle of its run, its curvature being that of the first `samples`."""
    model, following = net(), schedule(peak, warmup)
    few = model.subset(np.arange(samples))
    source, optimizer = Minibatches(model, batch_size, seed, lanes=(1,)), GradientDescent(following)
    step, limit, loss = np.arange(0, STEPS // 2 + 1, 10), [], []
    for now, (x, _) in enumerate(follow(source, starts(scale, 1, seed), optimizer, step[-1])):
        if now in step:
            limit.append(2 / top_eigenvalues(few, x[0].astype(float), 1)[0])
            loss.append(model.value(x)[0])
    return Sharpness(step, np.array(limit), following(step), np.array(loss))
