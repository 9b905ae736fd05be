"""Where Newton's method and its relatives end in the plane, for a grid of starts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from optbook import finish
from optbook.analysis import StationaryPoint, stationary_points
from optbook.objectives import Himmelblau, LinearChange
from optbook.optimizers import Newton
from optbook.protocols import Objective, Optimizer
from optbook.study import study

KINDS = ("minimum", "saddle", "maximum")
ARRIVED = 1e-6
"""An end this near to a stationary point has arrived: the points are more than a million times as far apart."""


def nine() -> list[StationaryPoint]:
    """The stationary points of `Himmelblau` in its domain."""
    return stationary_points(Himmelblau(), *Himmelblau().domain)


@dataclass(frozen=True, eq=False)
class Basins:
    """The end of each run.

    Attributes
    ----------
    axis : (count,) array
        Coordinates of the starts along each axis of the untouched objective.
    points : list of StationaryPoint
        Where runs may end.
    end : (count, count) int array
        For each start the number of the point that its run ended at; -1 where it ended at none.
    """

    axis: np.ndarray
    points: list[StationaryPoint]
    end: np.ndarray

    @property
    def reached(self) -> np.ndarray:
        """Share of the starts that lead to each point, ``(points,)``."""
        return np.array([(self.end == number).mean() for number in range(len(self.points))])

    @property
    def shares(self) -> dict[str, float]:
        """Share of the starts that lead to each kind of point, and to none."""
        kinds = np.array([point.kind for point in self.points])
        shares = {kind: float(self.reached[kinds == kind].sum()) for kind in KINDS}
        return shares | {"none": float((self.end < 0).mean())}


@study
def basins(
    method: Callable[[Objective], Optimizer] = Newton, steps: int = 40, count: int = 40, degrees: float = 0.0
) -> Basins:
    """Run `method` on `Himmelblau`, turned by `degrees`, from ``count * count`` starts over its whole domain.

    The starts are the same places of the landscape at every angle; none of them lies on an axis for an even `count`.
    """
    turned, points = LinearChange.rotation(Himmelblau(), degrees), nine()
    (low, _), (high, _) = Himmelblau().domain
    axis = np.linspace(low, high, count)
    starts = turned.back(np.stack(np.meshgrid(axis, axis), axis=-1))
    ends = turned.forth(last(turned, starts, method(turned), steps))[..., None, :]
    distance = np.linalg.norm(ends - np.array([point.x for point in points]), axis=-1)
    near = np.where(np.isfinite(distance), distance, np.inf)
    return Basins(axis, points, np.where(near.min(-1) < ARRIVED, near.argmin(-1), -1))


def last(objective: Objective, starts: np.ndarray, optimizer: Optimizer, steps: int) -> np.ndarray:
    """Last iterate of each run, ``(..., dim)``.

    At a constant rate an optimizer that keeps no arrays steps from a place the same way each time: a lane that a step
    leaves where it is stays there, and only the others go on.
    """
    if any(np.ndim(part) for part in optimizer.init(starts)):
        return finish(objective, starts, optimizer, steps)[0]
    x = starts.reshape(-1, objective.dim).copy()
    going = np.arange(len(x))
    for _ in range(steps):
        before = x[going]
        x[going], _ = finish(objective, before, optimizer, 1)
        going = going[np.isfinite(x[going]).all(-1) & (x[going] != before).any(-1)]
    return x.reshape(starts.shape)


def pull(point: StationaryPoint, degrees: float = 0.0, *, absolute: bool = False) -> float:
    """Spectral radius of the diagonal method's step near `point`: ``max |eig(I - D^-1 H)|``; below 1 it attracts."""
    turned = LinearChange.rotation(Himmelblau(), degrees)
    hessian = turned.hess(turned.back(point.x))
    diagonal = np.diagonal(hessian)
    scale = np.abs(diagonal) if absolute else diagonal
    return float(np.abs(np.linalg.eigvals(np.eye(2) - hessian / scale[:, None])).max())
