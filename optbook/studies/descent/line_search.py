"""Line search: exact, Armijo and Polyak steps on quadratics, and a minimum along a line by bisection."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from optbook import Trajectory, descend
from optbook.analysis import bisect, golden_section
from optbook.claims import Evidence, claim
from optbook.objectives import Power, Quadratic, SoftBend
from optbook.optimizers import (
    BarzilaiBorwein,
    GradientDescent,
    PolyakStep,
    SteepestDescent,
    armijo_step,
    exact_step,
)
from optbook.protocols import Objective
from optbook.study import study

Search = Callable[[Objective, np.ndarray, np.ndarray, np.ndarray], np.ndarray]


def zigzag(kappa: float = 10.0, steps: int = 30) -> Trajectory:
    """Exact search on ``(x1^2 + kappa x2^2) / 2`` from the worst start, ``(kappa, 1)``."""
    objective = Quadratic(np.diag([1.0, kappa]))
    return descend(objective, [kappa, 1.0], SteepestDescent(objective, exact_step), steps)


def worst(kappa: float) -> float:
    """What an exact step leaves of the value at most."""
    return ((kappa - 1) / (kappa + 1)) ** 2


@dataclass(frozen=True, eq=False)
class Angles:
    """What one exact step leaves of the value, in two variables, against the direction of the gradient.

    Attributes
    ----------
    kappa : float
        Condition number.
    angle : (count,) array
        Between the gradient and the flat axis, in degrees.
    left : (count,) array
        Value after the step over the one before.
    """

    kappa: float
    angle: np.ndarray
    left: np.ndarray


def angles(kappa: float = 10.0, count: int = 181) -> Angles:
    """Take one exact step for each direction of the gradient from 0 to 90 degrees."""
    objective = Quadratic(np.diag([1.0, kappa]))
    angle = np.linspace(0, 90, count)
    grad = np.stack([np.cos(np.radians(angle)), np.sin(np.radians(angle))], axis=-1)
    run = descend(objective, grad / [1, kappa], SteepestDescent(objective, exact_step), 1)
    return Angles(kappa, angle, run.value[1] / run.value[0])


@dataclass(frozen=True, eq=False)
class Trials:
    """One backtracking search along the negative gradient of `SoftBend`.

    Attributes
    ----------
    x, value, slope : float
        Start, its value, and the derivative of the value along the line, negative.
    decrease : float
        Share of the slope's promise that is asked for.
    step : (trials,) array
        Steps tried; the last one is taken.
    reached, asked : (trials,) arrays
        Value at each of them, and the most that is accepted.
    """

    x: float
    value: float
    slope: float
    decrease: float
    step: np.ndarray
    reached: np.ndarray
    asked: np.ndarray


def trials(x: float = 1.0, first: float = 8.0, decrease: float = 0.3) -> Trials:
    """Search from `x` and list what was tried: from `first`, by halves, down to the step that `armijo_step` takes."""
    objective, point = SoftBend(), np.array([x])
    grad = objective.grad(point)
    taken = float(armijo_step(objective, point, -grad, grad, first=first, decrease=decrease)[0])
    step = first * 0.5 ** np.arange(round(np.log2(first / taken)) + 1)
    value, slope = float(objective.value(point)), -float(grad @ grad)
    return Trials(x, value, slope, decrease, step, objective.f(x - step * grad[0]), value + decrease * step * slope)


def searches(objective: Objective) -> dict[str, object]:
    """The three ways to choose a step, as optimizers."""
    return {
        "exact": SteepestDescent(objective, exact_step),
        "Armijo": SteepestDescent(objective, armijo_step),
        "Polyak": PolyakStep(objective),
    }


@dataclass(frozen=True, eq=False)
class Steps:
    """Runs of the three rules on one quadratic.

    Attributes
    ----------
    mu, top : float
        Smallest and largest curvature.
    runs : dict of str to Trajectory
        One run a rule.
    step : dict of str to (steps,) array
        Length of each move in units of the gradient.
    """

    mu: float
    top: float
    runs: dict[str, Trajectory]
    step: dict[str, np.ndarray]


def steps_taken(kappa: float = 50.0, dim: int = 6, steps: int = 60, seed: int = 0) -> Steps:
    """Run exact, Armijo and Polyak steps from one random start; curvatures are geometric from 1 to `kappa`."""
    objective = Quadratic(np.diag(np.geomspace(1, kappa, dim)))
    x0 = np.random.default_rng(seed).normal(size=dim)
    runs = {name: descend(objective, x0, rule, steps) for name, rule in searches(objective).items()}
    lengths = {}
    for name, run in runs.items():
        moved = np.linalg.norm(np.diff(run.x, axis=0), axis=-1)
        lengths[name] = moved / np.linalg.norm(objective.grad(run.x[:-1]), axis=-1)
    return Steps(1.0, kappa, runs, lengths)


def shortened(share: float | np.ndarray) -> Search:
    """A search that goes only `share` of the exact step."""
    return partial(_shortened, share)


def _shortened(
    share: object, objective: Objective, x: np.ndarray, direction: np.ndarray, grad: np.ndarray
) -> np.ndarray:
    return share * exact_step(objective, x, direction, grad)


@dataclass(frozen=True, eq=False)
class Shares:
    """Steps to a given accuracy when only a share of the exact step is taken.

    Attributes
    ----------
    share : (count,) array
        Of the exact step.
    steps : (count, starts) array
        Steps until the value is a billionth of the first; inf where it was not reached.
    """

    share: np.ndarray
    steps: np.ndarray


@study
def shares(kappa: float = 100.0, dim: int = 10, starts: int = 40, most: int = 600, seed: int = 0) -> Shares:
    """Run shortened exact steps from random starts; curvatures are geometric from 1 to `kappa`."""
    objective = Quadratic(np.diag(np.geomspace(1, kappa, dim)))
    share = np.append(np.linspace(0.5, 0.95, 10), [0.98, 1.0])
    x0 = np.random.default_rng(seed).normal(size=(starts, dim)) * np.ones((len(share), 1, 1))
    run = descend(objective, x0, SteepestDescent(objective, shortened(share[:, None, None])), most)
    done = run.value <= 1e-9 * run.value[0]
    return Shares(share, np.where(done.any(0), done.argmax(0), np.inf))


@dataclass(frozen=True, eq=False)
class OneStepLate:
    """Steps of Barzilai and Borwein beside other rules for the rate, from the starts of `shares`.

    Attributes
    ----------
    steps : dict of str to (starts,) array
        Steps until the value is a billionth of the first; inf where it was not reached.
    value : (kept, starts) array
        Of the steps of Barzilai and Borwein.
    """

    steps: dict[str, np.ndarray]
    value: np.ndarray


@study
def one_step_late(kappa: float = 100.0, dim: int = 10, starts: int = 40, most: int = 600, seed: int = 0) -> OneStepLate:
    """Run the best constant rate and, from a first rate of ``1 / L``, Barzilai and Borwein; exact steps are known."""
    objective = Quadratic(np.diag(np.geomspace(1, kappa, dim)))
    x0 = np.random.default_rng(seed).normal(size=(starts, dim))
    steps, methods = {"exact": shares(kappa, dim, starts, most, seed).steps[-1]}, {}
    methods["constant"] = descend(objective, x0, GradientDescent(2 / (1 + kappa)), most).value
    methods["late"] = descend(objective, x0, BarzilaiBorwein(1 / kappa), most // 2).value
    for name, value in methods.items():
        done = value <= 1e-9 * value[0]
        steps[name] = np.where(done.any(0), done.argmax(0), np.inf)
    return OneStepLate(steps, methods["late"])


def bounds(minima: tuple[float, ...] = (0.0, -0.001, 0.001), steps: int = 40) -> dict[float, Trajectory]:
    """Polyak's step on ``(x1^2 + 10 x2^2) / 2`` from (1, 1), told a least value that is right, too low or too high."""
    objective = Quadratic(np.diag([1.0, 10.0]))
    return {least: descend(objective, [1.0, 1.0], PolyakStep(objective, least), steps) for least in minima}


