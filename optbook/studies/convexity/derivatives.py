"""Derivatives of convex functions: tangents, curvature, quadratic bounds, and the Polyak-Lojasiewicz condition."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy.optimize import minimize_scalar

from optbook import descend
from optbook.claims import Evidence, claim
from optbook.objectives import (
    CosineWell,
    Cubic,
    Curve,
    Exponential,
    LogCosh,
    LogisticNeuron,
    Power,
    RippledBowl,
    Rosenbrock,
    SineValley,
    Tanh,
)
from optbook.optimizers import GradientDescent

CURVES = (
    Power(2),
    Power(4),
    Exponential(1.0),
    LogCosh(),
    LogisticNeuron(),
    RippledBowl(),
    CosineWell(),
    Cubic(),
    Tanh(),
)
SMOOTHNESS = 8.0
"""Greatest second derivative of `RippledBowl`, ``2 + 6 cos(2 x)``, at the minimum 0."""


def tangent_gap(curve: Curve, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Height of `curve` at `y` above its tangent at `x`."""
    return curve.f(y) - curve.f(x) - curve.slope(x) * (y - x)


@dataclass(frozen=True, eq=False)
class Crossing:
    """A tangent, and where the curve is below it.

    Attributes
    ----------
    x : (count,) array
    curve, line : (count,) arrays
        Heights of the curve and of the tangent.
    at : float
        Where the tangent touches.
    """

    x: np.ndarray
    curve: np.ndarray
    line: np.ndarray
    at: float


def tangent(curve: Curve, at: float, count: int = 401) -> Crossing:
    """The tangent of `curve` at one point, over its domain."""
    x = np.linspace(*np.ravel(curve.domain), count)
    height = curve.f(x)
    return Crossing(x, height, height - tangent_gap(curve, np.array(at), x), at)


def curvature_of_rosenbrock(x: np.ndarray) -> np.ndarray:
    """Least eigenvalue of the Hessian of Rosenbrock's function at points ``(..., 2)``."""
    return np.linalg.eigvalsh(Rosenbrock().hess(x))[..., 0]


def quadratic_gap(curve: Curve, reach: float = 10.0, count: int = 201) -> np.ndarray:
    """``2 (f(y) - f(x) - f'(x) (y - x)) / (y - x)^2`` for all pairs of a grid on ``[-reach, reach]``.

    Between the constants of strong convexity and of smoothness, by their definitions.
    """
    t = np.linspace(-reach, reach, count)
    x, y = (t[pairs] for pairs in np.nonzero(~np.eye(count, dtype=bool)))
    return 2 * tangent_gap(curve, x, y) / (y - x) ** 2


def pl_ratio(curve: Curve, t: np.ndarray, floor: float = 0.0) -> np.ndarray:
    """``f'(t)^2 / (2 (f(t) - floor))``: the PL constant is the least of it over all points that are no minimum."""
    return curve.slope(t) ** 2 / (2 * (curve.f(t) - floor))


@dataclass(frozen=True)
class Tightest:
    """Where the PL condition is tightest.

    Attributes
    ----------
    x, constant : float
        The point, and the ratio there.
    """

    x: float
    constant: float


@cache
def pl_constant(curve: Curve, reach: float = 10.0) -> Tightest:
    """PL constant of an even `curve` with the minimum 0 at 0: least ratio on a grid to `reach`, then refined."""
    t = np.linspace(reach / 4000, reach, 4000)
    i = int(pl_ratio(curve, t).argmin())
    bracket = (t[max(i - 1, 0)], t[min(i + 1, len(t) - 1)])
    found = minimize_scalar(lambda s: pl_ratio(curve, s), bounds=bracket, method="bounded", options={"xatol": 1e-10})
    return Tightest(float(found.x), float(found.fun))


@dataclass(frozen=True, eq=False)
class Rippled:
    """Gradient descent on the rippled bowl at the rate ``1 / L``.

    Attributes
    ----------
    start : (count,) array
    value : (steps + 1, count) array
    bound : (steps + 1,) array
        What the PL condition allows, as a share of the first value.
    """

    start: np.ndarray
    value: np.ndarray
    bound: np.ndarray

    @property
    def factor(self) -> np.ndarray:
        """By what each step multiplied the value, ``(steps, count)``; nan from values that are mostly rounding."""
        old = np.where(self.value[:-1] > 1e-24, self.value[:-1], np.nan)
        return self.value[1:] / old


def rippled(steps: int = 80, count: int = 400, reach: float = 10.0) -> Rippled:
    """Run from `count` starts, even on both sides of the minimum."""
    start = np.linspace(-reach, reach, count)
    run = descend(RippledBowl(), start[:, None], GradientDescent(1 / SMOOTHNESS), steps)
    factor = 1 - pl_constant(RippledBowl()).constant / SMOOTHNESS
    return Rippled(start, run.value, factor ** np.arange(steps + 1))


