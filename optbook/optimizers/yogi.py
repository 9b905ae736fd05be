r"""Yogi: Adam whose mean square moves by a step that does not depend on how far it is off.

.. math:: m_{t+1} = \beta_1 m_t + (1 - \beta_1) g_t, \qquad
          v_{t+1} = v_t - (1 - \beta_2) \operatorname{sign}(v_t - g_t^2) \, g_t^2, \qquad
          x_{t+1} = x_t - \eta_t \frac{m_{t+1}}{\sqrt{v_{t+1}} + \epsilon}

Source: M. Zaheer, S. Reddi, D. Sachan, S. Kale and S. Kumar, "Adaptive methods for nonconvex optimization", NeurIPS,
2018.
"""

from __future__ import annotations

import numpy as np

from optbook.optimizers.adam import Adam, AdamState
from optbook.optimizers.hyperparameters import leaky, like
from optbook.schedules import rate


class Yogi(Adam):
    """Adam whose rates rise slowly after a large gradient.

    As in the paper nothing is corrected for starting at 0.  Optax corrects both averages and starts them at 1e-6; to
    correct, give `lr` as a schedule, ``lr * sqrt(1 - beta2**(t + 1)) / (1 - beta1**(t + 1))``.  The defaults are those
    of `Adam`; the paper's experiments take a larger `eps`, 1e-3.

    Parameters
    ----------
    lr, beta1, beta2, eps
        As in `Adam`.

    Raises
    ------
    ValueError
        When `lr` is not positive, a beta is outside [0, 1) or `eps` is negative.
    """

    def update(self, grad: np.ndarray, state: AdamState, x: np.ndarray) -> tuple[np.ndarray, AdamState]:
        """Average, move the square by its sign, and divide."""
        lr, eps, new = like(grad, rate(self.lr, state.step), self.eps, 1 - self.beta2)
        mean = leaky(state.mean, grad, self.beta1)
        now = grad * grad
        square = state.square - new * np.sign(state.square - now) * now
        return -lr * mean / (np.sqrt(square) + eps), AdamState(state.step + 1, mean, square)
