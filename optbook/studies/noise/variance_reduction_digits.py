"""Variance reduction on small networks for handwritten digits: how an anchor ages, and SVRG at equal cost."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook import descend, follow
from optbook.models import MLP
from optbook.noise import Minibatches
from optbook.optimizers import SVRG, GradientDescent
from optbook.studies.challenges.digits_net import digits_model
from optbook.study import study

BATCH = 32
"""Samples a step."""


@dataclass(frozen=True, eq=False)
class Aging:
    """Gradients of single samples at anchors on the way of a run, and at iterates after each anchor.

    Attributes
    ----------
    epoch : (anchors,) array
        Epochs before the anchor.
    age : (ages,) array
        Steps since the anchor, in epochs.
    now : (anchors, ages, runs) array
        Trace of the covariance of the samples' gradients at the iterate.
    then : (anchors, 1, runs) array
        The same at the anchor.
    shared : (anchors, ages, runs) array
        Trace of the covariance between both.
    """

    epoch: np.ndarray
    age: np.ndarray
    now: np.ndarray
    then: np.ndarray
    shared: np.ndarray

    def share(self, coefficient: float | np.ndarray = 1.0) -> np.ndarray:
        """Variance with `coefficient` times the anchor's error taken off, over the variance without."""
        return 1 + (coefficient**2 * self.then - 2 * coefficient * self.shared) / self.now


@study
def aging(runs: int = 3, lr: float = 0.4, seed: int = 0) -> Aging:
    """Train networks with 16 hidden units and look back at anchors, over a quarter of the samples.

    A batch of any size, drawn with replacement, has the same share of its own variance left.
    """
    model = digits_model()
    epoch_steps = model.count // BATCH
    epoch, steps = np.array([0, 1, 6]), np.unique(np.geomspace(1, 2 * epoch_steps, 7).round().astype(int))
    start = model.initialize(seed, batch=(runs,)).astype(np.float32)
    source = Minibatches(model, BATCH, seed, lanes=(runs,))
    run = follow(source, start, GradientDescent(lr), int(epoch[-1] * epoch_steps + steps[-1]))
    x = np.array([x for x, _ in run])
    found = [traces(model, x[anchor], x[anchor + steps]) for anchor in epoch * epoch_steps]
    now, then, shared = (np.stack(part) for part in zip(*found, strict=True))
    return Aging(epoch, steps / epoch_steps, now, then[:, None], shared)


def traces(model: MLP, old: np.ndarray, new: np.ndarray, every: int = 4) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Traces of covariances over every fourth sample's gradients: at each of `new`, at `old`, and between both.

    ``(runs, dim)`` and ``(ages, runs, dim)`` to ``(ages, runs)``, ``(runs,)`` and ``(ages, runs)``.
    """
    samples = np.arange(0, model.count, every)[:, None]
    then, *now = (model.subset(samples).grad(x[:, None]) for x in (old, *new))

    def trace(a: np.ndarray, b: np.ndarray) -> np.ndarray:
        return np.einsum("rnd,rnd->r", a, b) / len(samples) - (a.mean(1) * b.mean(1)).sum(-1)

    return np.array([trace(x, x) for x in now]), trace(then, then), np.array([trace(x, then) for x in now])


@dataclass(frozen=True, eq=False)
class NetContest:
    """Training losses of networks with SGD and with SVRG.

    Attributes
    ----------
    lr : (rates,) array
    passes : int
        Gradients that each method took, over the number of samples.
    sgd, svrg : (rates, runs) arrays
        Loss on all training samples after that many passes.
    sgd_early : (rates, runs) array
        Loss of SGD after as many steps as SVRG made.
    """

    lr: np.ndarray
    passes: int
    sgd: np.ndarray
    svrg: np.ndarray
    sgd_early: np.ndarray


@study
def net_contest(runs: int = 6, passes: int = 12, seed: int = 0) -> NetContest:
    """Train networks from the same starts on the same samples; SVRG renews its anchor each epoch."""
    model, lr = digits_model(), np.array([1 / 10, 1 / 3, 1.0, 2.0])
    epoch_steps = model.count // BATCH
    source = Minibatches(model, BATCH, seed, replacement=True, lanes=(runs,))
    start = model.initialize(seed, batch=(runs,)).astype(np.float32)
    x0, rates, few = np.broadcast_to(start, (len(lr), *start.shape)), lr[:, None, None], passes // 3 * epoch_steps
    sgd = descend(source, x0, GradientDescent(rates), 3 * few, every=few).value
    svrg = descend(source, x0, SVRG(source, rates, epoch_steps), few, every=few).value
    return NetContest(lr, passes, sgd[3], svrg[1], sgd[1])
