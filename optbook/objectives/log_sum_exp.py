r"""A smooth maximum: the logarithm of what softmax divides by.

.. math:: f(x) = \ln \sum_i e^{x_i}
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook.protocols import Objective
from optbook.validation import require_count


@dataclass(frozen=True)
class LogSumExp(Objective):
    """``log(sum(exp(x)))``; its gradient is the softmax of ``x``.  It does not overflow.

    Parameters
    ----------
    dim : int
        Number of variables, at least 1.

    Raises
    ------
    ValueError
        When `dim` is not a count.
    """

    dim: int = 2

    def __post_init__(self) -> None:
        require_count(1, dim=self.dim)

    @property
    def domain(self) -> tuple[np.ndarray, np.ndarray]:
        """The box from -2 to 2."""
        return np.full(self.dim, -2.0), np.full(self.dim, 2.0)

    @property
    def minima(self) -> np.ndarray:
        """None: it falls without end along ``-(1, ..., 1)``."""
        return np.empty((0, self.dim))

    def value(self, x: np.ndarray) -> np.ndarray:
        """Value at each point: ``(..., dim) -> (...)``."""
        x = np.asarray(x)
        top = x.real.max(-1, keepdims=True)
        return top[..., 0] + np.log(np.exp(x - top).sum(-1))

    def grad(self, x: np.ndarray) -> np.ndarray:
        """Softmax at each point: ``(..., dim) -> (..., dim)``."""
        x = np.asarray(x)
        shares = np.exp(x - x.real.max(-1, keepdims=True))
        return shares / shares.sum(-1, keepdims=True)

    def hess(self, x: np.ndarray) -> np.ndarray:
        """``diag(p) - p p'`` with the softmax ``p``: ``(..., dim) -> (..., dim, dim)``."""
        p = self.grad(x)
        return p[..., None] * (np.eye(self.dim, dtype=p.dtype) - p[..., None, :])
