"""Local is global: poor minima and the chords that rule them out, many starts, flat floors, floors never reached."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize_scalar

from optbook import descend
from optbook.analysis import stationary_points
from optbook.claims import Evidence, claim
from optbook.models import LeastSquares
from optbook.objectives import (
    CosineWell,
    Curve,
    Exponential,
    LogCosh,
    LogisticNeuron,
    Power,
    RippledWell,
    SquaredNeuron,
)
from optbook.optimizers import GradientDescent
from optbook.study import study

CONVEX = (LogisticNeuron(), LogCosh(), Power(2), Power(4))
NOT_CONVEX = (CosineWell(), RippledWell(), SquaredNeuron())


@dataclass(frozen=True, eq=False)
class Detour:
    """A poor minimum, and the chord from it to the lowest minimum.

    Attributes
    ----------
    start, end : float
        The poor minimum and the lowest one.
    weight, x : (count,) arrays
        Share of the way from start to end, and the points of the way.
    curve, chord : (count,) arrays
        Height of the function, and of the chord, along the way.
    """

    start: float
    end: float
    weight: np.ndarray
    x: np.ndarray
    curve: np.ndarray
    chord: np.ndarray

    @property
    def stretch(self) -> float:
        """Share of the way, from the poor minimum on, over which the chord is below the curve without a break."""
        above = self.curve[1:-1] > self.chord[1:-1]
        return float(self.weight[1:-1][above.argmin()] if not above.all() else 1.0)

    @property
    def widest(self) -> int:
        """Index of the point at which the chord is furthest below the curve."""
        return int((self.curve - self.chord).argmax())


def detours(curve: Curve, count: int = 2001) -> list[Detour]:
    """The chord from each minimum that is not the lowest to the lowest one, from left to right."""
    minima = [point for point in stationary_points(curve, *curve.domain) if point.kind == "minimum"]
    lowest = min(minima, key=lambda point: point.value, default=None)
    return [chord(curve, point.x[0], lowest.x[0], count) for point in minima if point is not lowest]


def chord(curve: Curve, start: float, end: float, count: int = 2001) -> Detour:
    """Height of `curve` and of the chord between two of its points."""
    weight = np.linspace(0, 1, count)
    x = start + weight * (end - start)
    height = (1 - weight) * curve.f(start) + weight * curve.f(end)
    return Detour(float(start), float(end), weight, x, curve.f(x), height)


@dataclass(frozen=True, eq=False)
class Starts:
    """Gradient descent from a row of starts.

    Attributes
    ----------
    step : (kept,) array
    x : (kept, count) array
        Iterates that were kept.
    value : (count,) array
        Value at the end of each run.
    """

    step: np.ndarray
    x: np.ndarray
    value: np.ndarray


@study
def starts(loss: type[Curve], lr: float = 0.25, steps: int = 8000, count: int = 15) -> Starts:
    """Run gradient descent on a curve from `count` starts across its domain."""
    curve = loss()
    (lower,), (upper,) = curve.domain
    run = descend(curve, np.linspace(lower, upper, count)[:, None], GradientDescent(lr), steps)
    kept = spread(steps)
    return Starts(kept, run.x[kept, :, 0], run.value[-1])


def spread(steps: int, count: int = 160) -> np.ndarray:
    """Steps from 0 to `steps` that are even on a log axis, about `count` of them."""
    return np.unique(np.append(0, np.geomspace(1, steps, count).round())).astype(int)


PLANE = LeastSquares([[1.0, 2.0]], [2.0])
"""One equation for two unknowns, ``x1 + 2 x2 = 2``: its solutions fill a line."""


@dataclass(frozen=True, eq=False)
class Floor:
    """Runs on a function whose minimizers fill a line.

    Attributes
    ----------
    x : (kept, count, 2) array
        Iterates.
    nearest : (count, 2) array
        The minimizer nearest to each start, by the pseudoinverse.
    """

    x: np.ndarray
    nearest: np.ndarray


def floor(lr: float = 0.05, steps: int = 200, count: int = 12, seed: int = 0) -> Floor:
    """Gradient descent on `PLANE` from random starts, and where it should end."""
    start = np.random.default_rng(seed).uniform(-2, 3, (count, 2))
    run = descend(PLANE, start, GradientDescent(lr), steps)
    residual = start @ PLANE.inputs.T - PLANE.targets
    return Floor(run.x, start - residual @ np.linalg.pinv(PLANE.inputs).T)


@dataclass(frozen=True, eq=False)
class Endless:
    """A run on ``exp(x)``, which has no minimizer.

    Attributes
    ----------
    step : (kept,) array
    x, value : (kept,) arrays
    flow : (kept,) array
        Value along the gradient flow, ``1 / (lr * step + exp(-x0))``.
    """

    step: np.ndarray
    x: np.ndarray
    value: np.ndarray
    flow: np.ndarray


@study
def endless(lr: float = 0.1, steps: int = 15_000, start: float = 0.0) -> Endless:
    """Gradient descent on the exponential, beside its flow."""
    run = descend(Exponential(1.0), [start], GradientDescent(lr), steps)
    kept = spread(steps)
    return Endless(kept, run.x[kept, 0], run.value[kept], 1 / (lr * kept + np.exp(-start)))


@claim
def a_poor_minimum_has_a_chord_below_the_curve() -> Evidence:
    """On three curves that are not convex, the chord from each poor minimum to the lowest one runs below the curve over
    a stretch that begins at the poor minimum.  Four convex curves have no poor minimum, and no chord of theirs between
    two points of a grid is below the curve in its middle.
    """
    found = [detour for curve in NOT_CONVEX for detour in detours(curve)]
    poor = sum(len(detours(curve)) for curve in CONVEX)
    below = [gap_below(curve) for curve in CONVEX]
    violated = [gap_below(curve) for curve in NOT_CONVEX]
    shortest = min(detour.stretch for detour in found)
    holds = len(found) >= len(NOT_CONVEX) and shortest > 0.1 and poor == 0 and max(below) < 1e-12 < min(violated)
    return Evidence(
        holds,
        {
            "poor minima on the curves that are not convex": len(found),
            "shortest stretch, as a share of the chord": shortest,
            "poor minima on the convex curves": poor,
            "furthest that a chord is below, convex": max(below),
            "furthest that a chord is below, the least of the others": min(violated),
        },
    )


def gap_below(curve: Curve, count: int = 81) -> float:
    """How far the middle of a chord is below `curve`, the most over all pairs of a grid on its domain."""
    (lower,), (upper,) = curve.domain
    x = np.linspace(lower, upper, count)
    a, b = x[:, None], x
    return float((curve.f((a + b) / 2) - (curve.f(a) + curve.f(b)) / 2).max())


@claim
def one_loss_one_end() -> Evidence:
    """On the same samples, gradient descent on the cross entropy of the neuron ends at one weight from all starts, and
    it is the minimizer that a search without gradients finds.  On the squared error the runs end at two minima of
    different value.
    """
    convex, other = starts(LogisticNeuron), starts(SquaredNeuron)
    (lower,), (upper,) = LogisticNeuron().domain
    search = minimize_scalar(LogisticNeuron().f, bounds=(lower, upper), method="bounded", options={"xatol": 1e-10})
    spread = float(np.ptp(convex.x[-1]))
    gap = float(np.abs(convex.x[-1] - search.x).max())
    minima = SquaredNeuron().minima[:, 0]
    apart = np.abs(other.x[-1] - minima[:, None])
    values = SquaredNeuron().f(minima[np.unique(apart.argmin(0))])
    return Evidence(
        spread < 1e-10 and gap < 1e-6 and apart.min(0).max() < 1e-4 and len(values) == 2 and np.ptp(values) > 0.05,
        {
            "spread of the ends, cross entropy": spread,
            "largest distance to the minimizer": gap,
            "minima reached, squared error": len(values),
            "largest distance from an end to one of them": float(apart.min(0).max()),
            "value at the better of them": float(values.min()),
            "value at the poorer": float(values.max()),
        },
    )


@claim
def ends_fill_a_convex_set(seed: int = 0) -> Evidence:
    """On least squares with one equation and two unknowns, each run ends at the minimizer nearest to its start, which
    the pseudoinverse gives.  All ends have the value zero, and so has every point between two of them.
    """
    runs = floor(seed=seed)
    ends = runs.x[-1]
    weight = np.linspace(0, 1, 11)[:, None, None, None]
    between = PLANE.value(weight * ends[:, None] + (1 - weight) * ends)
    gap = float(np.linalg.norm(ends - runs.nearest, axis=-1).max())
    apart = float(np.linalg.norm(ends[:, None] - ends, axis=-1).max())
    return Evidence(
        gap < 1e-12 and between.max() < 1e-24 and apart > 1,
        {
            "largest distance from an end to the nearest minimizer": gap,
            "largest distance between two ends": apart,
            "largest value between two ends": float(between.max()),
        },
    )


@claim
def a_convex_function_may_have_no_minimum() -> Evidence:
    r"""Gradient descent on $e^x$ never ends: the value after $t$ steps follows the flow's $1/(\eta t + e^{-x_0})$, and
    $t$ times it tends to $1/\eta$, while the iterate goes to minus infinity like $-\ln(\eta t)$.
    """
    lr = 0.1
    run = endless(lr)
    late = run.step >= 1000
    ratio = run.value[late] / run.flow[late]
    # The flow's time 1/value grows by lr (1 + lr value / 2 + ...) a step: a correction of lr/2 ln(1/value) in all.
    drift = 1 / run.value[-1] - 1 / run.flow[-1] - lr / 2 * np.log(1 / run.value[-1])
    away = float(run.x[-1] + np.log(lr * run.step[-1]))
    return Evidence(
        bool((np.abs(ratio - 1) < 0.01).all()) and abs(drift) < lr**2 and abs(away) < 1e-2 and run.x[-1] < -7,
        {
            "last iterate": float(run.x[-1]),
            "last value": float(run.value[-1]),
            "it over the flow's": float(ratio[-1]),
            "miss of the time, after its first correction": float(drift),
            "last iterate plus the logarithm": away,
        },
    )