@dataclass(frozen=True, eq=False)
class Closing:
    """Intervals around the minimum of `SoftBend`.

    Attributes
    ----------
    minimum : float
        In closed form.
    bisection, golden : (steps + 1, 2) arrays
        Intervals by the sign of slopes, and by values.
    """

    minimum: float
    bisection: np.ndarray
    golden: np.ndarray

    def error(self, intervals: np.ndarray) -> np.ndarray:
        """Distance of the middle of each interval from the minimum."""
        return np.abs(intervals.mean(1) - self.minimum)


def closing(lower: float = -4.0, upper: float = 4.0, steps: int = 80) -> Closing:
    """Close in on the minimum of `SoftBend` from an interval, by bisection and by golden section."""
    curve = SoftBend()
    minimum = float(curve.minima[0, 0])
    return Closing(minimum, bisect(curve.slope, lower, upper, steps), golden_section(curve.f, lower, upper, steps))


@claim
def the_worst_start_of_exact_search() -> Evidence:
    r"""In two variables with curvatures $1$ and $\kappa$, from $x_0 = (\kappa, 1)$, every exact step leaves exactly
    $((\kappa - 1)/(\kappa + 1))^2$ of the value, and its length is the best fixed rate, $2/(1 + \kappa)$.
    """
    measured, holds = {}, True
    for kappa in (2.0, 10.0, 100.0):
        run = zigzag(kappa)
        left = run.value[1:] / run.value[:-1]
        step = np.linalg.norm(np.diff(run.x, axis=0), axis=-1) / np.linalg.norm(run.x[:-1] * [1, kappa], axis=-1)
        # A run of 30 steps rounds 30 times, by some units of the last place, each magnified by up to kappa.
        holds &= np.abs(left / worst(kappa) - 1).max() < 1e-11
        holds &= np.abs(step * (1 + kappa) / 2 - 1).max() < 1e-11
        measured[f"left by a step, kappa {kappa:.0f}"] = left.max()
        measured[f"largest relative gap, kappa {kappa:.0f}"] = np.abs(left / worst(kappa) - 1).max()
    return Evidence(bool(holds), measured)


