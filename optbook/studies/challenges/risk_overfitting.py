"""Networks on few digits, some with a wrong label, judged along the run by digits that they learn and by others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook import follow
from optbook.data import load
from optbook.models import MLP, Model
from optbook.models.losses import log_sum_exp
from optbook.noise import Minibatches
from optbook.optimizers import GradientDescent
from optbook.protocols import Objective
from optbook.schedules import cosine
from optbook.study import study

ARMS = ("constant", "cosine", "true labels")
"""Two schedules with wrong labels among the right ones, and the constant rate where all labels are true."""

TRAIN, VALIDATION = 240, 60
"""Digits of each run: those it learns, and those it keeps aside to choose when to stop, with labels just as bad."""

GROUPS = 6
"""Parts of the test digits, as large as the validation part."""


@dataclass(frozen=True, eq=False)
class OwnDigits(Objective):
    """Minibatches of which each lane draws from samples of its own.

    Parameters
    ----------
    pool : Model
        On all samples.
    own : (..., count) int array
        Places in the pool of the samples of each lane.
    batches : Minibatches
        Says which of its own a lane sees at a step.
    """

    pool: Model
    own: np.ndarray
    batches: Minibatches

    @property
    def dim(self) -> int:
        """Number of parameters."""
        return self.pool.dim

    def at(self, step: int) -> Model:
        """The model on the samples of `step`."""
        seen = self.batches.indices(step)
        return self.pool.subset(np.take_along_axis(self.own, seen[(None,) * (self.own.ndim - seen.ndim)], axis=-1))


@dataclass(frozen=True, eq=False)
class Judged:
    """Networks along their runs.

    Attributes
    ----------
    dim : int
        Parameters of each.
    step : (records,) int array
        Updates made.
    way : (arms, records) array
        Sum of the rates of these updates.
    train, validation : (2, arms, records, lanes) arrays
        Loss, and share of labels that are predicted, on the run's own digits with the labels it was given.
    test : (2, arms, records, lanes, groups) array
        The same on parts of the test digits, whose labels are true.
    learned : (arms, records, lanes) array
        Share of the training digits with a wrong label for which it is predicted; 0 where there are none.
    """

    dim: int
    step: np.ndarray
    way: np.ndarray
    train: np.ndarray
    validation: np.ndarray
    test: np.ndarray
    learned: np.ndarray


def at(curves: np.ndarray, places: np.ndarray) -> np.ndarray:
    """Value of each lane's curve, ``(records, lanes)``, at places ``(lanes, ...)`` of its own: shaped like these."""
    return curves[places, np.arange(curves.shape[1]).reshape(-1, *(1,) * (places.ndim - 1))]


def labels(seed: int, share: float) -> tuple[np.ndarray, np.ndarray]:
    """Labels of all training digits: true ones, and the same of which a `share` is replaced by another class."""
    true, rng = load("digits").train_targets, np.random.default_rng((seed, 1))
    shift = np.where(rng.random(len(true)) < share, rng.integers(1, 10, len(true)), 0)
    return true, (true + shift) % 10


def digits_pool(seed: int, share: float, hidden: int) -> MLP:
    """A network on three lots, one after the other: training digits with their given labels, with true ones, test."""
    data, (true, given) = load("digits"), labels(seed, share)
    inputs = np.concatenate([data.train_inputs, data.train_inputs, data.test_inputs]).astype(np.float32)
    return MLP(inputs, np.concatenate([given, true, data.test_targets]), (hidden,))


def look(model: MLP, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Loss of each sample and whether its label is predicted, ``(2, ..., count)``; and the prediction."""
    outputs = model.outputs(x)
    said = np.take_along_axis(outputs, model.targets[..., None], axis=-1)[..., 0]
    predicted = outputs.argmax(-1)
    return np.stack([log_sum_exp(outputs) - said, predicted == model.targets]), predicted


@study
def judged(
    lanes: int = 12,
    steps: int = 1200,
    lr: float = 0.2,
    hidden: int = 32,
    share: float = 0.2,
    batch_size: int = 16,
    records: int = 24,
    seed: int = 0,
) -> Judged:
    """Train networks in single precision, each run with its own digits, start and batches, the same in all arms."""
    pool, (true, given) = digits_pool(seed, share, hidden), labels(seed, share)
    order = np.random.default_rng((seed, 2)).permuted(np.tile(np.arange(len(true)), (lanes, 1)), axis=-1)
    # The last arm finds the same digits in the second lot, where labels are true.
    lot = len(true) * np.array([arm == "true labels" for arm in ARMS])[:, None, None]
    own = order[:, : TRAIN + VALIDATION] + lot
    tests = np.broadcast_to(np.arange(2 * len(true), pool.count), (len(ARMS), lanes, pool.count - 2 * len(true)))
    looked_at = pool.subset(np.concatenate([own, tests], axis=-1))
    first = order[:, :TRAIN]
    wrong = (given != true)[first]

    batches = Minibatches(pool.subset(np.arange(TRAIN)), batch_size, seed, lanes=(lanes,))
    falling = cosine(lr, steps)
    rates = np.array([[lr, falling(step), lr] for step in range(steps)])
    optimizer = GradientDescent(lambda step: rates[step][:, None, None])
    start = pool.initialize(seed, batch=(lanes,)).astype(np.float32)
    run = follow(OwnDigits(pool, own[..., :TRAIN], batches), np.tile(start, (len(ARMS), 1, 1)), optimizer, steps)

    step = np.unique([0, steps // 2, *np.geomspace(4, steps, records).round().astype(int)])
    marks, learned = [], []
    for made, (x, _) in enumerate(run):
        if made in step:
            seen, predicted = look(looked_at, x)
            marks.append(seen)
            learned.append(((predicted[..., :TRAIN] == given[first]) & wrong).sum(-1) / np.maximum(wrong.sum(-1), 1))
    train, validation, test = np.split(np.stack(marks, axis=2), [TRAIN, TRAIN + VALIDATION], axis=-1)
    groups = test.reshape(*test.shape[:-1], GROUPS, -1)
    way = np.concatenate([np.zeros((1, len(ARMS))), rates.cumsum(0)])[step].T
    means = (part.mean(-1) for part in (train, validation, groups))
    return Judged(pool.dim, step, way, *means, np.stack(learned, axis=1))
