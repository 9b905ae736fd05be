"""Schedule-Free runs against rates that fall, at equal cost: logistic regression, and networks on digits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook import follow
from optbook.analysis import RatioInterval, best_inside, ratio_interval
from optbook.data import load
from optbook.models import MLP, Model
from optbook.noise import Minibatches
from optbook.optimizers import AdamW, GradientDescent, ScheduleFree, ScheduleFreeAdamW
from optbook.protocols import Optimizer, Rate
from optbook.schedules import warmup_stable_decay
from optbook.studies.schedules.rate_free_runs import problem, solution
from optbook.study import study

STEPS = {"logistic": 1000, "digits": 200}
"""Updates of each run of the contests."""

RATES = {"logistic": tuple(2.0**k for k in range(-5, 5)), "digits": tuple(2.0**k for k in range(-8, -1))}
"""Rates, or peaks of a rate that falls, that every method is tried at."""

METHODS = {
    "logistic": ("constant", "linear", "averaged", "free, 1/2", "free"),
    "digits": ("AdamW, constant", "AdamW, linear", "AdamW, free"),
}
"""The first falls not, the second falls along a straight line, and is what the others are held against."""


def method(name: str, lr: Rate, steps: int) -> Optimizer:
    """One of the methods; what falls is at zero after `steps`."""
    fall = warmup_stable_decay(lr, 0, 0, steps)
    return {
        "constant": lambda: GradientDescent(lr),
        "linear": lambda: GradientDescent(fall),
        "averaged": lambda: ScheduleFree(lr, beta=0.0),
        "free, 1/2": lambda: ScheduleFree(lr, beta=0.5),
        "free": lambda: ScheduleFree(lr),
        "free, falling": lambda: ScheduleFree(fall),
        "AdamW, constant": lambda: AdamW(lr),
        "AdamW, linear": lambda: AdamW(fall),
        "AdamW, free": lambda: ScheduleFreeAdamW(lr, weight_decay=0.01),
    }[name]()


def task(place: str, lanes: int, seed: int) -> tuple[Model, np.ndarray, int, float]:
    """A model, starts, samples a step, and the least value; zero for networks."""
    if place == "logistic":
        return problem(), np.zeros((lanes, problem().dim)), 16, solution()[1]
    data = load("digits")
    model = MLP(data.train_inputs, data.train_targets, hidden=(16,))
    return model, model.initialize(seed, batch=(lanes,)).astype(np.float32), 32, 0.0


@dataclass(frozen=True, eq=False)
class Paths:
    """Values above the least one, at the points kept.

    Attributes
    ----------
    step : (kept,) int array
    y, x, z : (kept, settings, lanes) arrays
        Where gradients are taken, at the average, and at the iterate of the underlying descent; for other methods all
        are the iterate.
    """

    step: np.ndarray
    y: np.ndarray
    x: np.ndarray
    z: np.ndarray


def left(model: Model, x: np.ndarray) -> np.ndarray:
    """Value at each point in double precision; inf or nan where a run has gone away."""
    with np.errstate(over="ignore", invalid="ignore"):
        return np.asarray(model.value(x), float)


@study
def train(
    place: str, name: str, rates: tuple[float, ...], lanes: int, seed: int = 0, steps: int = 0, every: int = 0
) -> Paths:
    """Run a method at each of `rates`; all meet the same starts and samples.  Keep the last, or each `every`-th."""
    model, starts, batch, least = task(place, lanes, seed)
    steps = steps or STEPS[place]
    source, x = Minibatches(model, batch, seed, lanes=(lanes,)), np.broadcast_to(starts, (len(rates), *starts.shape))
    optimizer = method(name, np.array(rates, dtype=x.dtype)[:, None, None], steps)
    kept, rows = [], []
    for step, (y, state) in enumerate(follow(source, x, optimizer, steps)):
        if step == steps or (every and step and step % every == 0):
            kept.append(step)
            points = (y, getattr(state, "average", y), getattr(state, "z", y))
            rows.append([left(model, point) - least for point in points])
    return Paths(np.array(kept), *np.moveaxis(np.array(rows), 1, 0))


def rate_row(place: str, name: str, seed: int = 0) -> np.ndarray:
    """Geometric means of what is left at the point to evaluate, at each rate, ``(rates,)``."""
    lanes = 8 if place == "logistic" else 5
    left = train(place, name, RATES[place], lanes, seed, STEPS[place]).x[-1]
    return np.exp(np.nan_to_num(np.log(left), nan=np.inf).mean(1))


@dataclass(frozen=True, eq=False)
class Contest:
    """Each method at its best rate, on starts and samples that did not choose it.

    Attributes
    ----------
    rate : dict of str to float
        Best rates; `best_inside` refuses one at the edge of the grid.
    left, left_at_y : dict of str to float
        Geometric mean of what is left at the point to evaluate, and where gradients are taken.
    ratio : dict of str to RatioInterval
        Over that of the rate that falls along a straight line, with a 95 % interval for the geometric mean.
    """

    rate: dict[str, float]
    left: dict[str, float]
    left_at_y: dict[str, float]
    ratio: dict[str, RatioInterval]

    def verdict(self, name: str) -> str:
        """How a method stands to the rate that falls: a tie where the interval holds one."""
        return self.ratio[name].verdict


@study
def contest(place: str, lanes: int = 16, seed: int = 0) -> Contest:
    """Choose each method's rate on some runs, and compare on others."""
    names = METHODS[place]
    rate = {name: RATES[place][best_inside(rate_row(place, name, seed))[0]] for name in names}
    runs = {name: train(place, name, (rate[name],), lanes, seed + 1000) for name in names}
    logs = {name: np.log(run.x[-1, 0]) for name, run in runs.items()}
    ratio = {name: ratio_interval(log - logs[names[1]]) for name, log in logs.items()}
    left = {name: float(np.exp(log.mean())) for name, log in logs.items()}
    at_y = {name: float(np.exp(np.log(run.y[-1, 0]).mean())) for name, run in runs.items()}
    return Contest(rate, left, at_y, ratio)


@study
def ends_of_decays(lengths: tuple[int, ...] = (125, 250, 500, 1000, 2000), seed: int = 0) -> np.ndarray:
    """What gradient descent leaves whose rate is zero at the end of each length, at its best peak, ``(lengths,)``."""
    rows = [train("logistic", "linear", RATES["logistic"], 8, seed, steps).x[-1] for steps in lengths]
    return np.array([np.exp(np.nan_to_num(np.log(row), nan=np.inf).mean(1)).min() for row in rows])
