"""Runs of Adam: what a constant rate leaves, with noise and without, and small networks over a grid of rates."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy

from optbook import descend
from optbook.noise import Noisy
from optbook.objectives import Quadratic
from optbook.optimizers import Adam, GradientDescent, HeavyBall, RMSProp
from optbook.protocols import Optimizer, Rate
from optbook.studies.adaptive.digits_contest import Contest, Exponents, compete, losses
from optbook.study import study

CURVATURES = (0.3, 1.0, 3.0)
"""Of the quadratic on which the floor is measured."""

EXPONENTS = {
    "gradient descent": tuple(range(-2, 4)),
    "heavy ball": tuple(range(-5, 1)),
    "RMSProp": tuple(range(-8, -2)),
    "Adam": tuple(range(-7, -1)),
}
"""Rates that are tried, as powers of two: six for each method."""


@dataclass(frozen=True, eq=False)
class Floors:
    """Mean excess of the value along each eigenvector, at constant rates.

    Attributes
    ----------
    lr : (rates,) array
    excess, error : (rates, curvatures) arrays
        Mean over runs and steps, and its standard error over runs.
    """

    lr: np.ndarray
    excess: np.ndarray
    error: np.ndarray


@study
def floors(lanes: int = 150, seed: int = 0) -> Floors:
    """Run Adam from the minimum of a quadratic with noise of scale 1 in each gradient, until it is stationary."""
    lr = np.array([0.01, 0.02, 0.04])
    objective = Quadratic(np.diag(CURVATURES))
    optimizer = Adam(lr[:, None, None])
    run = descend(Noisy(objective, 1.0, seed), np.zeros((len(lr), lanes, 3)), optimizer, 4000, every=50)
    late = (np.array(CURVATURES) / 2 * run.x[41:] ** 2).mean(0)
    return Floors(lr, late.mean(1), late.std(1, ddof=1) / np.sqrt(lanes))


def expected_floor(lr: np.ndarray, curvature: np.ndarray, sigma: float = 1.0, beta1: float = 0.9) -> np.ndarray:
    """Excess of heavy ball at the rate that Adam's mean square settles at; the two fix each other."""
    lr, curvature = np.asarray(lr, float), np.asarray(curvature, float)
    variance = lr * sigma / (2 * curvature)
    for _ in range(50):
        eta = lr / np.sqrt(sigma**2 + curvature**2 * variance)
        variance = eta * sigma**2 * (1 + beta1) / (curvature * (2 * (1 + beta1) - (1 - beta1) * eta * curvature))
    return curvature * variance / 2


@dataclass(frozen=True, eq=False)
class Quiet:
    """Adam on parabolas, without noise.

    Attributes
    ----------
    distance : (steps + 1, lanes) array
        From the minimum.
    product : (steps, lanes) array
        Curvature times the rate over the root of the corrected mean square: what stands for a rate in heavy ball.
    limit : float
        Above it heavy ball, in its form with an averaged gradient, is unstable.
    """

    distance: np.ndarray
    product: np.ndarray
    limit: float

    @property
    def crossing(self) -> np.ndarray:
        """The first step at which the product is above the limit, ``(lanes,)``."""
        return (self.product > self.limit).argmax(0)


@study
def quiet(
    rates: tuple[float, ...] = (0.5,), curvatures: tuple[float, ...] = (1.0,), steps: int = 4000, beta1: float = 0.9
) -> Quiet:
    """Run Adam from 1 on each parabola at its rate, with the usual eps."""
    lr, curvature, beta2 = np.array(rates), np.array(curvatures), 0.999
    # One axis for each lane: Adam treats axes apart, and so does a diagonal quadratic.
    run = descend(Quadratic(np.diag(curvature)), np.ones(len(lr)), Adam(lr, beta1, beta2), steps)
    gradient = curvature * run.x[:-1]
    square = scipy.signal.lfilter([1 - beta2], [1, -beta2], gradient**2, axis=0)
    square /= 1 - beta2 ** np.arange(1, steps + 1)[:, None]
    return Quiet(np.abs(run.x), lr * curvature / np.sqrt(square), 2 * (1 + beta1) / (1 - beta1))


def method(name: str, lr: Rate) -> Optimizer:
    """One of the four methods that are compared."""
    makers = {"gradient descent": GradientDescent, "heavy ball": HeavyBall, "RMSProp": RMSProp, "Adam": Adam}
    return RMSProp(lr, decay=0.99) if name == "RMSProp" else makers[name](lr)


@study
def trained(
    name: str, exponents: Exponents, lanes: int = 5, steps: int = 150, seed: int = 0, scale: float = 1.0
) -> np.ndarray:
    """Losses on digits of one of the methods at each rate, ``(rates, lanes)``; gradients are multiplied by `scale`."""
    return losses(lambda lr: method(name, lr), exponents, lanes, steps, seed, scale)


@study
def contest(lanes: int = 16, seed: int = 0) -> Contest:
    """Choose each method's rate on some starts, and compare on others."""
    return compete(trained, EXPONENTS, lanes, seed)