def factors(t: np.ndarray, lr: float) -> np.ndarray:
    """What one step at the rate `lr` leaves of the value of the rippled bowl, as a share, from each place of `t`."""
    run = descend(RippledBowl(), np.asarray(t)[:, None], GradientDescent(lr), 1)
    return run.value[1] / run.value[0]


def worst_factor(lr: float, reach: float = 10.0, count: int = 200_001) -> float:
    """The most that one step leaves, over a grid of places on one side of the minimum."""
    return float(factors(np.linspace(reach / count, reach, count), lr).max())


@dataclass(frozen=True, eq=False)
class Valley:
    """Runs into the valley whose floor is a sine.

    Attributes
    ----------
    x : (steps + 1, count, 2) array
    measured : (count,) array
        By what the last steps above rounding multiplied the value.
    expected : (count,) array
        ``(1 - lr c)^2`` with the Hessian's larger eigenvalue ``c`` at the end of the run.
    """

    x: np.ndarray
    measured: np.ndarray
    expected: np.ndarray


def valley(lr: float = 0.2, steps: int = 100) -> Valley:
    """Run from seven starts above the floor and seven below; one of each at ``x = pi / 2``, where it is slowest."""
    across = np.pi / 2 * np.linspace(-2.5, 2.5, 7) + np.pi / 12
    start = np.concatenate([np.column_stack([across, np.full(7, height)]) for height in (2.2, -2.2)])
    run = descend(SineValley(), start, GradientDescent(lr), steps)
    seen = run.value > 1e-24
    last = np.where(seen, run.step[:, None], 0).max(0)
    lane = np.arange(len(start))
    bends = np.linalg.eigvalsh(SineValley().hess(run.x[-1]))[:, -1]
    return Valley(run.x, run.value[last, lane] / run.value[last - 1, lane], (1 - lr * bends) ** 2)


@claim
def tangents_are_below_exactly_where_nothing_bends_down(seed: int = 0) -> Evidence:
    """Of nine curves, those whose tangents stay below them at random pairs of points are exactly those whose second
    derivative is nowhere negative on the domain.
    """
    rng = np.random.default_rng(seed)
    below, bends = [], []
    for curve in CURVES:
        (lower,), (upper,) = curve.domain
        gap = tangent_gap(curve, *rng.uniform(lower, upper, (2, 20_000)))
        below.append(float(gap.min()))
        bends.append(float(curve.bend(np.linspace(lower, upper, 20_001)).min()))
    convex = np.array(bends) >= 0
    holds = ((np.array(below) > -1e-12) == convex).all() and 0 < convex.sum() < len(CURVES)
    return Evidence(
        bool(holds),
        {
            "curves that bend down nowhere": int(convex.sum()),
            "least height above a tangent, among them": float(np.array(below)[convex].min()),
            "curves that bend down somewhere": int((~convex).sum()),
            "depth below a tangent, the least among them": float(-np.array(below)[~convex].max()),
        },
    )


@claim
def the_valley_of_rosenbrock_is_just_inside(seed: int = 0) -> Evidence:
    r"""The Hessian of $(1 - x)^2 + 100 (y - x^2)^2$ has no negative eigenvalue exactly where $y \le x^2 + 1/200$.
    The floor of its valley, $y = x^2$, is inside by a hair.
    """
    x = np.random.default_rng(seed).uniform(*Rosenbrock().domain, (50_000, 2))
    room = x[:, 0] ** 2 + 1 / 200 - x[:, 1]
    least = curvature_of_rosenbrock(x)
    agree = float((np.sign(least) == np.sign(room)).mean())
    floor = np.linspace(-1.5, 1.5, 301)
    on_floor = curvature_of_rosenbrock(np.column_stack([floor, floor**2]))
    return Evidence(
        agree == 1 and on_floor.min() > 0,
        {
            "share of random points where both agree": agree,
            "share of points with a negative eigenvalue": float((least < 0).mean()),
            "least eigenvalue on the floor": float(on_floor.min()),
            "least eigenvalue at the minimum": float(curvature_of_rosenbrock(np.ones(2))),
        },
    )


