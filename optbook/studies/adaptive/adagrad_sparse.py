"""Adagrad and gradient descent on features of which each is rarer than the one before."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook import descend
from optbook.data import load
from optbook.models import LogisticRegression
from optbook.noise import Minibatches
from optbook.optimizers import Adagrad, GradientDescent
from optbook.schedules import polynomial
from optbook.study import study

BATCH = 8
"""Samples that a step sees."""


def sparse_model(seed: int = 0) -> LogisticRegression:
    """Logistic regression on the training samples of the made data."""
    data = load("sparse_features", seed=seed)
    return LogisticRegression(data.train_inputs, data.train_targets)


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
    lanes = rates[:, None]
    optimizers = {
        "SGD": GradientDescent(lanes),
        "SGD, falling rate": GradientDescent(polynomial(lanes, 1.0, 0.5)),
        "Adagrad": Adagrad(lanes),
    }
    losses = {name: np.empty((count, seeds)) for name in optimizers}
    for seed in range(seeds):
        model = sparse_model(seed)
        for name, optimizer in optimizers.items():
            seen = Minibatches(model, BATCH, seed)
            run = descend(seen, np.zeros(model.dim), optimizer, seen.epoch_steps, every=seen.epoch_steps)
            losses[name][:, seed] = run.value[-1]
    return Contest(rates, losses)


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
