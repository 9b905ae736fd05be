"""Methods with memory at equal cost: steps on four problems, each method tuned, and the same with noise."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import combinations

import numpy as np

from optbook import descend
from optbook.analysis import MedianInterval, median_interval
from optbook.claims import Evidence, claim
from optbook.noise import Noisy
from optbook.objectives import Quadratic
from optbook.optimizers import ConjugateGradient, RestartedGradient
from optbook.studies.descent.counting import arrive_counting
from optbook.studies.momentum.contest import (
    CURVATURES,
    METHODS,
    Problem,
    arrivals,
    gaps,
    make,
    problem,
    settled,
    tuned,
    tuned_to,
)
from optbook.studies.momentum.noisy_contest import LINEAR, exact, last_gap, noisy
from optbook.study import study

YARDSTICK = "conjugate gradients"
"""Chooses its own steps by a search, and pays for the points of it."""

SIGMAS = (0.0, 0.01, 0.03, 0.1, 0.3)
"""Noise on the quadratic."""


SHARES = (1e-4, 1e-5, 1e-6, 1e-7, 1e-8)
"""Gaps to reach, over the first, for which the best memory is sought."""


@dataclass(frozen=True, eq=False)
class Spent:
    """Gradients that each method needs on one problem, from fresh starts.

    Attributes
    ----------
    points : dict of name to (starts,) array
        Points at which the gradient, or in a search the value, was asked for; inf where the share was not reached.
    """

    points: dict[str, np.ndarray]

    def median(self, name: str) -> float:
        """Over the starts."""
        return float(np.median(self.points[name]))

    def compare(self, name: str, other: str) -> MedianInterval:
        """Logarithm of the cost of `name` over that of `other`, start by start."""
        return paired(self.points[name], self.points[other], len(self.points))


def paired(mine: np.ndarray, theirs: np.ndarray, methods: int) -> MedianInterval:
    """Median of the log of the ratio, with an interval: those of all pairs of methods hold at once in 95 of 100."""
    pairs = methods * (methods - 1) / 2
    both_fail = np.isinf(mine) & np.isinf(theirs)
    with np.errstate(invalid="ignore"):
        ratio = np.where(both_fail, 0.0, np.log(mine) - np.log(theirs))
    return median_interval(ratio, 1 - 0.05 / pairs)


def ties(costs: dict[str, np.ndarray]) -> tuple[str, ...]:
    """Pairs of methods of which neither is better: the interval of their ratio holds 1."""
    pairs = combinations(costs, 2)
    return tuple(f"{a} and {b}" for a, b in pairs if not paired(costs[a], costs[b], len(costs)).sign)


def spent(name: str, seed: int = 0) -> Spent:
    """Run each method with its tuned pair, and conjugate gradients, from 20 fresh starts to a millionth of the gap.

    A run that takes three times the steps of the slowest start with which its pair was chosen has failed.
    """
    return _spent(name, 1e-6, 20, seed)


@study
def _spent(name: str, share: float, count: int, seed: int) -> Spent:
    case = problem(name)
    starts = case.starts(count, seed, fresh=True)
    points = {}
    for method in METHODS:
        best = tuned(name, method, share, seed=seed)
        optimizer = make(method, best.lr / case.curvature, best.beta)
        (points[method],) = arrivals(case, starts, optimizer, 3 * int(best.cost), (share,))
    points[YARDSTICK] = np.full(count, np.inf)
    for lane, start in enumerate(starts):
        points[YARDSTICK][lane] = searched(case, start, share)
    return Spent(points)


def searched(case: Problem, start: np.ndarray, share: float) -> float:
    """Points that conjugate gradients look at from `start`; inf if 160 steps are not enough."""
    _, points = arrive_counting(case.objective, start, ConjugateGradient, 160, case.least, share)
    return points


@study
def memories(names: tuple[str, ...] = ("quadratic", "Rosenbrock", "flat bowl")) -> dict[str, np.ndarray]:
    """What heavy ball's best memory forgets, ``1 - beta``, for each of `SHARES`."""
    return {name: np.array([1 - best.beta for best in tuned_to(name, "heavy ball", SHARES, 0)]) for name in names}


