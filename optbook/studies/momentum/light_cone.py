"""The strongly convex chain, on which a gradient reaches one coordinate more at a step: no method goes ahead of it."""

from __future__ import annotations

import numpy as np

from optbook import optimizers as methods
from optbook.objectives import Quadratic
from optbook.protocols import Optimizer
from optbook.studies.momentum import heavy_ball


def strong_chain(kappa: float, count: int) -> Quadratic:
    """A chain in which each mass is also tied to its own place, with curvatures from 1 to `kappa`.

    ``(kappa - 1) / 8 (x1^2 + (x1 - x2)^2 + ... - 2 x1) + |x|^2 / 2``, the first `count` masses of it: a spring of the
    strength ``1 - r`` holds the last one as the rest of an endless chain would, so that the minimum is that of the
    endless chain.
    """
    matrix = 2 * np.eye(count) - np.eye(count, k=1) - np.eye(count, k=-1)
    matrix[-1, -1] = 2 - ratio(kappa)
    pull = (kappa - 1) / 4
    return Quadratic(pull * matrix + np.eye(count), -pull * np.eye(count)[0])


def ratio(kappa: float) -> float:
    """``r = (sqrt(kappa) - 1) / (sqrt(kappa) + 1)``, how far a mass is moved, over the one before it."""
    return heavy_ball.best_pair(kappa)[2]


def rest(kappa: float, count: int) -> np.ndarray:
    """Where the chain rests: ``r, r^2, r^3, ...``."""
    return ratio(kappa) ** np.arange(1, count + 1)


def least_left(kappa: float, count: int, steps: int) -> np.ndarray:
    """Share of the distance that lies beyond the first ``t`` coordinates, ``(steps + 1,)``.

    It is ``r^t`` on the endless chain.
    """
    squares = rest(kappa, count) ** 2
    beyond = np.append(np.cumsum(squares[::-1])[::-1], 0)
    return np.sqrt(beyond[: steps + 1] / beyond[0])


def first_order(lr: float) -> dict[str, Optimizer]:
    """Methods that know gradients only, with the rate or the length of a step `lr`, but for those that need none."""
    plain = {
        name: getattr(methods, name)(lr)
        for name in (
            *("GradientDescent", "HeavyBall", "Nesterov", "AcceleratedGradient", "RestartedGradient", "ScheduleFree"),
            *("Adagrad", "RMSProp", "Adadelta", "Adam", "AMSGrad", "Yogi", "ADOPT", "AdamW", "SignSGD", "Lion"),
        )
    }
    return plain | {"DoG": methods.DoG(), "Prodigy": methods.Prodigy()}


def reach(x: np.ndarray) -> np.ndarray:
    """How many coordinates lie before the last one that is not exactly zero, that one included: ``(...) ints``."""
    filled = x != 0
    return np.where(filled.any(-1), x.shape[-1] - filled[..., ::-1].argmax(-1), 0)
