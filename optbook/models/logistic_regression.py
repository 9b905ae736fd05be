r"""Logistic regression on two classes.

.. math:: f(x) = \frac1n \sum_{i=1}^n \left( \log(1 + e^{s_i}) - y_i s_i \right) + \frac{\lambda}{2} |x|^2,
   \qquad s_i = a_i^\top x

It is convex.  Where a plane through the origin parts the classes and the ridge is zero it has no minimum: the value
falls to 0 as the parameters grow.

Source: D. R. Cox, "The regression analysis of binary sequences", Journal of the Royal Statistical Society B 20,
215-242, 1958.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook.models.activations import sigmoid
from optbook.models.linear import LinearModel
from optbook.models.losses import softplus
from optbook.models.model import design, labels, ridge


@dataclass(frozen=True, eq=False)
class LogisticRegression(LinearModel):
    """Mean of ``log(1 + exp(s)) - y s`` with ``s = inputs @ x``, plus ``l2 / 2 * |x| ** 2``.

    Parameters
    ----------
    inputs : (count, features) array_like
        One row a sample.  There is no intercept: append a column of ones for one.
    targets : (count,) int array_like
        Classes 0 and 1.
    l2 : float
        Weight of the ridge, not negative.

    Raises
    ------
    ValueError
        When data are empty, not finite or do not fit each other, or `l2` is negative.
    """

    inputs: np.ndarray
    targets: np.ndarray
    l2: float = 0.0

    def __post_init__(self) -> None:
        inputs = design(self.inputs)
        targets, _ = labels(self.targets, len(inputs), 2)
        for name, value in {"inputs": inputs, "targets": targets, "l2": ridge(self.l2), "classes": 2}.items():
            object.__setattr__(self, name, value)

    def loss(self, scores: np.ndarray, targets: np.ndarray) -> np.ndarray:
        """Cross entropy of each sample."""
        return softplus(scores) - targets.astype(scores.dtype) * scores

    def slope(self, scores: np.ndarray, targets: np.ndarray) -> np.ndarray:
        """Probability of class 1, minus the class."""
        return sigmoid(scores) - targets.astype(scores.dtype)

    def bend(self, scores: np.ndarray) -> np.ndarray:
        """Variance of the predicted class."""
        p = sigmoid(scores)
        return p * (1 - p)

    def predict(self, x: np.ndarray, inputs: np.ndarray | None = None) -> np.ndarray:
        """The more probable class, ``(..., count)``: 1 where the score is positive."""
        return (self.outputs(x, inputs) > 0).astype(np.intp)