def untuned(name: str, share: float = 1e-6, count: int = 20, steps: int = 1500, seed: int = 0) -> np.ndarray:
    """Gradients that accelerated gradient with restarts needs at the rate one over the curvature, told nothing else."""
    case = problem(name)
    starts = case.starts(count, seed, fresh=True)
    return arrivals(case, starts, RestartedGradient(1 / case.curvature), steps, (share,))[0]


def by_roots(method: str, lr: float, beta: float, starts: np.ndarray, steps: int) -> np.ndarray:
    """Value on the quadratic from the roots of each component's recurrence, ``(steps + 1, starts)``.

    With ``a`` the rate times the curvature, gradient descent has ``z' = (1 - a) z``, heavy ball
    ``z'' = (1 + beta - a) z' - beta z``, and Nesterov's method ``z'' = (1 - a) ((1 + beta) z' - beta z)``.
    """
    a, t = lr * CURVATURES, np.arange(steps + 1)[:, None]
    if method == "gradient descent":
        factor = (1 - a) ** t
    else:
        look = 1 - a if method == "Nesterov" else np.ones_like(a)
        first = 1 - a * (1 + beta) if method == "Nesterov" else 1 - a
        total = look * (1 + beta) - (a if method == "heavy ball" else 0)
        root = np.sqrt(total**2 - 4 * beta * look + 0j)
        r1, r2 = (total + root) / 2, (total - root) / 2
        weight = (first - r2) / (r1 - r2)
        factor = (weight * r1**t + (1 - weight) * r2**t).real
    return 0.5 * ((factor**2 * CURVATURES) @ (starts**2).T)


def expected(method: str) -> np.ndarray:
    """Least expected gap on the quadratic at each of `SIGMAS`, with the best pair for that noise."""
    return np.array([best.cost for best in exact(SIGMAS)[method]])


def gain(method: str) -> np.ndarray:
    """Expected gap of gradient descent over that of `method`, at each of `SIGMAS`."""
    return expected("gradient descent") / expected(method)


def measured_gaps(seed: int = 0) -> dict[str, np.ndarray]:
    """Gaps of 200 runs with the pairs of `exact`, ``(levels, lanes)`` for each method; they share starts and noise."""
    return _measured_gaps(200, 200, seed)


@study
def _measured_gaps(lanes: int, steps: int, seed: int) -> dict[str, np.ndarray]:
    case = problem("quadratic")
    starts = case.starts(lanes, seed, fresh=True)
    found = {}
    for method in LINEAR:
        pairs = exact(SIGMAS)[method]
        lr, beta = (np.array([getattr(best, knob) for best in pairs])[:, None, None] for knob in ("lr", "beta"))
        shown = Noisy(case.objective, np.array(SIGMAS)[:, None, None], seed, lanes=(lanes,))
        wide = starts + np.zeros((len(pairs), 1, 1))
        found[method] = last_gap(case, shown, wide, make(method, lr, beta), steps)
    return found


@claim
def the_counts_follow_from_the_roots(seed: int = 0) -> Evidence:
    """On the quadratic the gradients that gradient descent, heavy ball and Nesterov's method need follow from the
    roots of each component's recurrence, from each fresh start, up to one for rounding.
    """
    starts, found, measured = problem("quadratic").starts(20, seed, fresh=True), spent("quadratic", seed=seed), {}
    for method in METHODS[:3]:
        best = tuned("quadratic", method, seed=seed)
        theory = settled(by_roots(method, best.lr, best.beta, starts, 3 * int(best.cost)), 1e-6)
        measured[f"largest miss, {method}"] = float(np.abs(found.points[method] - theory).max())
    return Evidence(max(measured.values()) <= 1, measured)


@claim
def no_method_is_ahead_of_conjugate_gradients_step_by_step(seed: int = 0) -> Evidence:
    """On the quadratic, after as many steps, the gap of conjugate gradients is at most that of any of the five
    methods, from each start.
    """
    case = problem("quadratic")
    starts = case.starts(5, seed, fresh=True)
    runs = [descend(Quadratic(np.diag(CURVATURES)), start, ConjugateGradient(case.objective), 19) for start in starts]
    least = np.stack([run.value for run in runs], axis=-1)
    lead = np.inf
    for method in METHODS:
        best = tuned("quadratic", method, seed=seed)
        lead = min(lead, float((gaps(case, starts, make(method, best.lr, best.beta), 19)[1:] / least[1:]).min()))
    # All start alike; rounding is far below a millionth, as long as the gap is not.
    return Evidence(lead > 1 - 1e-6, {"least gap of a method over that of conjugate gradients": lead})