@claim
def no_exact_step_leaves_more(seed: int = 0) -> Evidence:
    r"""No exact step leaves more than $((\kappa - 1)/(\kappa + 1))^2$ of the value: from ten thousand random starts in
    five variables, with random curvatures in between, none of five steps does, and the worst comes close.
    """
    rng = np.random.default_rng(seed)
    most, kappa = 0.0, 10.0
    for _ in range(10):
        objective = Quadratic(np.diag([1.0, *rng.uniform(1, kappa, 3), kappa]))
        x0 = rng.normal(size=(1000, 5))
        run = descend(objective, x0, SteepestDescent(objective, exact_step), 5)
        most = max(most, float((run.value[1:] / run.value[:-1]).max()))
    # Above: rounding of a step.  Below: among so many starts some come within a tenth of the bound.
    holds = 0.9 * worst(kappa) < most <= worst(kappa) * (1 + 1e-12)
    return Evidence(bool(holds), {"most that a step left": most, "the bound": worst(kappa)})


@claim
def armijo_steps_are_long_enough(seed: int = 0) -> Evidence:
    r"""On quadratics with the largest curvature $L$, backtracking by halves from $\eta_0 = 1$ takes either $\eta_0$ or
    a step longer than $(1 - c)/L$, decreases the value by at least $c \, \eta \lVert \nabla f \rVert^2$, and never
    tries more than $1 + \log_2 (L/(1 - c))$ steps if the first is refused.
    """
    rng, share = np.random.default_rng(seed), 0.3
    least, excess, tried = np.inf, -np.inf, 0.0
    for top in np.geomspace(0.1, 1e4, 11):
        objective = Quadratic(np.diag(np.geomspace(top / 50, top, 5)))
        x = rng.normal(size=(500, 5))
        grad, value = objective.grad(x), objective.value(x)
        step = armijo_step(objective, x, -grad, grad, decrease=share)[:, 0]
        promise = share * step * (grad**2).sum(-1)
        over = objective.value(x - step[:, None] * grad) - value + promise
        excess = max(excess, float((over / value).max()))
        later = step[step < 1]  # the first was refused
        least = min(least, float(later.min(initial=np.inf)) * top / (1 - share))
        count = float((1 - np.log2(later)).max(initial=0))
        tried = max(tried, count / (1 + np.log2(top / (1 - share))))
    # The condition is tested on rounded values, and holds up to their rounding.
    holds = least > 1 and excess <= 1e-14 and tried < 1
    return Evidence(
        holds,
        {
            "shortest step over the bound, where the first was refused": least,
            "largest excess over what was asked, in units of the value": excess,
            "most trials over the bound": tried,
        },
    )


