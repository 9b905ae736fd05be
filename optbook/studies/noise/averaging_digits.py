"""Averages of small networks on handwritten digits, over many seeds and several rates."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook import finish
from optbook.data import load
from optbook.models import MLP
from optbook.noise import Minibatches
from optbook.optimizers import Averaged, GradientDescent
from optbook.schedules import warmup_stable_decay
from optbook.study import study

WAYS = ("last", "average", "decayed")
"""The last iterate at a constant rate, the mean over the second half, and the last one after a decay to zero."""


@dataclass(frozen=True, eq=False)
class Nets:
    """Networks at the end of training, and how good they are.

    Attributes
    ----------
    lr : (rates,) array
    train, test, accuracy : (ways, rates, lanes) arrays
        Loss on the training samples, loss and share of right answers on the test samples, for each of `WAYS`.
    mixed : (rates, lanes) array
        Loss on the training samples of the mean of two averages from different starts.
    """

    lr: np.ndarray
    train: np.ndarray
    test: np.ndarray
    accuracy: np.ndarray
    mixed: np.ndarray


@study
def averaged_nets(lanes: int = 12, steps: int = 500, batch_size: int = 16, seed: int = 0) -> Nets:
    """Train networks with 16 hidden units on digits, in single precision.

    For the first half of the steps the rate is constant.  Then it stays, or falls in a straight line to zero: each run
    becomes two, which meet the same samples.
    """
    data = load("digits")
    model = MLP(data.train_inputs, data.train_targets, hidden=(16,))
    lr, half = np.array([1 / 4, 1 / 2, 1.0, 2.0, 4.0]), steps // 2
    peak = lr[:, None, None]
    both = warmup_stable_decay(peak, 0, half, steps - half, np.stack([peak, 0 * peak]))
    optimizer = Averaged(GradientDescent(lambda step: peak if step < half else both(step)), half)
    starts = model.initialize(seed, batch=(lanes,)).astype(np.float32)
    source, x = Minibatches(model, batch_size, seed, lanes=(lanes,)), np.broadcast_to(starts, (len(lr), *starts.shape))
    x, state = finish(source, x, optimizer, steps)
    constant, decayed = x
    ways, seen = np.stack([constant, state.average[0], decayed]), (data.test_inputs, data.test_targets)
    test = MLP(*seen, hidden=(16,), classes=model.classes).value(ways)
    mixed = (state.average[0] + np.roll(state.average[0], 1, axis=1)) / 2
    return Nets(lr, model.value(ways), test, model.accuracy(ways, *seen), model.value(mixed))
