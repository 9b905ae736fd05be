"""Notation: three forms of momentum."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook import descend
from optbook.claims import Evidence, claim
from optbook.objectives import Quadratic
from optbook.optimizers import HeavyBall
from optbook.protocols import Schedule
from optbook.schedules import constant, inverse_time


@dataclass(frozen=True, eq=False)
class MomentumForms:
    """Iterates of the three forms of momentum, from one start.

    Attributes
    ----------
    summed, averaged, stepped : (steps + 1, dim) arrays
        The velocity is a decayed sum of gradients, an average of gradients, or a decayed sum of steps.
    """

    summed: np.ndarray
    averaged: np.ndarray
    stepped: np.ndarray

    def apart(self, name: str) -> float:
        """Largest distance of a form's iterates from those of the first."""
        return float(np.abs(getattr(self, name) - self.summed).max())


def momentum_forms(lr: Schedule, beta: float = 0.9, steps: int = 100) -> MomentumForms:
    """Run all three on ``0.1 a^2 + 2 b^2``, the averaged form at the rate ``lr / (1 - beta)``.

    The first is `HeavyBall`; the others are written out, as there is no need for them elsewhere.
    """
    objective, start = Quadratic(np.diag([0.2, 4.0])), np.array([-5.0, -2.0])
    averaged, stepped = [start], [start]
    mean = velocity = np.zeros(2)
    for step in range(steps):
        mean = beta * mean + (1 - beta) * objective.grad(averaged[-1])
        averaged.append(averaged[-1] - lr(step) / (1 - beta) * mean)
        velocity = beta * velocity - lr(step) * objective.grad(stepped[-1])
        stepped.append(stepped[-1] + velocity)
    summed = descend(objective, start, HeavyBall(lr, beta=beta), steps).x
    return MomentumForms(summed, np.array(averaged), np.array(stepped))


@claim
def three_forms_of_momentum_are_one_at_a_constant_rate() -> Evidence:
    """At a constant rate the three forms of momentum give the same iterates, up to rounding. When the rate changes
    while the run goes on, the form whose velocity is a sum of steps goes elsewhere; the other two still agree.
    """
    same, changing = momentum_forms(constant(0.05)), momentum_forms(inverse_time(0.05, 0.1))
    measured = {
        "constant rate, averaged": same.apart("averaged"),
        "constant rate, sum of steps": same.apart("stepped"),
        "falling rate, averaged": changing.apart("averaged"),
        "falling rate, sum of steps": changing.apart("stepped"),
    }
    *equal, other = measured.values()
    return Evidence(max(equal) < 1e-12 and other > 0.1, {f"{name}: farthest apart": d for name, d in measured.items()})
