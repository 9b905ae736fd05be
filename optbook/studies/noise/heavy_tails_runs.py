"""Runs under heavy-tailed noise, with and without clipping, and the bias that clipping brings."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.random import Generator
from scipy.special import lambertw
from scipy.stats import norm, t

from optbook import Trajectory, descend, finish
from optbook.noise import Law, Noisy, StudentT, normal
from optbook.objectives import Quadratic
from optbook.optimizers import Clipped, GradientDescent
from optbook.studies.noise.stochastic_gradients import START, bowl
from optbook.study import study

DEGREES = 1.5
"""Degrees of freedom of the example: a mean, but no variance."""

NORM = 2.0
"""Longest gradient that the clipped runs let through."""


FREE = np.finfo(float).max
"""Norm that lets every gradient through as it is."""


def unit_bowl() -> Quadratic:
    """The curve ``x^2 / 2``."""
    return Quadratic(np.eye(1))


def tail_run(clipped: bool, lr: float = 0.1, lanes: int = 4000, steps: int = 100, seed: int = 0) -> Trajectory:
    """SGD on ``x1^2 + 2 x2^2`` with Student noise of `DEGREES` in each coordinate; both kinds meet the same noise."""
    run, kind = tail_runs(lr, lanes, steps, seed), int(clipped)
    return Trajectory(run.x[:, kind], run.value[:, kind], run.diverged[kind], run.step)


@study
def tail_runs(lr: float, lanes: int, steps: int, seed: int) -> Trajectory:
    """Both kinds, the clipped runs behind the others."""
    noisy = Noisy(bowl(), 1.0, seed, StudentT(DEGREES), lanes=(lanes,))
    starts, norms = np.broadcast_to(START, (2, lanes, 2)), np.array([FREE, NORM])[:, None, None]
    return descend(noisy, starts, Clipped(GradientDescent(lr), norms), steps)


def percentile_interval(values: np.ndarray, share: float, z: float = 5.0) -> np.ndarray:
    """Two order statistics, `z` standard errors of a count off the one at `share`: ``(2,)``."""
    count = len(values)
    off = z * np.sqrt(count * share * (1 - share))
    ranks = np.clip([np.floor(count * share - off), np.ceil(count * share + off)], 0, count - 1).astype(int)
    return np.sort(values)[ranks]


LAWS: dict[tuple[str, ...], Law] = {
    ("normal",): normal,
    ("student",): StudentT(DEGREES),
    ("cauchy", "clipped"): StudentT(1),
}
"""Noise of the sweep over rates, by the kinds of runs that meet it; the last kind is clipped at 1."""


@dataclass(frozen=True, eq=False)
class Rates:
    """99th percentile of the distance to the minimum of ``x^2 / 2``, against the rate.

    Attributes
    ----------
    steps : int
    lr : (rates,) array
    distance : dict of (rates, lanes) arrays
        At the end of each run, for each kind of `LAWS`.
    theory : dict of (rates,) arrays
        Exact for normal and Cauchy noise, to first order in the rate when clipped, and by the rule of the single jump
        for Student noise.
    """

    steps: int
    lr: np.ndarray
    distance: dict[str, np.ndarray]
    theory: dict[str, np.ndarray]


@study
def rates(lanes: int = 1500, steps: int = 200, seed: int = 0) -> Rates:
    """Sweep five rates, which meet the same noise.

    In `steps` steps all but 2 percent of the start is forgotten at the smallest.
    """
    lr = np.geomspace(0.02, 0.5, 5)
    distance = {}
    for kinds, law in LAWS.items():
        noisy = Noisy(unit_bowl(), 1.0, seed, law, lanes=(lanes,))
        norms = np.array([1.0 if kind == "clipped" else FREE for kind in kinds])[:, None, None, None]
        optimizer = Clipped(GradientDescent(lr[:, None, None]), norms)
        x, _ = finish(noisy, np.zeros((len(kinds), len(lr), lanes, 1)), optimizer, steps)
        distance |= dict(zip(kinds, np.abs(x[..., 0]), strict=True))
    z = norm.isf(0.005)
    theory = {
        "normal": z * np.sqrt(lr / (2 - lr)),
        "student": lr * t.isf(0.005 * (1 - (1 - lr) ** DEGREES), DEGREES),
        "cauchy": np.full(len(lr), t.isf(0.005, 1)),
        "clipped": z * np.sqrt(2 * lr / np.pi),
    }
    return Rates(steps, lr, distance, theory)


@cache
def late_squares(degrees: float, lanes: int, lr: float = 0.4, seed: int = 0) -> np.ndarray:
    """Squared distance on ``x^2 / 2`` after 20 steps, when less than 1e-4 of the past is left: ``(lanes,)``."""
    noisy = Noisy(unit_bowl(), 1.0, seed, StudentT(degrees))
    return finish(noisy, np.zeros((lanes, 1)), GradientDescent(lr), 20)[0][:, 0] ** 2


def skewed(rng: Generator, shape: tuple[int, ...]) -> np.ndarray:
    """Exponential noise shifted to mean 0: mostly a little below, seldom far above."""
    return rng.standard_exponential(shape) - 1


SIDES = 1 + float(lambertw(-2 * np.exp(-2)).real) / 2
"""Solution of ``1 - c = exp(-2 c)``: for a smaller norm both sides of the noise are clipped."""


def clipped_rest(norm: np.ndarray) -> np.ndarray:
    """Where clipped descent on ``x^2 / 2`` with `skewed` noise comes to rest: zero of its mean clipped gradient.

    The gradient is ``x - 1 + e`` with an exponential ``e``.  If only large ones are clipped, at ``c >= SIDES``, its
    mean is ``x - exp(x - 1 - c)``; otherwise it is ``2 exp(x - 1) sinh(c) - c``.
    """
    norm = np.asarray(norm, dtype=float)
    one_side = -lambertw(-np.exp(-(1 + norm))).real
    with np.errstate(over="ignore"):
        both_sides = 1 + np.log(norm) - norm - np.log1p(-np.exp(-2 * norm))
    return np.where(norm >= SIDES, one_side, both_sides)


@dataclass(frozen=True, eq=False)
class Bias:
    """Where clipped runs with asymmetric noise come to rest.

    Attributes
    ----------
    lr : float
    norm, mean, error, rest : (norms,) arrays
        Clipping norm, mean over lanes of the last iterate, its standard error, and the closed form.
    spread : (norms,) array
        Standard deviation over lanes.
    """

    lr: float
    norm: np.ndarray
    mean: np.ndarray
    error: np.ndarray
    spread: np.ndarray
    rest: np.ndarray


@study
def bias(lr: float = 0.01, lanes: int = 400, steps: int = 2500, seed: int = 0) -> Bias:
    """Run six norms from the minimum 0, with the same noise."""
    norms = np.array([0.25, 0.5, 1.0, 1.5, 2.5, 4.0])
    optimizer = Clipped(GradientDescent(lr), norms[:, None, None])
    noisy = Noisy(unit_bowl(), 1.0, seed, skewed, lanes=(lanes,))
    x = finish(noisy, np.zeros((6, lanes, 1)), optimizer, steps)[0][..., 0]
    spread = x.std(1, ddof=1)
    return Bias(lr, norms, x.mean(1), spread / np.sqrt(lanes), spread, clipped_rest(norms))
