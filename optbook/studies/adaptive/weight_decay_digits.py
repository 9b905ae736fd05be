"""Adam with a penalty and AdamW on handwritten digits, over a grid of rates and strengths, with seeds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook import finish
from optbook.data import load
from optbook.models import MLP
from optbook.noise import Minibatches
from optbook.optimizers import Adam, AdamW
from optbook.schedules import cosine
from optbook.studies.adaptive.weight_decay_rest import Penalized
from optbook.study import study

NAMES = ("Adam with a penalty", "AdamW")
RATES = tuple(2.0**power for power in range(-5, -1))
PLAIN_RATES = tuple(2.0**power for power in range(-7, -3))
"""Rates of Adam with neither a penalty nor a decay, which is best at smaller ones."""
PENALTIES = tuple(2.0**power for power in range(-11, -6))
"""Strengths of the penalty; those of the decoupled decay are `DECAYS`."""
DECAYS = tuple(2.0**power for power in range(-5, 0))


@dataclass(frozen=True, eq=False)
class Grid:
    """Networks at the end of training, for every rate and strength.

    Attributes
    ----------
    chosen, test : (methods, rates, strengths, lanes) arrays
        Loss on the samples that the choice of rate and strength may see, and on others.
        Lanes of the same number have the same start and the same batches, in both methods of `NAMES`.
    """

    chosen: np.ndarray
    test: np.ndarray

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
        """What a grid of every other strength, from the second on, would have found."""
        return Grid(self.chosen[:, :, 1::2], self.test[:, :, 1::2])


def setting(lanes: int, batch_size: int, seed: int) -> tuple[np.ndarray, Minibatches, MLP, MLP]:
    """Starts of networks with 16 hidden units, ``(lanes, dim)``, what they see, and losses for the choice and the test.

    A fifth of the digits is for training; few samples leave something for a decay to do.  Of the others one half is for
    the choice, one for the test.
    """
    data = load("digits", test_share=0.8)
    model = MLP(data.train_inputs.astype(np.float32), data.train_targets, hidden=(16,))
    starts, half = model.initialize(seed, batch=(lanes,)).astype(np.float32), len(data.test_targets) // 2
    choice, test = (
        MLP(data.test_inputs[part], data.test_targets[part], hidden=(16,), classes=model.classes)
        for part in (slice(half), slice(half, None))
    )
    return starts, Minibatches(model, batch_size, seed, lanes=(lanes,)), choice, test


@study
def digits_grid(lanes: int = 8, steps: int = 300, batch_size: int = 32, seed: int = 0) -> Grid:
    """Train networks on a fifth of the digits, in single precision, at a rate that falls to zero.

    All parameters are decayed.
    """
    starts, source, choice, test = setting(lanes, batch_size, seed)
    # Each run is AdamW with a penalty, one of the two being zero.
    zeros = np.zeros(len(DECAYS))
    penalty, decay = (np.hstack(pair)[:, None, None] for pair in ((PENALTIES, zeros), (zeros, DECAYS)))
    seen, start = Penalized(source, penalty.astype(np.float32)), np.broadcast_to(starts, (len(decay), *starts.shape))
    # A rate at a time: the networks of all of them do not fit in near memory.
    runs = [finish(seen, start, AdamW(cosine(lr, steps), weight_decay=decay), steps)[0] for lr in RATES]
    ends = np.stack(np.split(np.stack(runs), 2, axis=1))
    return Grid(*(each.value(ends).astype(float) for each in (choice, test)))


@study
def plain(lanes: int = 8, steps: int = 300, batch_size: int = 32, seed: int = 0) -> np.ndarray:
    """Test loss of Adam with neither a penalty nor a decay, on the same networks: ``(plain rates, lanes)``."""
    starts, source, _, test = setting(lanes, batch_size, seed)
    start, rates = np.broadcast_to(starts, (len(PLAIN_RATES), *starts.shape)), np.array(PLAIN_RATES)[:, None, None]
    return test.value(finish(source, start, Adam(cosine(rates, steps)), steps)[0]).astype(float)


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
    starts, source, _, test = setting(lanes, batch_size, seed)
    strengths = np.stack([np.full(test.dim, decay, np.float32), without_biases(test, decay)])[:, None]
    both = np.broadcast_to(starts, (2, *starts.shape))
    ends, _ = finish(source, both, AdamW(cosine(lr, steps), weight_decay=strengths), steps)
    return test.value(ends).astype(float)
