"""Gradient descent on one variable: what a rate does on a bowl, what it guarantees elsewhere, and where it ends."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook import Trajectory, descend
from optbook.claims import Evidence, claim
from optbook.objectives import CosineWell, Quadratic, RippledBowl
from optbook.optimizers import GradientDescent

RIPPLED_CURVATURE = 8.0
"""Least bound of ``|f''|`` on `RippledBowl`: ``f'' = 2 + 6 cos 2x``."""


def bowl(lrs: tuple[float, ...] = (0.05, 0.2, 1.1), start: float = 10.0, steps: int = 10) -> Trajectory:
    """Gradient descent on ``x^2``, one lane a rate: ``x`` is ``(steps + 1, rates, 1)``."""
    return descend(Quadratic([[2.0]]), [start], GradientDescent(np.array(lrs)[:, None]), steps)


def parabola(products: tuple[float, ...], curvature: float = 1.0, steps: int = 1000) -> Trajectory:
    """Gradient descent from 1 on ``curvature x^2 / 2``, one lane for each product of rate and curvature."""
    lr = np.array(products)[:, None] / curvature
    return descend(Quadratic([[curvature]]), [1.0], GradientDescent(lr), steps)


@dataclass(frozen=True, eq=False)
class Factors:
    """By what a step multiplies the distance to the minimum of a parabola.

    Attributes
    ----------
    product : (count,) array
        Rate times curvature.
    curvature : (bowls,) array
    measured : (bowls, count) array
        Geometric mean of the factor over the steps of a run.
    """

    product: np.ndarray
    curvature: np.ndarray
    measured: np.ndarray


def factors(curvatures: tuple[float, ...] = (0.01, 1.0, 100.0), count: int = 23, steps: int = 10) -> Factors:
    """Run gradient descent on parabolas of several curvatures at a row of rates; none lands on the minimum at once."""
    product = np.linspace(0.1, 2.3, count) + 0.003
    ends = [parabola(tuple(product), curvature, steps).x[-1, :, 0] for curvature in curvatures]
    return Factors(product, np.array(curvatures), np.abs(ends) ** (1 / steps))


@dataclass(frozen=True, eq=False)
class Decrease:
    """Change of the value in one step on `RippledBowl`, in units of the squared slope over the largest curvature.

    Attributes
    ----------
    product : (count,) array
        Rate times largest curvature.
    change : (count, starts) array
    bound : (count,) array
        What the descent lemma allows: ``-product (1 - product / 2)``.
    """

    product: np.ndarray
    change: np.ndarray
    bound: np.ndarray


def decrease(count: int = 51, starts: int = 400) -> Decrease:
    """Take one step from each of `starts` points across the domain, at rates from near 0 to ``2.5 / L``."""
    product = np.linspace(0.05, 2.55, count)
    x = np.linspace(*RippledBowl().domain, starts)  # an even number of points: none of them is the minimum
    lr = product[:, None, None] / RIPPLED_CURVATURE
    run = descend(RippledBowl(), np.broadcast_to(x, (count, starts, 1)), GradientDescent(lr), 1)
    unit = RippledBowl().slope(x[:, 0]) ** 2 / RIPPLED_CURVATURE
    return Decrease(product, (run.value[1] - run.value[0]) / unit, -product * (1 - product / 2))


@dataclass(frozen=True, eq=False)
class Touching:
    """A parabola that touches `RippledBowl` at one point and is nowhere below it.

    Attributes
    ----------
    x, curve, above : (count,) arrays
        Points, the curve there, and the parabola there.
    point, step : float
        Where they touch, and the lowest point of the parabola: one step at the rate ``1 / L``.
    """

    x: np.ndarray
    curve: np.ndarray
    above: np.ndarray
    point: float
    step: float


def touching(point: float = 3.6, count: int = 301) -> Touching:
    """The parabola of the descent lemma at `point`."""
    f, x = RippledBowl(), np.linspace(-1.2, 4.6, count)
    above = f.f(point) + f.slope(point) * (x - point) + RIPPLED_CURVATURE / 2 * (x - point) ** 2
    step = descend(f, [point], GradientDescent(1 / RIPPLED_CURVATURE), 1).x[-1, 0]
    return Touching(x, f.f(x), above, point, float(step))


WAVE = CosineWell(0.15)
"""``x cos(0.15 pi x)``: its minima are at -1.8 (poor) and 7.3."""


def wave(lr: float = 2.0, start: float = 10.0, steps: int = 600) -> Trajectory:
    """Gradient descent on `WAVE`, one run."""
    return descend(WAVE, [start], GradientDescent(lr), steps)


def limits() -> np.ndarray:
    """Rate above which each minimum of `WAVE` no longer holds an iterate, poor one first: ``2 / f''``."""
    return 2 / WAVE.bend(WAVE.minima[:, 0])


@dataclass(frozen=True, eq=False)
class Ends:
    """Where runs on `WAVE` are after many steps.

    Attributes
    ----------
    lr, x : (points,) arrays
        Rates, and the places visited at each of them, every place once.
    """

    lr: np.ndarray
    x: np.ndarray


def ends(start: float = 10.0, count: int = 301, steps: int = 1500, kept: int = 24) -> Ends:
    """Run `count` rates at once and collect the last `kept` iterates of each, up to a thousandth."""
    rates = np.linspace(0.5, 2.5, count)
    run = descend(WAVE, [start], GradientDescent(rates[:, None]), steps)
    last = np.round(run.x[-kept:, :, 0], 3)
    distinct = [np.unique(lane) for lane in last.T]
    return Ends(np.repeat(rates, [len(lane) for lane in distinct]), np.concatenate(distinct))


def half_width(lr: np.ndarray) -> np.ndarray:
    r"""Half the width, to leading order, of the cycle of two points that a rate above the limit makes around -1.8.

    A step multiplies the distance by ``-(1 + d) + b e + c e^2`` with ``d = lr f'' - 2``, ``b = -lr f''' / 2`` and
    ``c = -lr f'''' / 6``.  Two steps return to where they began at the distance ``sqrt(d / (b^2 + c))``.
    """
    (x,), w = WAVE.minima[0], WAVE.omega
    third = -3 * w**2 * np.cos(w * x) + w**3 * x * np.sin(w * x)
    fourth = 4 * w**3 * np.sin(w * x) + w**4 * x * np.cos(w * x)
    lr = np.asarray(lr)
    return np.sqrt((lr * WAVE.bend(x) - 2) / ((lr * third / 2) ** 2 - lr * fourth / 6))


def holding_limits(minima: np.ndarray, low: float = 0.5, high: float = 3.0) -> np.ndarray:
    """Largest rate, by halving, at which runs from near each of `minima` come closer to it: ``(count,)``."""
    low, high = np.full(len(minima), low), np.full(len(minima), high)
    for _ in range(30):
        middle = (low + high) / 2
        x = descend(WAVE, minima[:, None] + 1e-6, GradientDescent(middle[:, None]), 200, every=200).x[..., 0]
        nearer = np.abs(x[-1] - minima) < np.abs(x[0] - minima)
        low, high = np.where(nearer, middle, low), np.where(nearer, high, middle)
    return low


@claim
def ten_steps_have_a_closed_form() -> Evidence:
    r"""On $x^2$ from $10$ the iterate after $t$ steps at the rate $\eta$ is $10 \, (1 - 2\eta)^t$: after ten steps one
    rate has not arrived, one is near the minimum, and one is farther away than it began.
    """
    lrs = np.array([0.05, 0.2, 1.1])
    run = bowl(tuple(lrs))
    expected = 10 * (1 - 2 * lrs) ** run.step[:, None]
    miss = np.abs(run.x[..., 0] / expected - 1).max()
    end = np.abs(run.x[-1, :, 0])
    return Evidence(
        miss < 1e-12 and end[1] < 0.01 * 10 and end[0] > 0.1 * 10 and end[2] > 10,
        {
            "distance after ten steps, small rate": end[0],
            "middle rate": end[1],
            "large rate": end[2],
            "largest relative miss of the closed form": miss,
        },
    )


@claim
def the_limit_is_two_over_the_curvature() -> Evidence:
    r"""On $\tfrac12 L x^2$ a step multiplies the distance to the minimum by $|1 - \eta L|$, whatever $L$ is.
    So $\eta L = 1.99$ converges, $\eta L = 2$ keeps the distance forever, and $\eta L = 2.01$ diverges.
    """
    runs = factors()
    miss = np.abs(runs.measured / np.abs(1 - runs.product) - 1).max()
    below, at, above = np.abs(parabola((1.99, 2, 2.01)).x[-1, :, 0])
    # The starts are at 1 and each step multiplies by a number near 0.99, 1 or 1.01: take logarithms.
    steps = np.log([below, above]) / np.log1p([-0.01, 0.01])
    holds = miss < 1e-9 and at == 1 and np.allclose(steps, 1000, rtol=1e-9)
    return Evidence(
        holds,
        {
            "distance after 1000 steps, product 1.99": below,
            "distance, product 2": at,
            "distance, product 2.01": above,
            "largest relative miss of the factor": miss,
        },
    )


@claim
def each_step_lowers_the_value() -> Evidence:
    r"""On $x^2 + 3 \sin^2 x$, where $|f''| \le L = 8$, one step at any rate $\eta < 2/L$ lowers the value by at least
    $\eta (1 - \eta L/2) f'(x)^2$ from each of 400 starts.  The bound is nearly met from some start, and for
    $\eta > 2/L$ the value rises from some of the starts.
    """
    runs = decrease()
    slack = runs.bound[:, None] - runs.change
    below, above = runs.product < 2, runs.product > 2
    x = np.linspace(-4, 4, 80_001)
    # The largest curvature again, from differences of the slope only.
    largest = np.abs(np.diff(RippledBowl().slope(x)) / np.diff(x)).max()
    holds = (
        slack.min() > -1e-9
        and slack.min(axis=1).max() < 0.01
        and (runs.change[below] < 0).all()
        and (runs.change[above] > 0).any(axis=1).all()
        and abs(largest / RIPPLED_CURVATURE - 1) < 1e-6
    )
    return Evidence(
        holds,
        {
            "largest curvature, by differences": largest,
            "least slack of the bound": slack.min(),
            "its largest value over the rates": slack.min(axis=1).max(),
            "starts that rise at the largest rate": (runs.change[-1] > 0).sum(),
        },
    )


@claim
def squared_slopes_add_up_to_the_drop() -> Evidence:
    r"""At the rate $1/L$ the least squared slope of the first $T$ iterates is at most $2L (f(x_0) - f^\star)/T$.
    On $x^2 + 3 \sin^2 x$ this holds at every step of runs from 400 starts.
    """
    f, steps = RippledBowl(), 60
    starts = np.linspace(*f.domain, 400)
    run = descend(f, starts, GradientDescent(1 / RIPPLED_CURVATURE), steps)
    least = np.minimum.accumulate(f.slope(run.x[:-1, :, 0]) ** 2)
    bound = 2 * RIPPLED_CURVATURE * run.value[0] / np.arange(1, steps + 1)[:, None]
    share = (least / bound).max(axis=1)
    return Evidence(
        share.max() <= 1 and share[0] > 0.5,
        {
            "largest share of the bound, one step": share[0],
            "largest share, five steps": share[4],
            "largest share, ten steps": share[9],
        },
    )


@claim
def the_seeming_cycle_converges() -> Evidence:
    r"""From $10$ at the rate $2$, gradient descent on $x \cos(0.15 \pi x)$ jumps back and forth around the poor
    minimum.  It is no cycle: the rate is below $2/f''$ there, and each step multiplies the distance by $1 - 2 f''$.
    """
    run, (poor,) = wave(), WAVE.minima[0]
    distance = run.x[:, 0] - poor
    # Two steps at a time, where the distance is small and still far above rounding.
    seen = np.sqrt(distance[402] / distance[400])
    factor = 1 - 2 * WAVE.bend(poor)
    sides = np.sign(distance[2:400])
    holds = abs(seen + factor) < 1e-4 and (sides[1:] == -sides[:-1]).all() and abs(distance[-1]) < 1e-6
    return Evidence(
        holds and -1 < factor < 0,
        {
            "iterate after ten steps": run.x[10, 0],
            "poor minimum": poor,
            "limit of the rate there": limits()[0],
            "factor a step, from the curvature": factor,
            "factor a step, measured, without its sign": seen,
            "distance after 600 steps": abs(distance[-1]),
        },
    )


@claim
def cycles_begin_at_the_limit() -> Evidence:
    r"""Each of the two minima of $x \cos(0.15 \pi x)$ holds an iterate near it up to the rate $2/f''$, found
    by halving.  Above it the poor one has a cycle of two points, whose half-width follows from the third and fourth
    derivatives.
    """
    minima, predicted = WAVE.minima[:, 0], limits()
    found = holding_limits(minima)
    gap = np.abs(found / predicted - 1).max()
    lr = predicted[0] * np.array([1.001, 1.004])
    run = descend(WAVE, [minima[0] + 0.1], GradientDescent(lr[:, None]), 6000)
    width = np.abs(run.x[-1, :, 0] - run.x[-2, :, 0]) / 2
    miss = np.abs(width / half_width(lr) - 1)
    returns = np.abs(run.x[-1, :, 0] - run.x[-3, :, 0]).max()
    return Evidence(
        gap < 1e-4 and (miss < 0.01).all() and returns < 1e-6,
        {
            "limit at the poor minimum, by halving": found[0],
            "from its curvature": predicted[0],
            "limit at the good minimum, by halving": found[1],
            "from the curvature of that": predicted[1],
            "half-width of the cycle, a thousandth above": width[0],
            "half-width in theory": half_width(lr)[0],
        },
    )
