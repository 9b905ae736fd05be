"""Local minima: the three stationary points of ``x cos(pi x)``, its basins, and noise that leaves the poor one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook import Trajectory, descend
from optbook.analysis import StationaryPoint, stationary_points
from optbook.claims import Evidence, claim
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