@claim
def polyak_steps_shrink_the_distance(seed: int = 0) -> Evidence:
    r"""On convex functions Polyak's step lowers the squared distance to the minimum by at least
    $(f(x_t) - f^\star)^2 / \lVert \nabla f(x_t) \rVert^2$, at every step: seen on a quadratic in five variables, on
    $x^4$, and on $\ln(e^x + e^{-2x-3})$.
    """
    rng, measured, holds = np.random.default_rng(seed), {}, True
    bend = float(SoftBend().value(SoftBend().minima)[0])
    cases = {
        "quadratic": (Quadratic(np.diag(np.geomspace(1, 100, 5))), np.zeros(5), 0.0),
        "fourth power": (Power(4), np.zeros(1), 0.0),
        "soft bend": (SoftBend(), SoftBend().minima[0], bend),
    }
    for name, (objective, minimum, least) in cases.items():
        x = descend(objective, rng.normal(size=(50, objective.dim)), PolyakStep(objective, least), 20).x
        squared = ((x - minimum) ** 2).sum(-1)
        excess, grad = objective.value(x[:-1]) - least, objective.grad(x[:-1])
        sure = excess**2 / (grad**2).sum(-1)
        seen = squared[:-1] > 1e-10  # nearer, the excess of the soft bend is rounding
        quotient = (squared[:-1] - squared[1:])[seen] / sure[seen]
        # Near the limit the excess has the absolute rounding 1e-16 and the size 1e-10: a relative error of 1e-6.
        holds &= bool((quotient >= 1 - 1e-5).all())
        measured[f"least gain over the bound, {name}"] = quotient.min()
    return Evidence(holds, measured)


@claim
def a_shorter_step_is_faster(seed: int = 0) -> Evidence:
    """In ten variables, going nine tenths of each exact step takes fewer steps than going all of it, from each of the
    random starts.
    """
    runs = shares(seed=seed)
    exact, short = runs.steps[-1], runs.steps[np.argmin(np.abs(runs.share - 0.9))]
    measured = {"starts": len(exact), "median of steps, exact": np.median(exact)}
    measured |= {"median of steps, shortened": np.median(short), "largest share of steps": (short / exact).max()}
    return Evidence(bool((short < exact).all()), measured)


@claim
def bisection_halves_the_interval() -> Evidence:
    r"""By the sign of the slope, $t$ halvings of an interval of length $8$ find the minimum of
    $\ln(e^x + e^{-2x-3})$ to $4 / 2^t$ or better.  It is $\tfrac13 \ln 2 - 1$.
    """
    runs = closing()
    minimum = np.log(2) / 3 - 1
    width = runs.bisection[:, 1] - runs.bisection[:, 0]
    step = np.arange(len(width))
    early = step <= 45  # later, the width is that of a few doubles
    error = np.abs(runs.bisection.mean(1) - minimum)[early]
    # The slope at the computed minimum is zero up to rounding: the last interval is a few doubles away from it.
    holds = (width[early] == 8 / 2.0 ** step[early]).all() and (error <= 4 / 2.0 ** step[early] + 1e-15).all()
    return Evidence(
        bool(holds),
        {"found": float(runs.bisection[-1].mean()), "in closed form": minimum, "error after 45 halvings": error[-1]},
    )


@claim
def values_give_half_of_the_digits() -> Evidence:
    r"""Golden section, which compares values, finds the minimum of the same function to about half of the digits of the
    computer, the root of the unit of rounding; bisection, which sees slopes, finds nearly all.
    """
    runs = closing()
    by_values, by_slopes = (runs.error(intervals)[-1] for intervals in (runs.golden, runs.bisection))
    # Values within eps |f| of the least cannot be told from it: a band of half-width sqrt(2 eps |f| / f'').
    curve = SoftBend()
    least = abs(curve.f(runs.minimum))
    band = np.sqrt(2 * np.finfo(float).eps * least / curve.bend(runs.minimum))
    # Golden section ends somewhere in that band, not at its edge: a factor of a hundred is left to chance.
    holds = band / 100 < by_values < 3 * band and by_slopes < 1e-15
    return Evidence(
        bool(holds),
        {"error by values": by_values, "error by slopes": by_slopes, "values cannot tell within": float(band)},
    )
