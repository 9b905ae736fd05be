"""A rule that cuts the rate when the loss stops falling, on the noisy quadratic: a controller and not a schedule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from optbook.analysis import MedianInterval, best_inside, median_interval
from optbook.noise import Noisy
from optbook.studies.noise.contest import CURVATURES, SIGMA, task
from optbook.studies.schedules.decay_quadratic import NAMES, STEPS, runs
from optbook.study import study

RULES = tuple((factor, patience) for factor in (0.5, 0.1) for patience in (2, 4, 8))
"""Factors of a cut, and how many windows without progress are let pass before one."""

FIRST = 2.0 ** np.arange(-6, -0.9, 0.5)
"""First rates that are tried, half an octave apart."""

WINDOW = 20
"""Updates between two decisions."""

CHOOSING = 80
"""Runs, the first ones, by which the first rate is chosen; the others judge."""


class PlateauState(NamedTuple):
    """What the rule remembers, a number a lane."""

    least: np.ndarray
    """Least loss so far."""
    waited: np.ndarray
    """Windows in a row without progress."""
    scale: np.ndarray
    """Product of all cuts: the rate over the first one."""


@dataclass(frozen=True, eq=False)
class Plateau:
    """Cut the rate when the loss has not fallen for more than `patience` windows.

    The names and the comparison are those of torch's ``ReduceLROnPlateau``.

    Parameters
    ----------
    factor, patience : array_like
        They broadcast against the losses.
    threshold : float
        Share of the least loss by which a new one must lie below it.
    """

    factor: np.ndarray
    patience: np.ndarray
    threshold: float = 1e-4

    def init(self, loss: np.ndarray) -> PlateauState:
        """State before the first window of losses shaped like `loss`."""
        return PlateauState(np.full_like(loss, np.inf), np.zeros_like(loss), np.ones_like(loss))

    def update(self, loss: np.ndarray, state: PlateauState) -> PlateauState:
        """Take in the loss of a window."""
        falls = loss < state.least * (1 - self.threshold)
        waited = np.where(falls, 0, state.waited + 1)
        cut = waited > self.patience
        scale = np.where(cut, self.factor, 1) * state.scale
        return PlateauState(np.where(falls, loss, state.least), np.where(cut, 0, waited), scale)


@dataclass(frozen=True, eq=False)
class PlateauRuns:
    """Runs under each rule at each first rate, with the starts and the noise of `runs`.

    Attributes
    ----------
    gap : (rules, rates, lanes) array
        At the end.
    scale : (rules, rates, lanes) array
        Rate over the first one, at the end.
    first : (rules, rates, lanes) int array
        Updates before the first cut; as many as there are in all, where none came.
    """

    gap: np.ndarray
    scale: np.ndarray
    first: np.ndarray

    def places(self) -> list[int]:
        """Place of the best first rate of each rule by the mean of the runs that choose; never at an edge."""
        return [best_inside(row)[0] for row in self.gap[..., :CHOOSING].mean(-1)]

    def judged(self, rule: tuple[float, int]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Gap, scale and first cut of a rule at its best first rate, of the runs that judge, ``(runs,)`` each."""
        row = RULES.index(rule)
        return tuple(each[row, self.places()[row], CHOOSING:] for each in (self.gap, self.scale, self.first))


@study
def plateau_runs(lanes: int = 200, seed: int = 0, steps: int = STEPS, window: int = WINDOW) -> PlateauRuns:
    """Give the rule the mean of the exact gap over each window: no run could tell it more."""
    shape = len(RULES), len(FIRST), lanes
    rule = Plateau(*(np.array(column)[:, None, None] for column in zip(*RULES, strict=True)))
    seen = Noisy(task("quadratic").objective, SIGMA, 2 * seed + 1, lanes=(lanes,))
    start = np.random.default_rng(seed).normal(size=(lanes, len(CURVATURES)))
    x, state = np.broadcast_to(start, (*shape, len(CURVATURES))), rule.init(np.zeros(shape))
    first, total = np.full(shape, steps), np.zeros(shape)
    rates = FIRST[:, None] * state.scale
    for step in range(steps):
        # The quadratic lies along the axes: a product with its curvatures takes less than one with its matrix.
        x = x - rates[..., None] * (CURVATURES * x + seen.draws(step, start))
        total += (x * x) @ CURVATURES / 2
        if (step + 1) % window == 0:
            state = rule.update(total / window, state)
            first = np.where((state.scale < 1) & (first == steps), step + 1, first)
            rates, total = FIRST[:, None] * state.scale, np.zeros(shape)
    return PlateauRuns((x * x) @ CURVATURES / 2, state.scale, first)


def compare(rule: tuple[float, int], other: str, seed: int = 0) -> MedianInterval:
    """Logarithm of the ratio of the last gaps, run by run, to a schedule of `NAMES` with the same starts and noise.

    The intervals of all rules against one schedule hold at once.
    """
    gap, _, _ = plateau_runs(seed=seed).judged(rule)
    rival = runs(seed=seed).gap[NAMES.index(other), -1, CHOOSING : CHOOSING + len(gap)]
    return median_interval(np.log(gap) - np.log(rival), 1 - 0.05 / len(RULES))
