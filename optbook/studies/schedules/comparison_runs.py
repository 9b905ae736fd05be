"""The methods of five chapters at equal cost: rates chosen on some runs, ends judged on others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook import descend
from optbook.analysis import MedianInterval, median_interval
from optbook.optimizers import LBFGS
from optbook.studies.momentum.comparison import paired
from optbook.studies.schedules.contest import BATCH, DECAYED, MAKERS, STEPS, make, points, problem, rates
from optbook.study import study

TRIES = {"digits network": 5, "softmax": 5, "sparse features": 8, "quadratic": 16}
"""Runs that a rate is chosen by."""

LANES = {"digits network": 24, "softmax": 24, "sparse features": 40, "quadratic": 100}
"""Fresh runs that a method is judged by."""


@dataclass(frozen=True, eq=False)
class Cell:
    """One method on one problem.

    Attributes
    ----------
    grid : (rates,) array
        A factor of two apart.
    tried : (rates,) array
        Median gap at the end of the runs that choose.
    lr : float
        At the `vertex`; 1 where none is asked for.
    gap : (lanes,) array
        At the end of the fresh runs.
    """

    grid: np.ndarray
    tried: np.ndarray
    lr: float
    gap: np.ndarray

    @property
    def margin(self) -> int:
        """Rates between the best and the nearer end of the grid."""
        place = int(self.tried.argmin())
        return min(place, len(self.grid) - 1 - place)

    @property
    def safe(self) -> bool:
        """Whether the two rates an octave from the best of the grid are both within twice its gap."""
        place = int(self.tried.argmin())
        beside = self.tried[max(place - 1, 0) : place + 2]
        return bool((beside < 2 * self.tried.min()).all())

    @property
    def width(self) -> float:
        """Octaves of rates whose gap is within twice the least; between rates of the grid its logarithm is a line."""
        octaves = np.arange(len(self.grid))
        fine = np.linspace(0, octaves[-1], 64 * octaves[-1] + 1)
        gap = np.interp(fine, octaves, np.log2(np.minimum(self.tried, 1e300)))
        return float((gap < gap.min() + 1).sum() / 64)


def vertex(grid: np.ndarray, tried: np.ndarray) -> float:
    """Rate at the vertex of a parabola through the logarithms of the least gap of a grid and of its two neighbors.

    It lies within half an octave of the best rate.  A gap that overflowed counts as a very large one.
    """
    place = int(np.clip(tried.argmin(), 1, len(grid) - 2))
    left, middle, right = np.log2(np.minimum(tried[place - 1 : place + 2], 1e300))
    return float(grid[place] * 2 ** ((left - right) / (left - 2 * middle + right) / 2))


@study
def cell(name: str, method: str, decayed: bool = False, seed: int = 0) -> Cell:
    """Choose the rate of a method on a problem, and run it afresh."""
    case, tries, lanes = problem(name), TRIES[name], LANES[name]
    known, judged = case.seen(tries, 2 * seed), case.seen(lanes, 2 * seed + 1)
    early, late = case.starts(tries, 2 * seed), case.starts(lanes, 2 * seed + 1)

    grid = rates(name, method, decayed)
    wide = np.broadcast_to(early, (len(grid), *early.shape))
    (x,) = points(known, wide, make(name, method, grid[:, None, None], decayed), (STEPS[name],))
    tried = np.median(case.gap(x), axis=-1)
    lr = vertex(grid, tried) if len(grid) > 1 else float(grid[0])
    (x,) = points(judged, late, make(name, method, lr, decayed), (STEPS[name],))
    return Cell(grid, tried, lr, case.gap(x))


@dataclass(frozen=True, eq=False)
class Outcome:
    """All methods on one problem.

    Attributes
    ----------
    constant : dict of name to Cell
        At a constant rate, or without one.
    """

    constant: dict[str, Cell]

    @property
    def best(self) -> str:
        """Method of the least median gap at a constant rate."""
        return min(self.constant, key=lambda method: np.median(self.constant[method].gap))

    def against(self, other: str) -> dict[str, MedianInterval]:
        """Log of each method's gap over that of `other`, run by run; the intervals of all pairs hold at once."""
        theirs = self.constant[other].gap
        return {method: paired(got.gap, theirs, len(self.constant)) for method, got in self.constant.items()}

    def tied(self) -> tuple[str, ...]:
        """Methods that are not worse than the best, the best included."""
        return tuple(method for method, verdict in self.against(self.best).items() if verdict.sign == 0)


@study
def outcome(name: str, seed: int = 0) -> Outcome:
    """Judge all methods on a problem, without a falling rate."""
    return Outcome({method: cell(name, method, False, seed) for method in MAKERS})


@study
def falling(name: str, seed: int = 0) -> dict[str, Cell]:
    """Judge some of them along half a cosine."""
    return {method: cell(name, method, True, seed) for method in DECAYED}


def decay(name: str, seed: int = 0) -> dict[str, MedianInterval]:
    """Log of the gap with a cosine over that at a constant rate, run by run; all hold at once in 95 of 100 cases."""
    return {
        method: median_interval(np.log(got.gap / cell(name, method, False, seed).gap), 1 - 0.05 / len(DECAYED))
        for method, got in falling(name, seed).items()
    }


def with_cosine(name: str, seed: int = 0) -> dict[str, MedianInterval]:
    """Log of the gap with a cosine over that of the best at a constant rate, at the level of the table."""
    table = outcome(name, seed)
    theirs = table.constant[table.best].gap
    return {method: paired(got.gap, theirs, len(table.constant)) for method, got in falling(name, seed).items()}


@study
def course(name: str, method: str, seed: int = 0, count: int = 16) -> tuple[np.ndarray, np.ndarray]:
    """Steps, and the median gap of what a method would return after each of them, at the rate that it is judged by."""
    case, lanes = problem(name), LANES[name]
    looks = np.unique(np.geomspace(1, STEPS[name], count).round().astype(int))
    optimizer = make(name, method, cell(name, method, False, seed).lr)
    found = points(case.seen(lanes, 2 * seed + 1), case.starts(lanes, 2 * seed + 1), optimizer, tuple(looks))
    return looks, np.array([np.median(case.gap(x)) for x in found])


@study
def longer(name: str, method: str, times: int, decayed: bool = False, lanes: int = 8, seed: int = 0) -> float:
    """Median gap of a method that asks for no rate after `times` as many steps, on request along half a cosine."""
    case = problem(name)
    optimizer = make(name, method, 1.0, decayed, times)
    (x,) = points(case.seen(lanes, 2 * seed + 1), case.starts(lanes, 2 * seed + 1), optimizer, (times * STEPS[name],))
    return float(np.median(case.gap(x)))


def first_places(name: str, runs: int, draws: int = 1000, seed: int = 0) -> dict[str, float]:
    """Share of `draws` in which a method is first by the mean gap of `runs` of its runs, drawn with replacement."""
    cells = outcome(name).constant
    gaps = np.stack([got.gap for got in cells.values()])
    picked = np.random.default_rng(seed).integers(gaps.shape[1], size=(draws, runs))
    first = gaps[:, picked].mean(axis=-1).argmin(axis=0)
    return {method: float(np.mean(first == i)) for i, method in enumerate(cells) if (first == i).any()}


def full_batch(name: str) -> tuple[int, float]:
    """Full gradients that a run's budget buys, and the median gap of L-BFGS after as many steps, its search unpaid."""
    case = problem(name)
    steps = STEPS[name] * BATCH // case.objective.count
    run = descend(case.objective, case.starts(LANES[name], 1), LBFGS(case.objective), steps)
    return steps, float(np.median(run.value[-1] - case.least))
