r"""Softmax regression on many classes: a network without hidden layers, and without biases.

.. math:: f(W) = \frac1n \sum_{i=1}^n \left( \log \sum_k e^{s_{ik}} - s_{i y_i} \right) + \frac{\lambda}{2} |W|^2,
   \qquad s_i = a_i^\top W

A number added to a whole row of ``W`` changes no probability: without a ridge the Hessian has an eigenvalue 0 for each
row at least.

Source: D. R. Cox, "Some procedures connected with the logistic qualitative response curve", in Research Papers in
Statistics: Festschrift for J. Neyman, 55-71, 1966.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook.models.backpropagation import transposed
from optbook.models.losses import CrossEntropy
from optbook.models.model import Model, as_parameters, design, labels, ridge

LOSS = CrossEntropy()


@dataclass(frozen=True, eq=False)
class SoftmaxRegression(Model):
    """Mean cross entropy of ``softmax(inputs @ W)``, plus ``l2 / 2 * |W| ** 2``.

    A point is ``W``, of shape ``(features, classes)``, row by row.

    Parameters
    ----------
    inputs : (count, features) array_like
        One row a sample.  There is no intercept: append a column of ones for one.
    targets : (count,) int array_like
        Classes from 0.
    l2 : float
        Weight of the ridge, not negative.
    classes : int, optional
        Number of classes; by default the largest target plus one.

    Raises
    ------
    ValueError
        When data are empty, not finite or do not fit each other, or `l2` is negative.
    """

    inputs: np.ndarray
    targets: np.ndarray
    l2: float = 0.0
    classes: int | None = None

    def __post_init__(self) -> None:
        inputs = design(self.inputs)
        targets, classes = labels(self.targets, len(inputs), self.classes)
        for name, value in {"inputs": inputs, "targets": targets, "l2": ridge(self.l2), "classes": classes}.items():
            object.__setattr__(self, name, value)

    @property
    def dim(self) -> int:
        """Features times classes."""
        return self.inputs.shape[-1] * self.classes

    def value(self, x: np.ndarray) -> np.ndarray:
        """Value at each point: ``(..., dim) -> (...)``."""
        x = self._points(x)
        return LOSS.value(self.outputs(x), self.targets) + (0.5 * self.l2) * (x * x).sum(axis=-1)

    def grad(self, x: np.ndarray) -> np.ndarray:
        """Gradient at each point: ``(..., dim) -> (..., dim)``."""
        x = self._points(x)
        inputs, targets = self._data_like(x)
        slopes = LOSS.slope(self._scores(inputs, x), targets)
        return (transposed(inputs) @ slopes).reshape(x.shape) + self.l2 * x

    def hvp(self, x: np.ndarray, v: np.ndarray) -> np.ndarray:
        """Product of the Hessian at `x` with `v`: ``(..., dim)`` each, broadcast against each other."""
        x, v = self._points(x), as_parameters(v, self.dim, "v")
        inputs, _ = self._data_like(x)
        v = np.broadcast_to(v, np.broadcast_shapes(x.shape, v.shape))
        return (transposed(inputs) @ LOSS.bend(self.outputs(x), self.outputs(v))).reshape(v.shape) + self.l2 * v

    def hess(self, x: np.ndarray) -> np.ndarray:
        """Hessian, a product a row: ``(..., dim) -> (..., dim, dim)``."""
        x, model = self._points(x), self
        if self.inputs.ndim > 2:  # each lane's samples serve all of its products
            model = self._with(self.inputs[..., None, :, :], self.targets[..., None, :])
        return model.hvp(x[..., None, :], np.eye(self.dim, dtype=x.dtype))

    def outputs(self, x: np.ndarray, inputs: np.ndarray | None = None) -> np.ndarray:
        """Scores ``(..., count, classes)``, on `inputs` or on the model's own."""
        model = self if inputs is None else self._on(inputs)
        x = model._points(x)
        return model._scores(model._data_like(x)[0], x)

    def predict(self, x: np.ndarray, inputs: np.ndarray | None = None) -> np.ndarray:
        """Most probable classes, ``(..., count)``."""
        return self.outputs(x, inputs).argmax(axis=-1)

    def _scores(self, inputs: np.ndarray, x: np.ndarray) -> np.ndarray:
        """``inputs @ W`` in each lane, ``(..., count, classes)``."""
        return inputs @ x.reshape(*x.shape[:-1], -1, self.classes)