@claim
def two_parabolas_hold_the_curve() -> Evidence:
    r"""For $f(x) = \ln \cosh x + \tfrac{\mu}{2} x^2$ with $\mu = 1/5$, the height above a tangent is between
    $\tfrac{\mu}{2} (y - x)^2$ and $\tfrac{L}{2} (y - x)^2$ with $L = 1 + \mu$ at all pairs of a grid, and neither
    constant can be improved.
    """
    ridge = 0.2
    twice = quadratic_gap(LogCosh(ridge))
    low, high = float(twice.min()), float(twice.max())
    holds = ridge - 1e-11 <= low < ridge + 1e-3 and 1 + ridge - 5e-3 < high <= 1 + ridge + 1e-11
    return Evidence(holds, {"least factor measured, minus mu": low - ridge, "L minus the greatest": 1 + ridge - high})


@claim
def the_pl_constant_of_the_rippled_bowl() -> Evidence:
    r"""The function $x^2 + 3 \sin^2 x$ bends down in places, so it is not convex. It satisfies the PL condition with a
    constant above the published $1/32$. At the tightest point the second derivative equals the constant. Beyond
    $|x| = 10$ the condition is far from tight, by $(2|x| - 3)^2 / (2 x^2 + 6)$.
    """
    tightest = pl_constant(RippledBowl())
    bends = RippledBowl().bend(np.linspace(-4, 4, 8001)).min()
    lattice = pl_ratio(RippledBowl(), np.linspace(1e-3, 10, 1_000_003)).min()
    bend = float(RippledBowl().bend(tightest.x))
    far = (2 * 10 - 3) ** 2 / (2 * 10**2 + 6)
    holds = (
        bends < -3.9
        and tightest.constant > 1 / 32
        and abs(lattice - tightest.constant) < 1e-9
        and abs(bend - tightest.constant) < 1e-6
        and far > 1
    )
    return Evidence(
        holds,
        {
            "least second derivative": float(bends),
            "PL constant": tightest.constant,
            "where it is attained": tightest.x,
            "second derivative there": bend,
            "published bound": 1 / 32,
            "ratio from ten on, at least": far,
        },
    )


@claim
def descent_keeps_the_pl_rate() -> Evidence:
    r"""On $x^2 + 3 \sin^2 x$, gradient descent at the rate $1/L$ multiplies the value by at most $1 - \mu/L$ at every
    step of 400 runs, and from every place of a fine grid. As the rate $\eta$ tends to zero the bound becomes
    exact: the worst step loses the share $2 \eta \mu$, to first order.
    """
    mu = pl_constant(RippledBowl()).constant
    runs = rippled()
    worst = max(float(np.nanmax(runs.factor)), worst_factor(1 / SMOOTHNESS))
    rate = 1e-3 / SMOOTHNESS
    sharp = (1 - worst_factor(rate)) / (2 * rate * mu)
    last = float((runs.value[-1] / runs.value[0]).max())
    return Evidence(
        worst <= runs.bound[1] and 1 - 1e-3 < sharp < 1 + 2e-3 and last < runs.bound[-1],
        {
            "worst factor of a step at 1/L": worst,
            "allowed": float(runs.bound[1]),
            "share lost in the worst step of a small rate, over its bound": sharp,
            "largest value left after 80 steps": last,
            "allowed after 80": float(runs.bound[-1]),
        },
    )


@claim
def a_valley_of_minima_is_linear_too(seed: int = 0) -> Evidence:
    r"""On $\tfrac12 (y - \sin x)^2$, which is not convex and whose minima fill a curve, every run ends on the curve
    and multiplies the value by $(1 - \eta (1 + \cos^2 x^\star))^2$ a step in the end, where $x^\star$ is the place
    that it reaches. The PL constant is $\mu = 1$, and the slowest runs, at $x^\star = \pi/2$, have the factor
    $(1 - \eta \mu)^2$.
    """
    lr = 0.2
    runs = valley(lr)
    residual = float(np.abs(SineValley().residual(runs.x[-1])).max())
    by_hand = (1 - lr * (1 + np.cos(runs.x[-1, :, 0]) ** 2)) ** 2
    miss = float(np.abs(runs.measured - by_hand).max())
    least = float(np.linalg.eigvalsh(SineValley().hess([np.pi / 2, 0.0]))[0])
    points = np.random.default_rng(seed).uniform(*SineValley().domain, (20_000, 2))
    ratio = (SineValley().grad(points) ** 2).sum(-1) / (2 * SineValley().value(points))
    slowest = float(runs.measured.max())
    return Evidence(
        residual < 1e-8 and miss < 1e-4 and least < -0.5 and ratio.min() >= 1 - 1e-12 and abs(slowest - 0.64) < 1e-9,
        {
            "largest miss of the floor": residual,
            "largest miss of the factor": miss,
            "slowest factor": slowest,
            "quickest factor": float(runs.measured.min()),
            "least PL ratio at random points": float(ratio.min()),
            "a negative eigenvalue of the Hessian": least,
        },
    )
