r"""Cautious steps: a coordinate moves only where its step goes against its present gradient.

.. math:: \varphi = \mathbb{1}[\Delta_t \, g_t < 0], \qquad
          x_{t+1} = x_t + \Delta_t \, \frac{\varphi}{\max(\operatorname{mean} \varphi, 10^{-3})}

Source: K. Liang, L. Chen, B. Liu and Q. Liu, "Cautious optimizers: Improving training with one line of code",
arXiv:2411.16085, 2024; the division by the mean is that of the authors' code.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from optbook.protocols import Optimizer


@dataclass(frozen=True, eq=False)
class Cautious:
    """Any optimizer, without the coordinates in which momentum and gradient disagree.

    What is left is divided by the share of coordinates that move, so that the mean size of the step stays where all
    coordinates propose steps of one size.  The mean is over all coordinates of a point.

    Parameters
    ----------
    optimizer : Optimizer
        What proposes the step.  Its state is the whole state.
    """

    optimizer: Optimizer

    def init(self, x: np.ndarray) -> Any:
        """State of the optimizer."""
        return self.optimizer.init(x)

    def update(self, grad: np.ndarray, state: Any, x: np.ndarray) -> tuple[np.ndarray, Any]:
        """Update, then mask.  A coordinate that is not a number stays so."""
        delta, state = self.optimizer.update(grad, state, x)
        agree = (delta * grad < 0).astype(delta.dtype)
        return delta * agree / np.maximum(agree.mean(-1, keepdims=True), 1e-3), state
