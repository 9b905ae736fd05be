r"""ADOPT: divide the gradient by the root of the mean square *before* it, and only then average.

.. math:: v_0 = g_0^2, \qquad
          m_{t} = \beta_1 m_{t-1} + (1 - \beta_1) \operatorname{clip}\!\left(
                  \frac{g_t}{\max(\sqrt{v_{t-1}}, \epsilon)}, t^{1/4}\right), \qquad
          x_{t+1} = x_t - \eta_t m_t, \qquad
          v_t = \beta_2 v_{t-1} + (1 - \beta_2) g_t^2

for steps from 1 on; step 0 only measures.

Source: S. Taniguchi and others, "ADOPT: Modified Adam can converge with any beta2 with the optimal rate", NeurIPS,
2024; the clipping is the authors' later addition.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from optbook.optimizers.adam import Adam, AdamState
from optbook.optimizers.hyperparameters import leaky, like
from optbook.schedules import rate


def fourth_root(step: int) -> float:
    """Bound on a scaled gradient at `step`: the step to the power 1/4."""
    return step**0.25


@dataclass(frozen=True, eq=False)
class ADOPT(Adam):
    """Adam with the present gradient taken out of its own denominator.

    Nothing is corrected: the mean square starts as the first square, and the mean at 0.

    Parameters
    ----------
    lr, beta1, beta2
        As in `Adam`; the paper takes 0.9999 for `beta2`.
    eps : float or array
        Least denominator, at least 0.  The paper takes 1e-6.  At 0, a coordinate whose first two gradients are
        zero becomes nan.
    clip : function of the step, or None
        Bound on the scaled gradient.  Without it a coordinate whose first gradient is tiny makes a huge step.

    Raises
    ------
    ValueError
        When `lr` is not positive, a beta is outside [0, 1) or `eps` is negative.
    """

    clip: Callable[[int], float] | None = fourth_root

    def update(self, grad: np.ndarray, state: AdamState, x: np.ndarray) -> tuple[np.ndarray, AdamState]:
        """Divide by the root so far, average, and only then take in the new square."""
        if state.step == 0:
            return np.zeros_like(state.mean), AdamState(1, state.mean, state.square + grad * grad)
        lr, eps = like(grad, rate(self.lr, state.step), self.eps)
        scaled = grad / np.maximum(np.sqrt(state.square), eps)
        if self.clip is not None:
            (bound,) = like(grad, self.clip(state.step))
            scaled = np.clip(scaled, -bound, bound)
        mean = leaky(state.mean, scaled, self.beta1)
        return -lr * mean, AdamState(state.step + 1, mean, leaky(state.square, grad * grad, self.beta2))
