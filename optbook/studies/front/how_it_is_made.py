"""How the book is made: the smallest example of a study and its claim."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook import descend
from optbook.claims import Evidence, claim
from optbook.objectives import Quadratic
from optbook.optimizers import GradientDescent


@dataclass(frozen=True, eq=False)
class Shrinking:
    """Gradient descent on half a square, from 1.

    Attributes
    ----------
    lr : float
        Learning rate.
    x : (steps + 1,) array
        Iterates.
    """

    lr: float
    x: np.ndarray


def shrinking(lr: float = 0.1, steps: int = 50) -> Shrinking:
    """Run gradient descent on ``x ** 2 / 2`` from 1."""
    run = descend(Quadratic([[1.0]]), [1.0], GradientDescent(lr), steps)
    return Shrinking(lr, run.x[:, 0])


@claim
def each_step_shrinks_by_the_same_factor() -> Evidence:
    r"""On $f(x) = x^2 / 2$, gradient descent from $1$ is at $(1 - \eta)^t$ after $t$ steps."""
    run = shrinking()
    formula = (1 - run.lr) ** np.arange(len(run.x))
    gap = float(np.abs(run.x / formula - 1).max())
    measured = {
        "by running": run.x[-1],
        "by the formula": formula[-1],
        "largest relative gap": gap,
    }
    return Evidence(gap < 1e-13, measured)
