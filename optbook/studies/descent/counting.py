"""What a run costs: the number of points at which the objective was looked at.

A step of one method may need one gradient and a step of another a search of several, so steps do not compare.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from optbook.protocols import Objective, Optimizer
from optbook.trajectory import Trajectory, descend, follow


@dataclass(eq=False)
class Counted(Objective):
    """An objective that counts what is asked of it, by one run of one lane.

    A point costs 1, whether its value, its gradient or both are asked for, and however often.  A Hessian costs `dim`:
    so many more gradients give it by differences.

    Attributes
    ----------
    objective : Objective
        What is looked at.
    begun : dict of int to int
        Cost at the time when each step first asked for the objective.
    """

    objective: Objective
    begun: dict[int, int] = field(default_factory=dict)
    _points: set[bytes] = field(default_factory=set)
    _hessians: set[bytes] = field(default_factory=set)

    @property
    def dim(self) -> int:
        """Number of variables."""
        return self.objective.dim

    @property
    def cost(self) -> int:
        """Points looked at, and `dim` more for each Hessian."""
        return len(self._points) + self.dim * len(self._hessians)

    def value(self, x: np.ndarray) -> np.ndarray:
        """Value at a point: ``(dim,) -> ()``."""
        self._points.add(x.tobytes())
        return self.objective.value(x)

    def grad(self, x: np.ndarray) -> np.ndarray:
        """Gradient at a point: ``(dim,) -> (dim,)``."""
        self._points.add(x.tobytes())
        return self.objective.grad(x)

    def hess(self, x: np.ndarray) -> np.ndarray:
        """Hessian at a point: ``(dim,) -> (dim, dim)``."""
        self._hessians.add(x.tobytes())
        return self.objective.hess(x)

    def at(self, step: int) -> Counted:
        """The same, with a note of what had been spent before `step`."""
        self.begun.setdefault(step, self.cost)
        return self


def descend_counting(
    objective: Objective, x0: np.ndarray, make: Callable[[Objective], Optimizer], steps: int
) -> tuple[Trajectory, np.ndarray]:
    """Run one lane and count its cost.

    Parameters
    ----------
    objective : Objective
    x0 : (dim,) array_like
    make : function of the objective
        Returns the optimizer.
    steps : int

    Returns
    -------
    Trajectory
    cost : (steps + 1,) int array
        What had been spent when each iterate was reached, 0 for the start.
    """
    counted = Counted(objective)
    optimizer = make(counted)
    run = descend(_Silent(counted), x0, optimizer, steps)
    # An iterate that a search has already looked at costs nothing more; the last one may not have been looked at.
    return run, np.array([counted.begun[step] for step in range(steps)] + [counted.cost])


def arrive_counting(
    objective: Objective,
    x0: np.ndarray,
    make: Callable[[Objective], Optimizer],
    steps: int,
    least: float,
    share: float,
) -> tuple[float, float]:
    """Run one lane until its gap to `least` is at most a share of the first one, and count its cost.

    No step is made after that: a search goes on for long where nothing is left to gain.

    Parameters
    ----------
    objective, x0, make
        As in `descend_counting`.
    steps : int
        Bound on the updates.
    least, share : float
        Least value, and part of the first gap.

    Returns
    -------
    steps, cost : float
        Updates, and what had been spent when the iterate was reached; both inf where `steps` were not enough.
    """
    counted = Counted(objective)
    run = follow(_Silent(counted), x0, make(counted), steps)
    near = share * (objective.value(np.asarray(x0)) - least)
    for step, (x, _) in enumerate(run):
        if objective.value(x) - least <= near:
            return step, counted.cost
    return np.inf, np.inf


@dataclass(eq=False)
class _Silent(Objective):
    """What `descend` sees: gradients of the steps are counted, values for the record are not."""

    counted: Counted

    @property
    def dim(self) -> int:
        return self.counted.dim

    def value(self, x: np.ndarray) -> np.ndarray:
        return self.counted.objective.value(x)

    def grad(self, x: np.ndarray) -> np.ndarray:
        return self.counted.grad(x)

    def at(self, step: int) -> Counted:
        return self.counted.at(step)
