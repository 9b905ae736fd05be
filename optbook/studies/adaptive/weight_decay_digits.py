"""Adam with a penalty and AdamW on handwritten digits, over a grid of rates and strengths, with seeds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook import finish
from optbook.data import load
from optbook.models import MLP
from optbook.noise import Minibatches
from optbook.optimizers import AdamW
from optbook.schedules import cosine
from optbook.studies.adaptive.weight_decay_rest import Penalized
from optbook.study import study

NAMES = ("Adam with a penalty", "AdamW")
RATES = tuple(2.0**power for power in range(-5, -1))
PLAIN_RATES = tuple(2.0**power for power in range(-7, -3))
"""Rates of Adam with neither a penalty nor a decay, which is best at smaller ones."""
PENALTIES = tuple(2.0**power for power in range(-10, -6))
"""Strengths of the penalty; those of the decoupled decay are `DECAYS`."""
DECAYS = tuple(2.0**power for power in range(-4, 0))


@dataclass(frozen=True, eq=False)
class Grid:
    """Networks at the end of training, for every rate and strength.

    Attributes
    ----------
    chosen, test : (methods, rates, strengths, lanes) arrays
        Loss on the samples that the choice of rate and strength may see, and on others.
        Lanes of the same number have the same start and the same batches, in both methods of `NAMES`.
    plain : (plain rates, lanes) array
        As `test`, of Adam with neither, at `PLAIN_RATES`.
    """

    chosen: np.ndarray
    test: np.ndarray
    plain: np.ndarray

    @property
    def best(self) -> np.ndarray:
        """Indices of the rate and the strength of least mean loss on the samples for the choice, ``(methods, 2)``."""
        mean = self.chosen.mean(-1)
        return np.stack([np.unravel_index(each.argmin(), each.shape) for each in mean])

    @property
    def at_best(self) -> np.ndarray:
        """Test loss at the rate and the strength chosen, ``(methods, lanes)``."""
        return np.stack([each[tuple(place)] for each, place in zip(self.test, self.best, strict=True)])

    @property
    def alone(self) -> np.ndarray:
        """Test loss where each lane chooses for itself, ``(methods, lanes)``: tuning from one run a cell, repeated."""
        chosen, test = (each.reshape(len(each), -1, each.shape[-1]) for each in (self.chosen, self.test))
        return np.take_along_axis(test, chosen.argmin(1)[:, None], 1)[:, 0]

    def thinned(self) -> Grid:
        """What a grid of every other strength would have found."""
        return Grid(self.chosen[:, :, ::2], self.test[:, :, ::2], self.plain)


@study
def digits_grid(lanes: int = 8, steps: int = 300, batch_size: int = 32, seed: int = 0) -> Grid:
    """Train networks with 16 hidden units on a fifth of the digits, in single precision, at a rate that falls to zero.

    Few training samples leave something for a decay to do.  All parameters are decayed.  Of the other samples one half
    is for the choice, one for the test.
    """
    data = load("digits", test_share=0.8)
    model = MLP(data.train_inputs, data.train_targets, hidden=(16,))
    starts = model.initialize(seed, batch=(lanes,)).astype(np.float32)
    source = Minibatches(model, batch_size, seed, lanes=(lanes,))
    # Each run is AdamW with a penalty: neither, a penalty alone, or a decay alone.
    zeros = np.zeros(len(DECAYS))
    penalty, decay = (np.hstack([0.0, *pair])[:, None, None] for pair in ((PENALTIES, zeros), (zeros, DECAYS)))
    seen, start = Penalized(source, penalty.astype(np.float32)), np.broadcast_to(starts, (len(decay), *starts.shape))
    runs = []
    # A rate at a time: the networks of all of them do not fit in near memory.
    for lr, plain_lr in zip(RATES, PLAIN_RATES, strict=True):
        schedule = cosine(np.where(penalty + decay == 0, plain_lr, lr), steps)
        runs.append(finish(seen, start, AdamW(schedule, weight_decay=decay), steps)[0])
    plain, *ends = np.split(np.stack(runs), (1, 1 + len(PENALTIES)), axis=1)
    plain, ends, half = plain[:, 0], np.stack(ends), len(data.test_targets) // 2
    held = [(data.test_inputs[part], data.test_targets[part]) for part in (slice(half), slice(half, None))]
    choice, test = (MLP(*part, hidden=(16,), classes=model.classes) for part in held)
    values = [each.value(x).astype(float) for each, x in ((choice, ends), (test, ends))]
    return Grid(*values, test.value(plain).astype(float))


def without_biases(model: MLP, decay: float) -> np.ndarray:
    """Strength of the decay for each parameter, ``(dim,)``: `decay` for the weights, none for the biases."""
    strengths = np.full(model.dim, decay, np.float32)
    for name, block in model.blocks.items():
        if name.startswith("bias"):
            strengths[block.slice] = 0
    return strengths


@study
def spared(
    lr: float = 2.0**-4, decay: float = 2.0**-2, lanes: int = 16, steps: int = 300, batch_size: int = 32, seed: int = 3
) -> np.ndarray:
    """Test loss of AdamW on the networks of `digits_grid`, all parameters decayed or the weights alone: ``(2, lanes)``.

    By default with the pair that is best there, and a seed that chose nothing.
    """
    data = load("digits", test_share=0.8)
    model = MLP(data.train_inputs, data.train_targets, hidden=(16,))
    starts = model.initialize(seed, batch=(lanes,)).astype(np.float32)
    strengths = np.stack([np.full(model.dim, decay, np.float32), without_biases(model, decay)])[:, None]
    method = AdamW(cosine(lr, steps), weight_decay=strengths)
    both = np.broadcast_to(starts, (2, *starts.shape))
    ends, _ = finish(Minibatches(model, batch_size, seed, lanes=(lanes,)), both, method, steps)
    half = len(data.test_targets) // 2
    test = MLP(data.test_inputs[half:], data.test_targets[half:], hidden=(16,), classes=model.classes)
    return test.value(ends).astype(float)
