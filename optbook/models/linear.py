"""What models that are linear in their parameters share: scores, a loss on them, and a ridge."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from optbook.models.model import Model, as_parameters

SCORES = 2**18
"""Scores that are held at a time: more would go to memory and back."""


class LinearModel(Model):
    """The mean over samples of a loss on the score ``inputs @ x``, plus ``l2 / 2 * |x| ** 2``.

    A subclass gives the three functions of the scores, ``(..., count)``.  There is no intercept: append a column of
    ones to the inputs for one.

    Attributes
    ----------
    l2 : float
        Weight of the ridge.
    """

    l2: float

    @property
    def dim(self) -> int:
        """Number of features."""
        return self.inputs.shape[-1]

    def loss(self, scores: np.ndarray, targets: np.ndarray) -> np.ndarray:
        """Loss of each sample."""
        raise NotImplementedError

    def slope(self, scores: np.ndarray, targets: np.ndarray) -> np.ndarray:
        """First derivative of the loss with respect to the score."""
        raise NotImplementedError

    def bend(self, scores: np.ndarray) -> np.ndarray:
        """Second derivative of the loss with respect to the score."""
        raise NotImplementedError

    def value(self, x: np.ndarray) -> np.ndarray:
        """Value at each point: ``(..., dim) -> (...)``."""
        x = self._points(x)
        inputs, targets = self._data_like(x)
        losses = _by_lanes(lambda x: self.loss(_scores(inputs, x), targets).mean(axis=-1), inputs, x)
        return losses + (0.5 * self.l2) * (x * x).sum(axis=-1)

    def grad(self, x: np.ndarray) -> np.ndarray:
        """Gradient at each point: ``(..., dim) -> (..., dim)``."""
        x = self._points(x)
        inputs, targets = self._data_like(x)
        slopes = _by_lanes(lambda x: _average(self.slope(_scores(inputs, x), targets), inputs), inputs, x)
        return slopes + self.l2 * x

    def hvp(self, x: np.ndarray, v: np.ndarray) -> np.ndarray:
        """Product of the Hessian at `x` with `v`: ``(..., dim)`` each, broadcast against each other."""
        x, v = self._points(x), as_parameters(v, self.dim, "v")
        inputs, _ = self._data_like(x)
        v = np.broadcast_to(v, np.broadcast_shapes(x.shape, v.shape))
        return _average(self.bend(_scores(inputs, x)) * _scores(inputs, v), inputs) + self.l2 * v

    def hess(self, x: np.ndarray) -> np.ndarray:
        """Hessian at each point: ``(..., dim) -> (..., dim, dim)``."""
        x = self._points(x)
        inputs, _ = self._data_like(x)
        weighted = self.bend(_scores(inputs, x))[..., None] * inputs
        hessian = np.swapaxes(inputs, -1, -2) @ weighted
        return hessian / self.count + self.l2 * np.eye(self.dim, dtype=x.dtype)

    def outputs(self, x: np.ndarray, inputs: np.ndarray | None = None) -> np.ndarray:
        """Scores ``(..., count)``, on `inputs` or on the model's own."""
        model = self if inputs is None else self._on(inputs)
        x = model._points(x)
        return _scores(model._data_like(x)[0], x)


def _by_lanes(function: Callable[[np.ndarray], np.ndarray], inputs: np.ndarray, x: np.ndarray) -> np.ndarray:
    """``function(x)``, of some lanes at a time where all see the same inputs and their scores would fill the cache."""
    lanes = max(1, SCORES // inputs.shape[-2])
    if inputs.ndim > 2 or x.size <= lanes * x.shape[-1]:
        return function(x)
    points = x.reshape(-1, x.shape[-1])
    found = np.concatenate([function(part) for part in np.split(points, range(lanes, len(points), lanes))])
    return found.reshape(*x.shape[:-1], *found.shape[1:])


def _scores(inputs: np.ndarray, x: np.ndarray) -> np.ndarray:
    """``inputs @ x`` in each lane, ``(..., count)``."""
    return x @ inputs.T if inputs.ndim == 2 else (inputs @ x[..., None])[..., 0]


def _average(weights: np.ndarray, inputs: np.ndarray) -> np.ndarray:
    """Mean over samples of ``weight * input`` in each lane, ``(..., features)``."""
    total = weights @ inputs if inputs.ndim == 2 else (weights[..., None, :] @ inputs)[..., 0, :]
    return total / inputs.shape[-2]
