"""Runs of sign descent, Lion and masked methods: in a valley, around a minimum, and on small networks."""

from __future__ import annotations

from functools import partial
from itertools import product

import numpy as np

from optbook import Trajectory, descend
from optbook.objectives import Quadratic
from optbook.optimizers import Adam, Cautious, GradientDescent, HeavyBall, Lion, SignSGD
from optbook.protocols import Optimizer, Rate
from optbook.schedules import cosine
from optbook.studies.adaptive import adam_runs
from optbook.studies.adaptive.digits_contest import Contest, Exponents, compete, losses
from optbook.study import study

START = (-5.0, -2.0)
"""Start in the valley ``x1^2 / 10 + 2 x2^2``."""

PAIRS = ((0.5, 0.5), (0.8, 0.8), (0.9, 0.9), (0.95, 0.95), (0.98, 0.98), (0.99, 0.99), (0.9, 0.99), (0.95, 0.98))
"""Memories ``(beta1, beta2)`` that are compared: single ones, and the two pairs that are in use for Lion."""

EXPONENTS = {
    "gradient descent": adam_runs.EXPONENTS["gradient descent"],
    "signSGD": tuple(range(-8, -2)),
    "Lion": tuple(range(-9, -3)),
    "Adam": adam_runs.EXPONENTS["Adam"],
    "cautious Adam": tuple(range(-7, -1)),
}
"""Rates that are tried, as powers of two: six for each method."""


def valley() -> Quadratic:
    """The curve ``x1^2 / 10 + 2 x2^2``."""
    return Quadratic(np.diag([0.2, 4.0]))


def valley_runs(lr: float = 0.3, steps: int = 60) -> dict[str, Trajectory]:
    """Sign descent and gradient descent from `START`, at the same number."""
    methods = {"gradient descent": GradientDescent(lr), "signSGD": SignSGD(lr)}
    return {name: descend(valley(), START, method, steps) for name, method in methods.items()}


def masked_runs(lr: float = 0.1, beta: float = 0.9, steps: int = 120) -> dict[str, Trajectory]:
    """Heavy ball from `START`, with and without the mask."""
    methods = {"heavy ball": HeavyBall(lr, beta), "cautious": Cautious(HeavyBall(lr, beta))}
    return {name: descend(valley(), START, method, steps) for name, method in methods.items()}


def roundest(matrix: np.ndarray) -> float:
    """Largest ``u' A u`` over all ``u`` with entries in [-1, 1], where `A` is positive semidefinite.

    A convex function is largest at a corner: all of them are tried.
    """
    corners = np.array(list(product((-1.0, 1.0), repeat=len(matrix))))
    return float(np.einsum("ki,ij,kj->k", corners, matrix, corners).max())


def weights(beta1: float, beta2: float, ages: int = 200) -> np.ndarray:
    """Weight that the gradient of each age has in the mix whose sign Lion takes; age 0 is the present one."""
    age = np.arange(1, ages)
    return np.append(1 - beta1, beta1 * (1 - beta2) * beta2 ** (age - 1))


def noise_left(beta1: float, beta2: float) -> float:
    """Variance of the mix over that of independent gradients: the sum of its squared weights."""
    return (1 - beta1) ** 2 + beta1**2 * (1 - beta2) / (1 + beta2)


def swing_mean(beta2: float, length: int) -> float:
    """Lion's average at the upper turn of a swing that is `length` steps wide, on ``x^2 / 2`` at rate 1.

    A swing goes down in `length` steps and up as the mirror image, so its average there and half a period later are
    opposite; the recursion makes that one linear equation.
    """
    age = np.arange(length - 1, -1, -1)
    place = length / 2 - np.arange(length)
    return float(-(1 - beta2) * (beta2**age @ place) / (1 + beta2**length))


def widest_swing(beta1: float, beta2: float, most: int = 100) -> int:
    """Largest width, in rates, of a swing about the minimum of a parabola that goes on forever."""
    found = 0
    for length in range(1, most + 1):
        mean, down = swing_mean(beta2, length), True
        for place in length / 2 - np.arange(length):
            down &= beta1 * mean + (1 - beta1) * place > 0
            mean = beta2 * mean + (1 - beta2) * place
        found = length if down else found
    return found


@study
def swings(
    pairs: tuple[tuple[float, float], ...],
    curvatures: tuple[float, ...] = (1.0,),
    rates: tuple[float, ...] = (1.0,),
    lanes: int = 24,
    seed: int = 0,
) -> np.ndarray:
    """Largest width, in rates, of late swings of Lion on ``curvature x^2 / 2``, over random starts: ``(pairs,)``."""
    (beta1, beta2), lr = np.array(pairs).T, np.broadcast_to(rates, len(pairs))
    # One axis for each pair: Lion treats axes apart, and so does a diagonal quadratic.
    bowl = Quadratic(np.diag(np.broadcast_to(curvatures, len(pairs))))
    starts = lr * np.random.default_rng(seed).uniform(-40, 40, (lanes, len(pairs)))
    late = descend(bowl, starts, Lion(lr, beta1, beta2), 1200).x[900:]
    return (late.max(0) - late.min(0)).max(0) / lr


def method(name: str, lr: Rate) -> Optimizer:
    """One of the methods that are compared on networks."""
    makers = {"gradient descent": GradientDescent, "signSGD": SignSGD, "Lion": Lion, "Adam": Adam}
    return Cautious(Adam(lr)) if name == "cautious Adam" else makers[name](lr)


@study
def trained(
    name: str, exponents: Exponents, falling: bool, lanes: int = 5, steps: int = 150, seed: int = 0
) -> np.ndarray:
    """Losses on digits of one of the methods at each rate, constant or falling along a cosine to zero.

    For Adam and gradient descent at constant rates they are those of the page on Adam.
    """
    if not falling and name in ("Adam", "gradient descent"):
        return adam_runs.trained(name, exponents, lanes, steps, seed)
    return losses(lambda lr: method(name, cosine(lr, steps) if falling else lr), exponents, lanes, steps, seed)


@study
def contest(falling: bool, lanes: int = 16, seed: int = 0) -> Contest:
    """Choose each method's rate on some starts, and compare on others."""
    return compete(partial(trained, falling=falling), EXPONENTS, lanes, seed)
