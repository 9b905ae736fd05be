"""How many steps gradient descent takes to leave a saddle, counted and predicted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook.objectives import MonkeySaddle, Quadratic, Saddle
from optbook.optimizers import GradientDescent
from optbook.trajectory import descend, follow


@dataclass(frozen=True, eq=False)
class Departures:
    """How long gradient descent takes to leave the origin.

    Attributes
    ----------
    lr : float
    start : (count,) array
        Distance from the origin along the direction that goes down.
    steps, theory : (count,) arrays
        Updates until the distance along it is first at least 1, and their number as predicted.
    """

    lr: float
    start: np.ndarray
    steps: np.ndarray
    theory: np.ndarray


def leave_saddle(start: np.ndarray | None = None, lr: float = 0.1) -> Departures:
    """Descend from ``(1, start)`` on the saddle; each step multiplies the second coordinate by ``1 + 2 lr``."""
    start = np.logspace(-12, -1, 45) if start is None else np.asarray(start, dtype=float)
    theory = -np.log(start) / np.log1p(2 * lr)
    run = descend(
        Saddle(), np.stack([np.ones_like(start), start], -1), GradientDescent(lr), int(np.ceil(theory.max())) + 1
    )
    return Departures(lr, start, (np.abs(run.x[..., 1]) >= 1).argmax(0), theory)


def leave_monkey(start: np.ndarray | None = None, lr: float = 0.1) -> Departures:
    """Descend from ``(-start, 0)`` on the monkey saddle, down one of its valleys.

    There the distance ``r`` grows by ``3 lr r^2`` a step, which takes ``(1/start - 1) / (3 lr) + ln(1/start)`` steps up
    to a bounded error.
    """
    start = np.logspace(-3, -1, 9) if start is None else np.asarray(start, dtype=float)
    theory = (1 / start - 1) / (3 * lr) - np.log(start)
    run = descend(
        MonkeySaddle(), np.stack([-start, 0 * start], -1), GradientDescent(lr), int(np.ceil(theory.max())) + 9
    )
    return Departures(lr, start, (run.x[..., 0] <= -1).argmax(0), theory)


def leave_after_a_kick(dim: int, radius: float = 1e-6, lr: float = 0.1, lanes: int = 100, seed: int = 0) -> float:
    """Median steps to leave a saddle of `dim` dimensions with one way down, after a random kick of length `radius`."""
    saddle = Quadratic(np.diag([2.0] * (dim - 1) + [-2.0]))
    kick = np.random.default_rng(seed).standard_normal((lanes, dim))
    kick *= radius / np.linalg.norm(kick, axis=-1, keepdims=True)
    gone = np.array([np.abs(x[:, -1]) >= 1 for x, _ in follow(saddle, kick, GradientDescent(lr), 200)])
    return float(np.median(np.where(gone.any(0), gone.argmax(0), np.inf)))
