r"""AMSGrad: Adam that divides by the largest mean square so far, so that no large gradient is forgotten.

.. math:: m_{t+1} = \beta_1 m_t + (1 - \beta_1) g_t, \qquad
          v_{t+1} = \beta_2 v_t + (1 - \beta_2) g_t^2, \qquad
          \hat v_{t+1} = \max(\hat v_t, v_{t+1}), \qquad
          x_{t+1} = x_t - \eta_t \frac{m_{t+1} / (1 - \beta_1^{t+1})}
                    {\sqrt{\hat v_{t+1} / (1 - \beta_2^{t+1})} + \epsilon}

Source: S. J. Reddi, S. Kale and S. Kumar, "On the convergence of Adam and beyond", ICLR, 2018.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from optbook.optimizers.adam import Adam
from optbook.optimizers.hyperparameters import leaky, like
from optbook.schedules import rate


class AMSGradState(NamedTuple):
    """State of `AMSGrad`."""

    step: int
    """Updates made so far; the corrections and the schedule read it."""
    mean: np.ndarray
    """Leaky average of the gradients, not corrected, ``(..., dim)``."""
    square: np.ndarray
    """Leaky average of the squared gradients, not corrected, ``(..., dim)``."""
    peak: np.ndarray
    """Largest `square` so far, ``(..., dim)``."""


class AMSGrad(Adam):
    """Adam that never forgets a large gradient.

    The paper's algorithm leaves the corrections out; then no coordinate's rate can rise.  Here they are in, as in
    PyTorch, and the largest of the *uncorrected* averages is kept.  The divisor may then fall while its correction
    does, early in a run.  Optax keeps the largest of the corrected averages, which are large at the start, and so makes
    smaller steps.

    Parameters
    ----------
    lr, beta1, beta2, eps
        As in `Adam`.

    Raises
    ------
    ValueError
        When `lr` is not positive, a beta is outside [0, 1) or `eps` is negative.
    """

    def init(self, x: np.ndarray) -> AMSGradState:
        """Nothing seen yet."""
        start = super().init(x)
        return AMSGradState(*start, peak=start.square)

    def update(self, grad: np.ndarray, state: AMSGradState, x: np.ndarray) -> tuple[np.ndarray, AMSGradState]:
        """Average, keep the peak, correct and divide."""
        step = state.step + 1
        lr = rate(self.lr, state.step) / (1 - self.beta1**step)
        lr, eps, root = like(grad, lr, self.eps, (1 - self.beta2**step) ** 0.5)
        mean = leaky(state.mean, grad, self.beta1)
        square = leaky(state.square, grad * grad, self.beta2)
        peak = np.maximum(state.peak, square)
        return -lr * mean / (np.sqrt(peak) / root + eps), AMSGradState(step, mean, square, peak)
