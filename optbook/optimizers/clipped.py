r"""Clipping by the global norm: a gradient that is too long is shortened, its direction kept.

.. math:: g \leftarrow g \, \min\!\left(1, \frac{c}{\|g\|}\right)

Source: R. Pascanu, T. Mikolov and Y. Bengio, "On the difficulty of training recurrent neural networks", ICML, 2013.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from optbook.optimizers.hyperparameters import length, like
from optbook.protocols import Optimizer
from optbook.validation import require_positive


def shortened(grad: np.ndarray, norm: float | np.ndarray) -> np.ndarray:
    """Each gradient, ``(..., dim)``, no longer than `norm`, which is finite and positive; its direction is kept."""
    return grad * (norm / np.maximum(length(grad), norm))


@dataclass(frozen=True, eq=False)
class Clipped:
    """Any optimizer, its gradients no longer than `norm`.

    The norm is Euclidean, over all coordinates of a point.  The shortened gradient has length `norm` exactly; PyTorch
    adds 1e-6 to the length that it divides by.

    Parameters
    ----------
    optimizer : Optimizer
        What gets the clipped gradient.  Its state is the whole state.
    norm : float or array
        Longest gradient let through, positive.

    Raises
    ------
    ValueError
        When `norm` is not positive.
    """

    optimizer: Optimizer
    norm: float | np.ndarray = 1.0

    def __post_init__(self) -> None:
        require_positive(norm=self.norm)

    def init(self, x: np.ndarray) -> Any:
        """State of the optimizer, for the shape that `norm` gives."""
        (norm,) = like(x, self.norm)
        return self.optimizer.init(x + 0 * norm)

    def update(self, grad: np.ndarray, state: Any, x: np.ndarray) -> tuple[np.ndarray, Any]:
        """Clip, then update."""
        (norm,) = like(grad, self.norm)
        return self.optimizer.update(shortened(grad, norm), state, x)