@claim
def memory_pays_on_the_convex_problems(seed: int = 0) -> Evidence:
    """Heavy ball and Nesterov's method of constant memory, tuned, need fewer gradients than gradient descent, tuned,
    on the quadratic, logistic regression and the flat bowl: the paired interval of the ratio lies below one.
    """
    measured, holds = {}, True
    for name in ("quadratic", "logistic regression", "flat bowl"):
        for method in METHODS[1:3]:
            found = spent(name, seed=seed).compare(method, METHODS[0])
            holds &= found.sign < 0
            measured[f"{method}, {name}: ratio at most"] = float(np.exp(found.high))
    return Evidence(holds, measured)


@claim
def a_flat_bottom_asks_for_more_memory() -> Evidence:
    r"""Between a gap of $10^{-4}$ and of $10^{-8}$ of the first, what heavy ball's best memory forgets, $1 - \beta$,
    shrinks by a factor of more than $\sqrt{10}$ on the flat bowl, and of less on the quadratic.
    """
    # Theory: the curvature at a gap e is like its root, so the best leak is like e^(1/4): a factor of 10 on the bowl,
    # and of 1 on the quadratic.  The threshold lies in the middle, on a log scale.
    forgets = memories()
    bowl, quadratic = (float(forgets[name][0] / forgets[name][-1]) for name in ("flat bowl", "quadratic"))
    measured = {"factor, flat bowl": bowl, "factor, quadratic": quadratic}
    return Evidence(bowl > np.sqrt(10) > quadratic, measured)


@claim
def expected_gaps_are_what_runs_give(seed: int = 0) -> Evidence:
    """On the noisy quadratic the recursion for second moments gives the mean gap of gradient descent, heavy ball,
    Nesterov's method and growing memory, at each noise, within five standard errors of the mean of runs.
    """
    measured = {}
    for method, found in measured_gaps(seed=seed).items():
        error = found.std(axis=-1, ddof=1) / np.sqrt(found.shape[-1])
        off = np.abs(found.mean(axis=-1) - expected(method)) / error
        measured[f"{method}: most standard errors off"] = float(off.max())
    return Evidence(max(measured.values()) < 5, measured)


@claim
def noise_takes_the_gain_of_memory() -> Evidence:
    """With the pair that is best for each noise, the expected gap of gradient descent over that of heavy ball falls
    each time the noise grows.  So it does for Nesterov's method.
    """
    measured, holds = {}, True
    for method in METHODS[1:3]:
        ratio = gain(method)
        holds &= bool((np.diff(ratio) < 0).all())
        measured |= {f"{method}, noise {s:g}": float(r) for s, r in zip(SIGMAS, ratio, strict=True)}
    return Evidence(holds, measured)


def verdicts(name: str, seed: int = 0) -> dict[str, MedianInterval]:
    """With noise: log of each method's gap over that of gradient descent, run by run."""
    gap = noisy(name, seed=seed).gap
    return {method: paired(gap[method], gap[METHODS[0]], len(METHODS)) for method in METHODS[1:]}


@cache
def best_below(method: str, top: float = 1.0, share: float = 1e-6) -> float:
    """Steps of the slowest start on the quadratic with the best pair of a grid whose largest rate is `top`."""
    case = problem("quadratic")
    starts = case.starts(10, 0, fresh=False)
    lr = top * 2.0 ** -np.arange(0, 1, 1 / 4)[:, None, None, None]
    beta = 1 - 2.0 ** -np.arange(2, 5, 1 / 4)[:, None, None]
    wide = starts + np.zeros((len(lr), len(beta), 1, 1))
    return float(arrivals(case, wide, make(method, lr, beta), 400, (share,)).max(axis=-1).min())
