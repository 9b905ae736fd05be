"""Gradient descent on noisy samples of a sine, by polynomials: what it learns first, and when it should stop.

In the axes of the Hessian everything is a closed form in the number of steps, so none is run.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.polynomial import legendre, polynomial

from optbook.models import LeastSquares

SIGMA = 0.3
"""Standard deviation of the noise in the samples."""


def target(x: np.ndarray) -> np.ndarray:
    """What is to be learned: one wave on [-1, 1]."""
    return np.sin(np.pi * x)


def powers(x: np.ndarray, degree: int) -> np.ndarray:
    """The features ``1, x, ..., x^degree``: ``(count,) -> (count, degree + 1)``."""
    return polynomial.polyvander(x, degree)


def fit(count: int = 20, degree: int = 9) -> LeastSquares:
    """Least squares on the powers at even points of [-1, 1]; the targets are without noise."""
    x = np.linspace(-1, 1, count)
    return LeastSquares(powers(x, degree), target(x))


@dataclass(frozen=True, eq=False)
class Features:
    """Eigenvectors of the Hessian, and the polynomials whose coefficients they are, the fastest first.

    Attributes
    ----------
    curvature : (features,) array
    axes : (features, features) array
        One eigenvector a column.
    lr : float
        One over the largest curvature.
    steps : (features,) int array
        Steps at this rate, from zero, until a thousandth of a component is missing.
    """

    curvature: np.ndarray
    axes: np.ndarray
    lr: float
    steps: np.ndarray

    def at(self, x: np.ndarray) -> np.ndarray:
        """Each polynomial at each `x`: ``(count,) -> (count, features)``."""
        return powers(x, len(self.axes) - 1) @ self.axes

    def learned(self, steps: np.ndarray) -> np.ndarray:
        """Share of each component of the minimum after so many steps, one or more: ``(m,) -> (m, features)``."""
        shrink = np.log1p(-self.curvature[1:] * self.lr)
        rest = -np.expm1(np.multiply.outer(steps, shrink))
        return np.insert(rest, 0, 1.0, axis=-1)  # the first step sets the first component right

    def kept(self, weight: np.ndarray) -> np.ndarray:
        """Share of each component in ridge regression of each weight: ``(m,) -> (m, features)``."""
        return self.curvature / np.add.outer(weight, self.curvature)


def features(model: LeastSquares, missing: float = 1e-3) -> Features:
    """The axes of the Hessian, from singular values, which keep the digits of the small ones."""
    _, singular, axes = np.linalg.svd(model.inputs / np.sqrt(model.count), full_matrices=False)
    axes = axes.T * np.sign(axes.sum(1))  # each polynomial positive at the right end
    curvature = singular**2
    lr = 1 / float(curvature[0])
    steps = np.ceil(np.log(missing) / np.log1p(-curvature[1:] * lr)).astype(int)
    return Features(curvature, axes, lr, np.insert(steps, 0, 1))


def nodes(count: int = 40) -> tuple[np.ndarray, np.ndarray]:
    """Points of [-1, 1] and weights with which means over it are exact up to rounding, by Gauss."""
    x, weight = legendre.leggauss(count)
    return x, weight / 2


@dataclass(frozen=True, eq=False)
class Stopped:
    """Expected test error, the mean square distance to the sine over [-1, 1] and over the noise, against the steps.

    Attributes
    ----------
    steps : (m,) array
    best : int
        Index of the least error: of all whole numbers of steps, that one is the best.
    error, bias, noise : (m,) arrays
        The error, and its two parts: that of the fit to samples without noise, and what the noise adds.
    ridge : (m,) array
        Error of ridge regression of the weight ``1 / (lr * steps)``.
    end : float
        Error of least squares, where the run would end.
    """

    steps: np.ndarray
    best: int
    error: np.ndarray
    bias: np.ndarray
    noise: np.ndarray
    ridge: np.ndarray
    end: float


def stopped(most: float = 1e9, count: int = 200) -> Stopped:
    """Expected test error after `count` numbers of steps, from 1 to `most`, with the best number among them."""
    model = fit()
    basis = features(model)
    steps = np.unique(np.geomspace(1, most, count).round())
    least = sum(errors(model, basis, basis.learned(steps))).argmin()
    near = np.arange(steps[least - 1], steps[least + 1] + 1)
    least = near[sum(errors(model, basis, basis.learned(near))).argmin()]
    steps = np.union1d(steps, least)
    bias, noise = errors(model, basis, basis.learned(steps))
    full = sum(errors(model, basis, np.ones((1, model.dim))))
    ridge = sum(errors(model, basis, basis.kept(1 / (basis.lr * steps))))
    return Stopped(steps, int(np.searchsorted(steps, least)), bias + noise, bias, noise, ridge, float(full[0]))


def errors(model: LeastSquares, basis: Features, share: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Both parts of the expected test error, where so much of each component is there: ``(m, features) -> (m,)``."""
    x, weight = nodes()
    values = basis.at(x)
    clean = basis.axes.T @ (model.inputs.T @ model.targets) / (model.count * basis.curvature)
    bias = (share * clean @ values.T - target(x)) ** 2 @ weight
    spread = SIGMA**2 / (model.count * basis.curvature) * (weight @ values**2)
    return bias, share**2 @ spread
