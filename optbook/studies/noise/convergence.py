"""Convergence of SGD: a bound for the average iterate, what a schedule must do, and the rate of strong convexity."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.random import Generator
from scipy.special import gammaln

from optbook import Trajectory, descend, follow
from optbook.analysis import golden_section, noisy_moments, stationary_variance
from optbook.claims import Evidence, claim
from optbook.noise import Noisy
from optbook.objectives import Quadratic
from optbook.optimizers import GradientDescent, Projected, SignSGD
from optbook.projections import onto_box
from optbook.schedules import Formula, inverse_time, polynomial
from optbook.studies.noise.convergence_wedge import average_bound, averaged_wedge, rate_sweep, slope_sweep
from optbook.study import study

POWERS = (0.0, 0.5, 1.0, 2.0)
"""Powers of time with which rates fall."""

FIRST, FAR = 0.8, 4.0
"""Rate of the first update of those runs, and where they begin."""


def power_law(power: float | np.ndarray) -> Formula:
    """Rates that fall from `FIRST` with this power of the number of the update."""
    return polynomial(FIRST, 1.0, power)


def powers_run(
    power: float | np.ndarray, lanes: int = 500, steps: int = 4096, every: int = 1, seed: int = 0
) -> Trajectory:
    """Runs from `FAR` on ``x^2 / 2`` with standard normal noise, kept at each `every`-th step.

    An array of powers, ``(count, 1, 1)``, adds runs with the same noise.
    """
    source = Noisy(Quadratic([[1.0]]), 1.0, seed, lanes=(lanes,))
    starts = np.full((*np.shape(power)[:-2], lanes, 1), FAR)
    return descend(source, starts, GradientDescent(power_law(power)), steps, every=every)


def powers_seen(at: np.ndarray, lanes: int = 500, seed: int = 0) -> np.ndarray:
    """Root mean square distance of such runs after each of the steps `at`, for each of `POWERS`: ``(at, powers)``."""
    source = Noisy(Quadratic([[1.0]]), 1.0, seed, lanes=(lanes,))
    optimizer = GradientDescent(power_law(np.array(POWERS)[:, None, None]))
    run = follow(source, np.full((len(POWERS), lanes, 1), FAR), optimizer, max(at))
    return np.sqrt([(x**2).mean((1, 2)) for step, (x, _) in enumerate(run) if step in at])


def powers_exact(power: float, steps: int = 4096) -> np.ndarray:
    """Root mean square distance of such runs, from the recursion for mean and variance."""
    return np.sqrt(noisy_moments(1.0, power_law(power), steps, FAR).square)


@dataclass(frozen=True, eq=False)
class Strong:
    """Mean squared distances on ``x^2 / 2`` over [-1, 1] with the rates ``c / (t + 1)``.

    Attributes
    ----------
    c : (constants,) array
    step : (kept,) array
    square, error : (kept, constants) arrays
        Mean over the runs, and its standard error.
    """

    c: np.ndarray
    step: np.ndarray
    square: np.ndarray
    error: np.ndarray


@study
def strong_runs(lanes: int = 200, steps: int = 4096, seed: int = 0) -> Strong:
    """Run from 1, each step projected back to the interval; the modulus of strong convexity is one."""
    c = np.array([1 / 5, 1 / 2, 1, 2])
    optimizer = Projected(GradientDescent(inverse_time(c[:, None, None], 1.0)), partial(onto_box, lower=-1, upper=1))
    source = Noisy(Quadratic([[1.0]]), 1.0, seed, lanes=(lanes,))
    run = descend(source, np.ones((len(c), lanes, 1)), optimizer, steps)
    square = run.x[..., 0] ** 2
    return Strong(c, run.step, square.mean(-1), square.std(-1, ddof=1) / np.sqrt(lanes))


def centered_exponential(rng: Generator, shape: tuple[int, ...]) -> np.ndarray:
    """One minus an exponential number of mean one: mean 0, variance 1, and far from symmetric."""
    return 1 - rng.standard_exponential(shape)


@study
def mean_or_median(lanes: int = 200, steps: int = 3000, seed: int = 0) -> dict[str, np.ndarray]:
    """Seek the least mean of ``(x - w)^2 / 2`` over exponential w by ``1 / (t + 1)`` times the gradient or its sign.

    The minimum is the mean of w, one.  Each result is ``(steps + 1, lanes)``.
    """
    source = Noisy(Quadratic([[1.0]], [-1.0], 0.5), 1.0, seed, centered_exponential)
    methods = {"gradient": GradientDescent(inverse_time(1.0, 1.0)), "sign": SignSGD(inverse_time(1.0, 1.0))}
    starts = np.full((lanes, 1), 2.0)
    return {name: descend(source, starts, method, steps).x[..., 0] for name, method in methods.items()}


@dataclass(frozen=True, eq=False)
class Past:
    """Mean product of the noise of one step and the iterates, on ``x^2`` at the rate 0.1.

    Attributes
    ----------
    step : (kept,) array
        Of the iterate, counted from the step of the noise.
    product, error, theory : (kept,) arrays
    """

    step: np.ndarray
    product: np.ndarray
    error: np.ndarray
    theory: np.ndarray


@study
def past_noise(lanes: int = 4000, at: int = 20, steps: int = 40, seed: int = 0) -> Past:
    """Multiply the noise of step `at` with every iterate before it and after it."""
    lr, curvature = 0.1, 2.0
    source = Noisy(Quadratic([[curvature]]), 1.0, seed)
    x = descend(source, np.zeros((lanes, 1)), GradientDescent(lr), steps).x[..., 0]
    product = source.draws(at, x[0][:, None])[:, 0] * x
    later = np.arange(steps + 1) - at
    theory = np.where(later > 0, -lr * (1 - lr * curvature) ** np.maximum(later - 1, 0), 0.0)
    return Past(later, product.mean(1), product.std(1, ddof=1) / np.sqrt(lanes), theory)


def unbounded(lr: float = 2.1, steps: int = 100, lanes: int = 100, seed: int = 0) -> dict[str, float]:
    """Mean gap of the average on ``x^2 / 2``, free and projected onto [-1, 1], and the bound with G of the start."""
    free = GradientDescent(lr)
    kept = Projected(free, partial(onto_box, lower=-1, upper=1))
    source, starts = Noisy(Quadratic([[1.0]]), 1.0, seed), np.ones((lanes, 1))
    gaps = {name: source.value(descend(source, starts, optimizer, steps - 1).x.mean(0)).mean()
            for name, optimizer in {"free": free, "projected": kept}.items()}  # fmt: skip
    return gaps | {"start_bound": average_bound(np.full(steps, lr), 1.0, 2.0)[-1]}


def slow_start(c: float, count: float) -> float:
    """What the rates ``c / j``, j from 1 on, leave of the start on ``x^2 / 2`` before update number `count`."""
    return float(np.exp(gammaln(count - c) - gammaln(count) - gammaln(1 - c)))


@claim
def the_average_stays_below_the_bound(seed: int = 0) -> Evidence:
    r"""On a wedge of slope $1/2$ with gradients of mean square one, from $1$ with the rates $1/\sqrt{t + 1}$, the mean
    gap of the weighted average of $T = 1, 2, 4, \dots, 4096$ iterates is at most the bound, up to five standard errors.
    """
    found = averaged_wedge(seed=seed)
    seen = 2 ** np.arange(13) - 1
    above = (found.mean - found.bound)[seen] / np.maximum(found.error[seen], 1e-12)  # the start has no error
    measured = {f"mean gap, {found.count[i]} iterates": found.mean[i] for i in seen[::4]}
    measured |= {f"bound, {found.count[i]} iterates": found.bound[i] for i in seen[::4]}
    return Evidence(bool((above < 5).all()), measured)


@claim
def every_constant_rate_obeys_the_bound(seed: int = 0) -> Evidence:
    r"""On the same wedge with $T = 1024$ iterates the mean gap of the plain average is at most the bound for constant
    rates over three orders of magnitude, up to five standard errors.  A search for the rate of the least bound finds
    $R/(G\sqrt T)$, and the least bound is $RG/\sqrt T$.
    """
    steps = 1024
    found = rate_sweep(steps=steps, seed=seed)
    above = (found.mean - found.bound) / found.error
    search = golden_section(lambda u: average_bound(np.full(steps, np.exp(u)))[-1], np.log(1e-3), 0.0, 60)
    best = float(np.exp(search[-1].mean()))
    bound = average_bound(np.full(steps, best))[-1]
    # A search by values finds the place of a minimum to the root of rounding, and its value to rounding.
    holds = (above < 5).all() and abs(best * np.sqrt(steps) - 1) < 1e-6 and abs(bound * np.sqrt(steps) - 1) < 1e-12
    return Evidence(
        bool(holds),
        {
            "rates": len(found.setting),
            "largest excess over the bound, in standard errors": above.max(),
            "largest gap over its bound": (found.mean / found.bound).max(),
            "best rate by search": best,
            "one over the root of T": 1 / np.sqrt(steps),
        },
    )


@claim
def no_better_constant_than_half_of_it(seed: int = 0) -> Evidence:
    r"""On wedges of slope $c\,G/\sqrt T$ with the rate $R/(G\sqrt T)$ the mean gap is at least $c - c^2/2$ of the bound
    and at most all of it, for $T = 64, 256, 1024$ and up to five standard errors.  At $c = 1$ that is at least a half.
    """
    measured, holds = {}, True
    for steps in (64, 256, 1024):
        found = slope_sweep(steps, seed=seed)
        share, error = found.mean / found.bound, found.error / found.bound
        least = found.setting - found.setting**2 / 2
        holds &= bool((share < 1 + 5 * error).all() and (share > least - 5 * error).all())
        measured[f"share of the bound at c = 1, T = {steps}"] = share[np.abs(found.setting - 1).argmin()]
        measured[f"largest share, T = {steps}"] = share.max()
    return Evidence(holds, measured)


@claim
def both_conditions_on_the_rates_matter(seed: int = 0) -> Evidence:
    r"""On $x^2/2$ from $4$ with standard normal noise and the rates $0.8 \, (t + 1)^{-p}$: for $p = 0$ the variance
    stays at $\eta/(2 - \eta)$.  For $p = 2$ the mean stays at $4 \sin(\pi s)/(\pi s)$ with $s^2 = 0.8$, by Euler's
    product.  For $p = 1/2$ and $p = 1$ the mean square after 4096 steps is that of the recursion, and below both.  All
    up to five standard errors.
    """
    run = powers_run(np.array([0.0, 0.5, 1.0])[:, None, None], every=50, seed=130 + seed)
    late = run.x[4:-1, 0, :, 0]  # a fifth is kept at each step: iterates 50 steps apart are unrelated
    rest, level = (late**2).mean(), float(stationary_variance(1.0, FIRST))
    holds = abs(rest / level - 1) < 5 * np.sqrt(2 / late.size)
    stuck = powers_run(2.0, 4000, 512, 512, 130 + seed).x[-1, :, 0]
    s = np.pi * np.sqrt(FIRST)
    place, error = FAR * np.sin(s) / s, stuck.std() / np.sqrt(stuck.size)
    # After T steps the product lacks the factors from T on, whose logarithms add up to about -0.8 / T.
    holds &= abs(stuck.mean() - place) < 5 * error + place / 512
    measured = {"variance, p = 0": rest, "theory, p = 0": level, "mean, p = 2": stuck.mean(), "theory, p = 2": place}
    for power, x in zip((0.5, 1.0), run.x[-1, 1:, :, 0], strict=True):
        exact = powers_exact(power)[-1] ** 2
        # The last iterate is normal: the relative standard error of a mean square of n is at most the root of 2 / n.
        holds &= abs((x**2).mean() / exact - 1) < 5 * np.sqrt(2 / x.size) and exact < min(level, place**2)
        measured |= {f"mean square, p = {power:g}": (x**2).mean(), f"recursion, p = {power:g}": exact}
    return Evidence(bool(holds), measured)


@claim
def strong_convexity_gives_one_over_t(seed: int = 0) -> Evidence:
    r"""On $x^2/2$ over $[-1, 1]$, where $\mu = 1$ and $G^2 = 2$, with the rates $1/(t + 1)$, the mean squared distance
    after $t$ updates is at most $2/t$ for $t = 1, 2, \dots, 4096$, up to five standard errors.
    """
    found = strong_runs(seed=seed)
    lane, t = int(np.flatnonzero(found.c == 1)[0]), found.step[1:]
    square, error = found.square[1:, lane], found.error[1:, lane]
    share = t * square / 2
    holds = (square < 2 / t + 5 * error).all()
    measured = {f"mean square over the bound, t = {t[i]}": share[i] for i in (0, 9, 99, 999, 4095)}
    return Evidence(bool(holds), measured)


@claim
def a_small_constant_hardly_moves() -> Evidence:
    r"""The rates $c/j$, $j = 1, 2, \dots$, with $c = 1/5$ leave of the start on $x^2/2$ without noise the product of
    $1 - c/j$, which is $\Gamma(n - c) / (\Gamma(n) \Gamma(1 - c))$ before update $n$.  A billion updates leave more
    than one part in a hundred.
    """
    counts = np.array([10, 1000, 100_000])
    product = np.array([np.prod(1 - 1 / (5 * np.arange(1, n))) for n in counts])
    closed = np.array([slow_start(1 / 5, n) for n in counts])
    gap = np.abs(product / closed - 1).max()
    left = slow_start(1 / 5, 10**9)
    # Rounding of a product of n factors, and of log gamma, a number of size n log n.
    holds = gap < 1e-9 and left > 1 / 100
    return Evidence(bool(holds), {"largest relative gap": gap, "left after a billion updates": left})


@claim
def signs_lead_to_the_median(seed: int = 0) -> Evidence:
    r"""For an exponential number $w$ of mean one and the steps $1/(t + 1)$ the gradient of $(x - w)^2/2$ leads to the
    mean, $1$, and its sign to the median, $\ln 2$, up to five standard errors and a term $\ln t / t$ of second order.
    """
    found = mean_or_median(seed=seed)
    steps = len(found["sign"]) - 1
    ends = {name: x[-1].mean() for name, x in found.items()}
    errors = {name: x[-1].std() / np.sqrt(x.shape[1]) for name, x in found.items()}
    # Near the median the mean sign is u - u^2 / 2 + ..., where u has the variance 1 / t: the mean of u is pulled off by
    # the sum of 1 / (2 t), divided by t.  Allow twice that.
    holds = abs(ends["gradient"] - 1) < 5 * errors["gradient"]
    holds &= abs(ends["sign"] - np.log(2)) < 5 * errors["sign"] + np.log(steps) / steps
    return Evidence(
        bool(holds),
        {
            "mean end, gradient": ends["gradient"],
            "mean end, sign": ends["sign"],
            "median of w": np.log(2),
            "standard error, gradient": errors["gradient"],
            "standard error, sign": errors["sign"],
        },
    )


@claim
def noise_is_unrelated_to_the_past_only(seed: int = 0) -> Evidence:
    r"""On $x^2$ at the rate $0.1$ the mean product of the noise $\xi_s$ and an iterate $z_t$ is zero for $t \le s$ and
    $-\eta (1 - \eta\lambda)^{t - s - 1}$ for $t > s$, up to five standard errors.
    """
    found = past_noise(seed=seed)
    seen = found.product != 0  # the start is zero in all runs
    off = np.abs(found.product - found.theory)[seen] / found.error[seen]
    one = int(np.flatnonzero(found.step == 1)[0])
    return Evidence(
        bool(off.max() < 5),
        {
            "largest gap in standard errors": off.max(),
            "mean product with the next iterate": found.product[one],
            "theory": found.theory[one],
            "its standard error": found.error[one],
        },
    )
