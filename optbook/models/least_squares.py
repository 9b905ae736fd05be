r"""Least squares, and ridge regression.

.. math:: f(x) = \frac1{2n} \sum_{i=1}^n (a_i^\top x - b_i)^2 + \frac{\lambda}{2} |x|^2

Sources: A.-M. Legendre, "Nouvelles méthodes pour la détermination des orbites des comètes", 1805.  A. E. Hoerl and
R. W. Kennard, "Ridge regression: biased estimation for nonorthogonal problems", Technometrics 12, 55-67, 1970.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook.models.linear import LinearModel
from optbook.models.model import design, responses, ridge
from optbook.validation import require


@dataclass(frozen=True, eq=False)
class LeastSquares(LinearModel):
    """Half the mean squared residual of ``inputs @ x - targets``, plus ``l2 / 2 * |x| ** 2``: a quadratic.

    Parameters
    ----------
    inputs : (count, features) array_like
        One row a sample.  There is no intercept: append a column of ones for one.
    targets : (count,) array_like
        One number a sample.
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
        targets = responses(self.targets, len(inputs))
        require(targets.ndim == 1, "targets", f"shape {targets.shape}", f"shape ({len(inputs)},)")
        for name, value in {"inputs": inputs, "targets": targets, "l2": ridge(self.l2)}.items():
            object.__setattr__(self, name, value)

    @property
    def minimum(self) -> np.ndarray:
        """The minimum, ``(features,)``; where there are many, the one of least norm.

        It solves the normal equations ``(A'A / n + l2) x = A'b / n`` by an orthogonal factorization of ``A`` with
        ``sqrt(n l2)`` times the identity below it, which does not square the condition number.
        """
        ridge = np.sqrt(self.count * self.l2) * np.eye(self.dim)
        matrix = np.concatenate([self.inputs, ridge]) if self.l2 else self.inputs
        right = np.concatenate([self.targets, np.zeros(self.dim)]) if self.l2 else self.targets
        return np.linalg.lstsq(matrix, right, rcond=None)[0]

    @property
    def minima(self) -> np.ndarray:
        """The minimum, ``(1, features)``."""
        return self.minimum[None]

    def loss(self, scores: np.ndarray, targets: np.ndarray) -> np.ndarray:
        """Half the squared residual."""
        residual = scores - targets
        return 0.5 * residual * residual

    def slope(self, scores: np.ndarray, targets: np.ndarray) -> np.ndarray:
        """The residual."""
        return scores - targets

    def bend(self, scores: np.ndarray) -> np.ndarray:
        """One."""
        return np.ones_like(scores)

    def predict(self, x: np.ndarray, inputs: np.ndarray | None = None) -> np.ndarray:
        """Numbers ``(..., count)``, the same as `outputs`."""
        return self.outputs(x, inputs)
