"""What falling rates, averages, larger batches and reshuffling buy at an equal number of gradients."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import combinations

import numpy as np

from optbook.analysis import MedianInterval, median_interval
from optbook.claims import Evidence, claim
from optbook.studies.noise.contest import (
    AVERAGES,
    BUDGET,
    CURVATURES,
    EPOCHS,
    FALLING,
    METHODS,
    PROBLEMS,
    SAMPLING,
    SIGMA,
    ends,
    expected_gaps,
    expected_rate,
    gap,
    task,
    tune,
)
from optbook.study import study

TRIES = 8
"""Runs by which a rate is chosen where none is known in expectation."""

LANES = {"quadratic": 200, "least squares": 128, "digits": 48}
"""Runs that a method is judged by."""


def methods_of(name: str) -> tuple[str, ...]:
    """The methods that a problem allows: the quadratic has no samples that could be shuffled."""
    return tuple(method for method in METHODS if name != "quadratic" or method != "reshuffling")


def groups(name: str) -> tuple[tuple[str, ...], ...]:
    """The methods of a problem, those together that run side by side."""
    apart = tuple((method,) for method in SAMPLING if method in methods_of(name))
    return (("constant", *AVERAGES), FALLING, *apart)


def best_rate(name: str, method: str, seed: int = 0) -> float:
    """Rate times the curvature: of the least expected gap on the quadratic, of the least median gap elsewhere."""
    if name == "quadratic":
        return expected_rate(method)
    return _best_rates(name, next(group for group in groups(name) if method in group), seed)[method]


@cache
def _best_rates(name: str, methods: tuple[str, ...], seed: int) -> dict[str, float]:
    def median_gaps(lr: np.ndarray) -> np.ndarray:
        found = ends(name, dict(zip(methods, lr, strict=True)), TRIES, 2 * seed)
        return np.stack([np.median(gap(task(name), x), axis=-1) for x in found.values()])

    return dict(zip(methods, map(float, tune(median_gaps, len(methods))), strict=True))


@dataclass(frozen=True, eq=False)
class Outcome:
    """Fresh runs of all methods on one problem, each at its best rate.

    Attributes
    ----------
    lr : dict of name to float
        Rate times the curvature.
    gap : dict of name to (lanes,) array
        At the end.
    test : dict of name to (lanes,) array
        Loss on the test samples; empty where there are none.
    """

    lr: dict[str, float]
    gap: dict[str, np.ndarray]
    test: dict[str, np.ndarray]

    def compare(self, method: str, other: str = "constant", test: bool = False) -> MedianInterval:
        """Logarithm of the ratio of gaps, or of test losses, run by run; the intervals of all pairs hold at once."""
        found = self.test if test else self.gap
        with np.errstate(invalid="ignore"):
            ratio = np.log(found[method]) - np.log(found[other])
        pairs = len(found) * (len(found) - 1) / 2
        return median_interval(np.where(np.isnan(ratio), 0.0, ratio), 1 - 0.05 / pairs)

    def ties(self, test: bool = False) -> tuple[str, ...]:
        """Pairs of methods of which neither is better."""
        return tuple(f"{a} and {b}" for a, b in combinations(self.gap, 2) if not self.compare(a, b, test).sign)


def outcome(name: str, seed: int = 0) -> Outcome:
    """Judge all methods on a problem."""
    return _outcome(name, seed)


@study
def _outcome(name: str, seed: int) -> Outcome:
    case = task(name)
    lr = {method: best_rate(name, method, seed) for method in methods_of(name)}
    found = {}
    for methods in groups(name):
        found |= ends(name, {method: np.array([lr[method]]) for method in methods}, LANES[name], 2 * seed + 1)
    gaps = {method: gap(case, found[method][0]) for method in lr}
    test = {method: case.test.value(found[method][0]) for method in lr} if case.test is not None else {}
    return Outcome(lr, gaps, test)


def bound(budget: int | np.ndarray = BUDGET, sigma: float = SIGMA) -> np.ndarray:
    r"""Expected gap on the quadratic that no use of `budget` noisy gradients undercuts.

    A gradient at a known point tells the minimum along an axis with an error of variance ``sigma^2 / lambda^2``,
    whatever the point.  Before, its variance is 1; after ``N`` of them no linear estimate has less than
    ``1 / (1 + N lambda^2 / sigma^2)``.
    """
    told = np.asarray(budget)[..., None] * (CURVATURES / sigma) ** 2
    return (CURVATURES / (1 + told)).sum(axis=-1) / 2


def at_rest(lr: float, curvature: np.ndarray, sigma: float, memory: float) -> np.ndarray:
    r"""Variance of a leaky average of the iterates at rest.

    The iterates have the variance :math:`v = \eta\sigma^2 / (\lambda (2 - \eta\lambda))` and, ``k`` steps apart, the
    correlation :math:`\rho^k` with :math:`\rho = 1 - \eta\lambda`; the average has
    :math:`v \, \frac{1 - \gamma}{1 + \gamma} \cdot \frac{1 + \gamma\rho}{1 - \gamma\rho}`.
    """
    rho = 1 - lr * curvature
    v = lr * sigma**2 / (curvature * (2 - lr * curvature))
    return v * (1 - memory) / (1 + memory) * (1 + memory * rho) / (1 - memory * rho)


def shuffled_share(rho: float, steps: int) -> float:
    r"""Variance at the end of an epoch of `steps` with reshuffling, over that with replacement.

    A component that keeps the share ``rho`` at each step weighs the error made ``k`` steps ago by ``rho^k``.  In a sum
    of weighted draws without replacement a weight counts only by its distance from the mean of the weights:
    :math:`\frac{m}{m - 1} \left( 1 - \frac{(\sum \rho^k)^2}{m \sum \rho^{2k}} \right)`.  Epochs are independent.
    """
    weights = rho ** np.arange(steps)
    return float(steps / (steps - 1) * (1 - weights.sum() ** 2 / (steps * (weights**2).sum())))


def memories() -> np.ndarray:
    """Memory of each direction of least squares at the best constant rate, ``1 / (lr * lambda)`` steps, in epochs."""
    case = task("least squares")
    lr = best_rate("least squares", "constant") / case.curvature
    curvatures = np.linalg.eigvalsh(case.objective.hess(np.zeros(case.objective.dim)))
    return EPOCHS["least squares"] / (lr * curvatures * case.steps)


def shuffled_runs(rho: float, steps: int, epochs: int, lanes: int, seed: int) -> np.ndarray:
    """A component at the end of the last epoch, over its standard deviation at rest with replacement, ``(lanes,)``."""
    rng = np.random.default_rng(seed)
    errors = rng.exponential(size=steps)
    errors = (errors - errors.mean()) / errors.std()
    weights, z = rho ** np.arange(steps)[::-1], np.zeros(lanes)
    for _ in range(epochs):
        z = rho**steps * z + rng.permuted(np.broadcast_to(errors, (lanes, steps)), axis=-1) @ weights
    return z * np.sqrt(1 - rho**2)


@claim
def expected_gaps_are_what_runs_give(seed: int = 0) -> Evidence:
    """On the noisy quadratic, each of seven methods at its best rate, the mean gap of runs is within five standard
    errors of what the recursion for second moments gives.
    """
    found, measured = outcome("quadratic", seed), {}
    for method, ran in found.gap.items():
        error = ran.std(ddof=1) / np.sqrt(len(ran))
        theory = expected_gaps(method, found.lr[method])[-1]
        measured[f"{method}: standard errors off"] = float((ran.mean() - theory) / error)
    return Evidence(max(map(abs, measured.values())) < 5, measured)


@claim
def no_method_undercuts_the_bound() -> Evidence:
    r"""At each of 16 rates and four budgets, the expected gap of each of seven methods on the quadratic is at least
    $\sum \tfrac12 \lambda / (1 + N \lambda^2 / \sigma^2)$ for $N$ gradients.
    """
    rates, least = 2.0 ** np.arange(-14, 2), {}
    for method in methods_of("quadratic"):
        budgets = (64, 256, 1024, 2048)
        ratios = [expected_gaps(method, rates, budget)[-1].min() / bound(budget) for budget in budgets]
        least[f"{method}: least gap over the bound"] = float(min(ratios))
    return Evidence(min(least.values()) >= 1, least)


@claim
def a_leaky_average_rests_where_its_closed_form_says() -> Evidence:
    r"""At a constant rate a leaky average of the iterates that keeps the share $\gamma$ comes to rest, along an axis,
    with $\frac{1 - \gamma}{1 + \gamma} \cdot \frac{1 + \gamma\rho}{1 - \gamma\rho}$ of their variance, where
    $\rho = 1 - \eta\lambda$.
    """
    steps, measured, worst = 6000, {}, 0.0
    for lr, curvature in ((0.5, 1.0), (0.1, 1.0), (0.02, 0.5)):
        found = expected_gaps("moving average", lr, steps, 0.7, np.array([curvature]), start=0.0)[-1]
        theory = curvature * at_rest(lr, curvature, 0.7, 1 - 10 / steps) / 2
        worst = max(worst, abs(float(found / theory) - 1))
        measured[f"rate {lr:g}, curvature {curvature:g}: share of the variance left"] = float(
            at_rest(lr, curvature, 0.7, 1 - 10 / steps) / at_rest(lr, curvature, 0.7, 0.0)
        )
    # The average has forgotten its start up to e^-10, and its variance up to e^-20.
    return Evidence(worst < 1e-6, measured | {"largest miss, relative": worst})


@claim
def falling_rates_and_averages_beat_a_constant_rate(seed: int = 0) -> Evidence:
    """On the quadratic and on least squares, each of the three falling rates and of the two averages ends lower than
    the constant rate, all at their best rates: the paired interval of the ratio lies below one.
    """
    measured, holds = {}, True
    for name in PROBLEMS[:2]:
        for method in (*FALLING, *AVERAGES):
            found = outcome(name, seed).compare(method)
            holds &= found.sign < 0
            measured[f"{method}, {name}: ratio at most"] = float(np.exp(found.high))
    return Evidence(holds, measured)


@claim
def reshuffling_takes_out_what_outlives_an_epoch(seed: int = 0) -> Evidence:
    r"""A component that keeps the share $\rho$ at each step ends an epoch of $m$ steps with the share
    $\frac{m}{m - 1} \bigl( 1 - (\sum_{k<m} \rho^k)^2 / (m \sum_{k<m} \rho^{2k}) \bigr)$ of the variance that draws with
    replacement leave it.  Runs agree within five standard errors, for memories from a tenth of an epoch to ten epochs.
    """
    steps, lanes, measured, worst = 50, 2000, {}, 0.0
    for memory in (0.1, 1.0, 10.0):
        rho = 1 - 1 / (memory * steps)
        # After five memories the first epochs have left e^-10 of the variance.
        found = shuffled_runs(rho, steps, max(2, int(5 * memory)), lanes, seed)
        theory, square = shuffled_share(rho, steps), found**2
        worst = max(worst, abs(float((square.mean() - theory) / (square.std() / np.sqrt(lanes)))))
        measured[f"memory of {memory:g} epochs: share left"] = float(square.mean())
        measured[f"memory of {memory:g} epochs: theory"] = theory
    return Evidence(worst < 5, measured | {"most standard errors off": worst})
