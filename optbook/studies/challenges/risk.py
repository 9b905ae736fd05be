"""Risk and empirical risk: a textbook pair of curves, and a loss with real samples whose risk has a closed form."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.integrate import quad
from scipy.optimize import minimize_scalar

from optbook.analysis import MedianInterval, gaussian_mean, median_interval
from optbook.claims import Evidence, claim
from optbook.objectives import RippledWell, SampledWell
from optbook.studies.challenges.risk_overfitting import ARMS, at, judged
from optbook.studies.challenges.risk_samples import (
    LOSS,
    RISK,
    Descents,
    Lowest,
    bundle,
    descents,
    learned,
    lowest,
    shifts,
)


@dataclass(frozen=True)
class Pair:
    """Two curves, one of them minimized in place of the other.

    Attributes
    ----------
    f, g : Lowest
        Of the curve that matters and of the one that is minimized.
    excess : float
        How much higher ``f`` is at the minimizer of ``g`` than at its own.
    apart : float
        Greatest distance between the curves.
    """

    f: Lowest
    g: Lowest
    excess: float
    apart: float


def pair() -> Pair:
    """The textbook pair: the well, and the well with a ripple on it."""
    f, g, rippled = lowest(LOSS), lowest(RippledWell()), RippledWell()
    (lower,), (upper,) = rippled.domain
    x = np.linspace(lower, upper, 10_001)
    return Pair(f, g, float(LOSS.f(g.x)) - f.value, float(np.abs(rippled.f(x) - LOSS.f(x)).max()))


PRINTED = (1.0, -1.2)
"""The mark that other texts set on the rippled curve as its minimum."""


@dataclass(frozen=True)
class Theory:
    """What a large sample does, to first order in one over its size.

    Attributes
    ----------
    slope : float
        Standard deviation, over single samples, of the slope of the loss at the minimizer of the risk.
    spread : float
        Standard deviation of the minimizer of the empirical risk times the root of the sample size.
    excess : float
        Mean excess risk of that minimizer times the sample size.
    """

    slope: float
    spread: float
    excess: float


def theory() -> Theory:
    """The sandwich formula: noise of the slope on both sides of the inverse of the second derivative."""
    best = lowest(RISK)
    slope = float(np.sqrt(gaussian_mean(lambda z: LOSS.slope(best.x + z) ** 2, RISK.sigma**2)))
    return Theory(slope, slope / best.bend, slope**2 / (2 * best.bend))


def enough(runs: Descents) -> np.ndarray:
    """The step, between whole ones, at which each mean optimization error falls to the statistical error: (sizes,)."""
    above = np.log(runs.optimization * runs.count[:, None] / theory().excess)
    return np.array([np.interp(0, -row, runs.step) for row in above])


def misfits(seed: int = 0) -> tuple[float, float]:
    """Greatest distance from the span of cos, sin, x cos and x sin of pi x: of the rippled curve, of a real sample."""
    x = np.linspace(0.5, 1.5, 201)
    cos, sin = np.cos(np.pi * x), np.sin(np.pi * x)
    span = np.column_stack([cos, sin, x * cos, x * sin])
    curves = np.column_stack([RippledWell().f(x), SampledWell(shifts(10, 1, seed)[0]).f(x)])
    rest = curves - span @ np.linalg.lstsq(span, curves, rcond=None)[0]
    return tuple(float(size) for size in np.abs(rest).max(0))


@dataclass(frozen=True)
class GoneOn:
    """What a run does from the step at which half of the test digits would stop it to its end.

    The other half of them judges, so that no number is flattered by the choice.  The four intervals hold at once.

    Attributes
    ----------
    train, test : MedianInterval
        Logarithm of the loss at the end over that at the chosen step.
    accuracy : MedianInterval
        Share of test digits that are told apart, at the end less at the chosen step.
    learned : MedianInterval
        Share of the wrong labels that are predicted, at the end less at the chosen step.
    """

    train: MedianInterval
    test: MedianInterval
    accuracy: MedianInterval
    learned: MedianInterval


def gone_on(arm: str = ARMS[0], seed: int = 0) -> GoneOn:
    """Compare the end of each run of an arm with the step at which half of the test digits would stop it."""
    runs, row = judged(seed=seed), ARMS.index(arm)
    chosen, fair = runs.test[0, row, ..., ::2].mean(-1).argmin(0), runs.test[:, row, ..., 1::2].mean(-1)
    ratios = [np.log(losses[-1] / at(losses, chosen)) for losses in (runs.train[0, row], fair[0])]
    rises = [shares[-1] - at(shares, chosen) for shares in (fair[1], runs.learned[row])]
    return GoneOn(*(median_interval(change, 1 - 0.05 / 4) for change in ratios + rises))


@claim
def minimizing_one_curve_does_not_minimize_the_other() -> Evidence:
    r"""On $[\tfrac12, \tfrac32]$ the minimizers of $f(x) = x \cos(\pi x)$ and of $g(x) = f(x) + a \cos(5 \pi x)$
    differ, and the minimizer of $g$ costs $\int f'(x)\, dx$, taken from the one to the other.
    """
    found, lattice = pair(), np.linspace(0.5, 1.5, 200_001)
    by_search = [lattice[curve.f(lattice).argmin()] for curve in (LOSS, RippledWell())]
    cost, _ = quad(LOSS.slope, found.f.x, found.g.x)
    return Evidence(
        bool(np.abs(np.subtract(by_search, (found.f.x, found.g.x))).max() < 5e-6)
        and abs(cost - found.excess) < 1e-12
        and found.f.x - found.g.x > 0.05,
        {
            "minimizer of f": found.f.x,
            "minimizer of g": found.g.x,
            "excess of f there": found.excess,
            "the integral": cost,
            "amplitude a": RippledWell().amplitude,
        },
    )


@claim
def the_printed_mark_is_no_minimum() -> Evidence:
    r"""The mark $(1.0, -1.2)$ lies on $g$, but $g$ falls there, with the slope $-1$ that $f$ has at the same place."""
    x, y = PRINTED
    height, step = float(RippledWell().f(x)), 1e-6
    slope = float(RippledWell().f(x + step) - RippledWell().f(x - step)) / (2 * step)
    return Evidence(
        abs(height - y) < 1e-12 and abs(slope + 1) < 1e-8,
        {
            "height of g at the mark": height,
            "slope of g there, by differences": slope,
            "slope of f there": float(LOSS.slope(x)),
            "least value of g": pair().g.value,
        },
    )


@claim
def the_risk_is_the_blurred_loss() -> Evidence:
    r"""The closed form of the risk is the normal mean of the loss.  Its minimizer on $[\tfrac12, \tfrac32]$ solves
    $\pi x \tan(\pi x) = 1 - \pi^2 \sigma^2$ and lies left of the minimizer of $f$.
    """
    x, best = np.linspace(0.5, 1.5, 101), lowest(RISK)
    miss = float(np.abs(RISK.f(x) - gaussian_mean(lambda z: LOSS.f(x[:, None] + z), RISK.sigma**2)).max())
    search = minimize_scalar(
        lambda t: gaussian_mean(lambda z: LOSS.f(t + z), RISK.sigma**2), (0.9, 1.0, 1.3), method="brent", tol=1e-10
    )
    equation = float(np.pi * best.x * np.tan(np.pi * best.x) - 1 + (np.pi * RISK.sigma) ** 2)
    return Evidence(
        miss < 1e-13 and abs(search.x - best.x) < 1e-7 and abs(equation) < 1e-12 and best.x < lowest(LOSS).x,
        {
            "largest miss of the closed form": miss,
            "minimizer of the risk": best.x,
            "minimizer by search on the mean": search.x,
            "least risk": best.value,
            "minimizer of f": lowest(LOSS).x,
        },
    )


@claim
def excess_is_at_most_twice_the_distance() -> Evidence:
    r"""In each of many samples, and for the textbook pair, the minimizer $\hat x$ of $\hat R$ has
    $R(\hat x) - R(x^\star) \le 2 \max_x |\hat R(x) - R(x)|$.
    """
    found = pair()
    runs, ratios = bundle(sizes=(10, 1000), lanes=500), [found.excess / (2 * found.apart)]
    for empirical, x in zip(runs.empirical, runs.minimizer, strict=True):
        ratios.extend((RISK.f(x) - lowest(RISK).value) / (2 * np.abs(empirical - runs.risk).max(-1)))
    broken = int(np.sum(np.array(ratios) > 1))
    return Evidence(
        broken == 0,
        {"cases": len(ratios), "cases above the bound": broken, "largest share of the bound": max(ratios)},
    )


@claim
def the_spread_falls_like_one_over_root_n() -> Evidence:
    r"""The standard deviation of $\hat x$ is $\operatorname{sd} \ell'(x^\star, z) / (R''(x^\star) \sqrt{n})$, up to
    four standard errors and a share $1/n$; against $n$ on log axes it has the slope $-\tfrac12$, up to a fiftieth.
    """
    runs, constant = learned(), theory().spread
    scaled, error = runs.spread * np.sqrt(runs.count), 1 / np.sqrt(2 * runs.x.shape[-1])
    slope = np.polyfit(np.log(runs.count), np.log(runs.spread), 1)[0]
    off = np.abs(scaled / constant - 1)
    return Evidence(
        bool((off < 4 * error + 1 / runs.count).all()) and abs(slope + 0.5) < 0.02,
        {
            "constant of the formula": constant,
            **{f"spread times root n, n = {n}": value for n, value in zip(runs.count, scaled, strict=True)},
            "slope on log axes": slope,
            "relative standard error of each": error,
        },
    )


@claim
def half_of_the_gap_is_excess() -> Evidence:
    r"""The mean excess risk $R(\hat x) - R(x^\star)$ and the mean flattery $\hat R(x^\star) - \hat R(\hat x)$ are both
    $\operatorname{var} \ell'(x^\star, z) / (2 n R''(x^\star))$, up to four standard errors and a share $1/n$.
    """
    runs, constant = learned(), theory().excess
    measured, holds = {"constant of the formula": constant}, True
    for name, parts in (("excess", runs.excess), ("flattery", runs.flattery)):
        scaled = parts.mean(-1) * runs.count
        error = parts.std(-1) * runs.count / np.sqrt(parts.shape[-1])
        holds = holds and bool((np.abs(scaled - constant) < 4 * error + constant / runs.count).all())
        measured |= {f"{name} times n, n = {n}": value for n, value in zip(runs.count, scaled, strict=True)}
    return Evidence(holds, measured)


@claim
def ten_times_the_data_cost_a_fixed_number_of_steps() -> Evidence:
    r"""Gradient descent has brought the mean optimization error down to the statistical error
    $\operatorname{var} \ell'(x^\star, z) / (2 n R''(x^\star))$ after a number of steps that grows by
    $\ln 10 / (2 \ln(1/\rho))$ when $n$ grows tenfold, up to half a step.  Here $\rho = 1 - \eta R''(x^\star)$.
    """
    runs = descents()
    steps = enough(runs)
    more, predicted = np.diff(steps), np.log(10) / (2 * np.log(1 / runs.rate))
    return Evidence(
        bool((np.abs(more - predicted) < 0.5).all()),
        {
            "steps for ten times the data, predicted": predicted,
            **{f"steps until enough, n = {n}": step for n, step in zip(runs.count, steps, strict=True)},
            "from n = 10 to 100": more[0],
            "from n = 100 to 1000": more[1],
        },
    )


@claim
def a_run_that_goes_on_too_long_learns_the_wrong_labels(seed: int = 0) -> Evidence:
    """Networks learn few digits, a fifth of them with a wrong label.  From the step that one half of the test digits
    would choose to the end of the run, the training loss falls, and on the other half of the test digits the loss
    rises: both intervals for the median say so.  In the median, fewer test digits are told apart, and more of the wrong
    labels are predicted.  With true labels for the same digits the test loss rises by less than a twentieth.
    """
    wrong, true = gone_on(seed=seed), gone_on("true labels", seed)
    sure = wrong.train.sign == -1 and wrong.test.sign == 1
    return Evidence(
        sure and wrong.accuracy.median < 0 < wrong.learned.median and bool(np.exp(true.test.median) < 21 / 20),
        {
            "training loss, end over chosen step": np.exp(wrong.train.median),
            "test loss, end over chosen step": np.exp(wrong.test.median),
            "the same, low end of its interval": np.exp(wrong.test.low),
            "test accuracy, end less chosen step": wrong.accuracy.median,
            "wrong labels predicted, end less chosen step": wrong.learned.median,
            "test loss with true labels, end over chosen step": np.exp(true.test.median),
        },
    )
