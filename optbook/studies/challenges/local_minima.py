"""Local minima: the three stationary points of ``x cos(pi x)``, its basins, and noise that leaves the poor one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.integrate import cumulative_trapezoid, trapezoid
from scipy.stats import binom

from optbook import Trajectory, descend
from optbook.analysis import StationaryPoint, stationary_points
from optbook.claims import Evidence, claim
from optbook.noise import Noisy
from optbook.objectives import CosineWell
from optbook.optimizers import GradientDescent


def well() -> list[StationaryPoint]:
    """Stationary points of `CosineWell` in its domain, from left to right."""
    return stationary_points(CosineWell(), *CosineWell().domain)


@dataclass(frozen=True, eq=False)
class Basins:
    """Where gradient descent ends, for a row of starts.

    Attributes
    ----------
    start, end : (count,) arrays
        First and last iterate of each run.
    boundary : float
        The start, found by halving, on whose two sides the ends differ.
    """

    start: np.ndarray
    end: np.ndarray
    boundary: float


def basins(lr: float = 0.02, steps: int = 1000, count: int = 301) -> Basins:
    """Run gradient descent from `count` starts across the domain, then halve in on the boundary of the basins."""
    (lower,), (upper,) = CosineWell().domain
    run = ends(np.linspace(lower, upper, count), lr, steps)
    left, right = 0.0, 1.0
    for _ in range(40):
        middle = (left + right) / 2
        left, right = (middle, right) if ends(np.array([middle]), lr, steps).x[-1, 0, 0] < 0 else (left, middle)
    return Basins(run.x[0, :, 0], run.x[-1, :, 0], (left + right) / 2)


def ends(starts: np.ndarray, lr: float, steps: int) -> Trajectory:
    """Gradient descent on `CosineWell` from each of `starts`, ``(count,)``."""
    return descend(CosineWell(), starts[:, None], GradientDescent(lr), steps, every=steps)


def off_the_curve(marks: np.ndarray) -> np.ndarray:
    """Vertical distance from each mark ``(x, y)``, ``(count, 2)``, up to the curve: ``(count,)``."""
    x, y = np.asarray(marks, dtype=float).T
    return CosineWell().f(x) - y


@dataclass(frozen=True, eq=False)
class Escapes:
    """How long noisy runs stay in the poor minimum.

    Attributes
    ----------
    lr : float
        Learning rate.
    lanes : int
        Runs at each noise level.
    sigma, barrier : (levels,) arrays
        Standard deviation of the slope's noise; barrier in units of the temperature ``lr sigma^2 / 2``.
    median, interval, theory : (levels,), (levels, 2), (levels,) arrays
        Median number of steps to leave, the order statistics that hold it with probability 0.95, and its prediction.
    """

    lr: float
    lanes: int
    sigma: np.ndarray
    barrier: np.ndarray
    median: np.ndarray
    interval: np.ndarray
    theory: np.ndarray


GONE = 0.7
"""Past this point the slope carries a run away: it has left."""


def escapes(lr: float = 0.02, lanes: int = 400, steps: int = 12_000, seed: int = 0) -> Escapes:
    """Run noisy gradient descent from the poor minimum, `lanes` times at each of four noise levels.

    The time to leave is read every ten steps.  `steps` leaves more than half of the coldest runs time to go.
    """
    left, top, _ = well()
    barrier = np.array([5.0, 4.0, 3.0, 2.0])
    sigma = np.sqrt(2 * (top.value - left.value) / (barrier * lr))
    starts = np.broadcast_to(left.x, (len(sigma), lanes, 1))
    noisy = Noisy(CosineWell(), sigma[:, None, None], seed)
    run = descend(noisy, starts, GradientDescent(lr), steps, every=10)
    gone = run.x[..., 0] > GONE
    times = np.sort(np.where(gone.any(0), run.step[gone.argmax(0)], np.inf), axis=-1)
    low, high = binom.interval(0.95, lanes, 0.5)
    theory = np.array([np.log(2) * mean_escape_steps(level, lr) for level in sigma])
    interval = np.stack([times[:, int(low) - 1], times[:, int(high)]], axis=-1)
    return Escapes(lr, lanes, sigma, barrier, np.median(times, axis=-1), interval, theory)


def mean_escape_steps(sigma: float, lr: float) -> float:
    """Mean first-passage time, in steps, from the poor minimum past `GONE`: theory for a small rate."""
    (wall, *_), (left, *_) = stationary_points(CosineWell(), [-1.5], [-0.5])[0].x, well()[0].x
    temperature = lr * sigma**2 / 2
    z = np.linspace(wall, GONE, 8001)
    value = CosineWell().f(z) / temperature
    inner = cumulative_trapezoid(np.exp(-value), z, initial=0)
    outer = np.where(z >= left, np.exp(value) * inner, 0)
    return float(trapezoid(outer, z) / (lr * temperature))


@claim
def three_stationary_points() -> Evidence:
    r"""On $[-1, 2]$ the curve $f(x) = x \cos(\pi x)$ has exactly three stationary points.  From left to right they are
    a minimum, a maximum and the global minimum, and each solves $\pi x \tan(\pi x) = 1$.
    """
    found = well()
    x = np.pi * np.array([point.x[0] for point in found])
    lattice = np.linspace(-1, 2, 30_001)
    slope = CosineWell().slope(lattice)
    changes = int((np.sign(slope[1:]) != np.sign(slope[:-1])).sum())
    miss = float(np.abs(x * np.tan(x) - 1).max())
    lowest = lattice[CosineWell().f(lattice).argmin()]
    holds = (
        [point.kind for point in found] == ["minimum", "maximum", "minimum"]
        and changes == len(found)
        and miss < 1e-12
        and abs(found[-1].x[0] - lowest) < 1e-4
    )
    return Evidence(
        holds,
        {
            "minimum on the left": float(found[0].x[0]),
            "its value": found[0].value,
            "maximum": float(found[1].x[0]),
            "value there": found[1].value,
            "global minimum": float(found[2].x[0]),
            "least value": found[2].value,
            "changes of sign of the slope": changes,
            "largest miss in the equation": miss,
        },
    )


@claim
def the_boundary_is_the_maximum() -> Evidence:
    """Gradient descent with a small step ends in the left minimum exactly from the starts left of the maximum:
    the two basins meet where the slope is zero and the curve bends down.
    """
    maximum = well()[1].x[0]
    boundary = basins(count=2).boundary
    gap = float(abs(boundary - maximum))
    return Evidence(gap < 1e-8, {"boundary, by halving": boundary, "maximum": float(maximum), "gap": gap})


@claim
def escape_time_is_kramers() -> Evidence:
    r"""The median number of steps that noise takes to leave the poor minimum agrees with the theory of a small rate,
    $\tau \ln 2$, at each of four noise levels, up to three standard errors of the simulated median and five
    percent for the step that is not small.
    """
    runs = escapes()
    ratio = runs.median / runs.theory
    # The median of an exponential law, from n samples, has the relative standard error 1 / (ln 2 sqrt(n)).
    error = 1 / (np.log(2) * np.sqrt(runs.lanes))
    return Evidence(
        bool((np.abs(ratio - 1) < 3 * error + 0.05).all()),
        {
            **{f"simulated over theory, barrier {b:.0f} T": r for b, r in zip(runs.barrier, ratio, strict=True)},
            "standard error of each": error,
        },
    )
