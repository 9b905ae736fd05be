"""Adagrad and gradient descent on features of which each is rarer than the one before."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from optbook import descend
from optbook.data import load
from optbook.models import LogisticRegression
from optbook.noise import Minibatches
from optbook.optimizers import Adagrad, GradientDescent
from optbook.protocols import Objective, Optimizer
from optbook.schedules import polynomial
from optbook.study import study

BATCH = 8
"""Samples that a step sees."""


def sparse_model(seed: int = 0) -> LogisticRegression:
    """Logistic regression on the training samples of the made data."""
    data = load("sparse_features", seed=seed)
    return LogisticRegression(data.train_inputs, data.train_targets)


@dataclass(frozen=True, eq=False)
class Passes(Objective):
    """One pass over the made data of each of some seeds: points are ``(..., seeds, dim)``, a lane for each seed.

    Every lane has data and an order of its own, those of `Minibatches` with its seed.
    """

    seeds: range

    @cached_property
    def models(self) -> tuple[LogisticRegression, ...]:
        """The model of each seed."""
        return tuple(sparse_model(seed) for seed in self.seeds)

    @cached_property
    def whole(self) -> LogisticRegression:
        """The model on the data of all seeds, one after the other."""
        inputs, targets = ([getattr(model, name) for model in self.models] for name in ("inputs", "targets"))
        return LogisticRegression(np.concatenate(inputs), np.concatenate(targets))

    @cached_property
    def batches(self) -> np.ndarray:
        """Rows of the whole data that each step shows to each lane: ``(steps, seeds, BATCH)``."""
        count = self.models[0].count
        lanes = [Minibatches(model, BATCH, seed) for model, seed in zip(self.models, self.seeds, strict=True)]
        orders = [[lane.indices(step) for step in range(lane.epoch_steps)] for lane in lanes]
        return np.stack([count * place + np.array(order) for place, order in enumerate(orders)], axis=1)

    @property
    def dim(self) -> int:
        """Number of features."""
        return self.whole.dim

    def at(self, step: int) -> LogisticRegression:
        """What each lane sees at `step`."""
        return self.whole.subset(self.batches[step])

    def value(self, x: np.ndarray) -> np.ndarray:
        """Mean loss of each lane on its own data: ``(..., seeds, dim) -> (..., seeds)``."""
        return np.stack([model.value(x[..., lane, :]) for lane, model in enumerate(self.models)], axis=-1)

    def grad(self, x: np.ndarray) -> np.ndarray:
        """Gradient of `value` in each lane: ``(..., seeds, dim) -> (..., seeds, dim)``."""
        return np.stack([model.grad(x[..., lane, :]) for lane, model in enumerate(self.models)], axis=-2)

    def losses(self, optimizer: Optimizer) -> np.ndarray:
        """Mean losses after the pass, from zero, ``(..., seeds)``."""
        steps, start = len(self.batches), np.zeros((len(self.seeds), self.dim))
        return descend(self, start, optimizer, steps, every=steps).value[-1]


@dataclass(frozen=True, eq=False)
class Contest:
    """One pass over the sparse data, eight samples a step, at a grid of rates.

    Attributes
    ----------
    rates : (rates,) array
    losses : dict of str to (rates, seeds) array
        Mean loss over the training samples after the pass.
    """

    rates: np.ndarray
    losses: dict[str, np.ndarray]

    def best(self, name: str) -> int:
        """Place in the grid of the rate with the least mean loss."""
        return int(self.losses[name].mean(1).argmin())

    def lead(self, name: str, rival: str) -> tuple[float, float]:
        """Mean by which `rival` ends above `name`, each at its best rate, and its standard error: seeds are paired."""
        gaps = self.losses[rival][self.best(rival)] - self.losses[name][self.best(name)]
        return float(gaps.mean()), float(gaps.std(ddof=1) / np.sqrt(len(gaps)))


@study
def contest(seeds: int = 8, count: int = 13) -> Contest:
    """Run Adagrad and gradient descent, at a constant rate and at one that falls like ``1 / sqrt(1 + t)``.

    Each seed makes data and an order of its own; all methods and rates meet the same.
    """
    rates = np.geomspace(0.03, 300, count)
    lanes = rates[:, None, None]
    optimizers = {
        "SGD": GradientDescent(lanes),
        "SGD, falling rate": GradientDescent(polynomial(lanes, 1.0, 0.5)),
        "Adagrad": Adagrad(lanes),
    }
    seen = Passes(range(seeds))
    return Contest(rates, {name: seen.losses(optimizer) for name, optimizer in optimizers.items()})


@dataclass(frozen=True, eq=False)
class Rare:
    """Effective rates of Adagrad after the pass, by how often a feature was there.

    Attributes
    ----------
    lr : float
    present : (features,) array
        Number of samples that had the feature.
    rate : (features,) array
        Rate over the root of the sum of squares.
    square : float
        Sum of all squares over the number of times that a feature was there.
    """

    lr: float
    present: np.ndarray
    rate: np.ndarray
    square: float


@study
def rare(lr: float = 1.0, seed: int = 0) -> Rare:
    """Run Adagrad once through the data and read off what divides its steps."""
    model, total = sparse_model(seed), 0.0
    seen, optimizer = Minibatches(model, BATCH, seed), Adagrad(lr)
    x = descend(seen, np.zeros(model.dim), optimizer, seen.epoch_steps).x
    for step in range(seen.epoch_steps):
        total = total + seen.at(step).grad(x[step]) ** 2
    present = model.inputs.sum(0)
    return Rare(lr, present, lr / np.sqrt(total), float(total.sum() / present.sum()))
