"""What each scheduler mistake costs: small networks on digits, all rates in one batch of runs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook import finish
from optbook.analysis import RatioInterval, ratio_interval
from optbook.data import load
from optbook.models import MLP
from optbook.noise import Minibatches
from optbook.optimizers import HeavyBall
from optbook.studies.schedules.off_by_one_rates import RIGHT, STEPS, cases
from optbook.study import study

EXPONENTS = tuple(range(-4, 1))
"""Peaks that are tried for what was meant, as powers of two."""


def losses(rates: np.ndarray, lanes: int, seed: int) -> np.ndarray:
    """Train networks with 16 hidden units by heavy ball, at rates ``(runs, STEPS)``; losses are ``(runs, lanes)``.

    All runs of a lane meet the same start and samples.
    """
    data = load("digits")
    model = MLP(data.train_inputs, data.train_targets, hidden=(16,))
    optimizer = HeavyBall(lambda step: rates[:, step, None, None], 0.9)
    source = Minibatches(model, 32, seed, lanes=(lanes,))
    x = np.broadcast_to(model.initialize(seed, batch=(lanes,)).astype(np.float32), (len(rates), lanes, model.dim))
    x, _ = finish(source, x, optimizer, STEPS)
    with np.errstate(over="ignore", invalid="ignore"):
        return np.asarray(model.value(x), float)


@study
def peaks(meant: tuple[str, ...] = tuple(RIGHT), lanes: int = 4, seed: int = 0) -> dict[str, tuple[int, bool]]:
    """The best peak of schedules that were meant, as a power of two, and whether the grid goes on at both sides."""
    shapes = np.array([RIGHT[name]() for name in meant])
    tried = (2.0 ** np.array(EXPONENTS)[:, None, None] * shapes).reshape(-1, STEPS)
    log = np.log(losses(tried, lanes, seed)).mean(1).reshape(len(EXPONENTS), len(shapes))
    best = np.nan_to_num(log, nan=np.inf).argmin(0)
    return {
        name: (EXPONENTS[place], bool(0 < place < len(EXPONENTS) - 1)) for name, place in zip(meant, best, strict=True)
    }


@dataclass(frozen=True, eq=False)
class Cost:
    """Loss after a mistake over the loss after what was meant, from the same starts at the same peak.

    Attributes
    ----------
    ratio : RatioInterval
        Geometric mean, with a 95 % interval.
    error : float
        Standard error of the mean logarithm.
    loss : float
        Geometric mean of the loss after the mistake.
    """

    ratio: RatioInterval
    error: float
    loss: float


@study
def costs(names: tuple[str, ...] = tuple(cases()), lanes: int = 10, seed: int = 0) -> dict[str, Cost]:
    """Train with mistakes and with what was meant, on starts and samples that did not choose the peak."""
    wrong = {name: cases()[name] for name in names}
    meant = tuple(name for name in RIGHT if any(case.right == name for case in wrong.values()))
    best = peaks(meant, seed=seed)
    runs = [2.0 ** best[name][0] * RIGHT[name]() for name in meant]
    runs += [2.0 ** best[case.right][0] * case.rates for case in wrong.values()]
    log = np.log(losses(np.array(runs), lanes, seed + 1000))
    right, found = dict(zip(meant, log, strict=False)), {}
    for (name, case), each in zip(wrong.items(), log[len(meant) :], strict=True):
        apart = each - right[case.right]
        error = float(apart.std(ddof=1) / np.sqrt(lanes))
        found[name] = Cost(ratio_interval(apart), error, float(np.exp(each.mean())))
    return found
