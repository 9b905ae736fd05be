r"""BFGS: Newton's method with an inverse Hessian that is learned from moves and the turns of the gradient over them.

.. math:: s_t = x_t - x_{t-1}, \qquad y_t = g_t - g_{t-1}, \qquad
          H_t = (I - \rho s_t y_t^\top) H_{t-1} (I - \rho y_t s_t^\top) + \rho s_t s_t^\top, \qquad
          \rho = \frac{1}{y_t^\top s_t}, \qquad x_{t+1} = x_t - \eta_t H_t g_t

Sources: C. G. Broyden, "The convergence of a class of double-rank minimization algorithms", IMA Journal of Applied
Mathematics 6, 76-90, 1970; R. Fletcher, "A new approach to variable metric algorithms", The Computer Journal 13,
317-322, 1970; D. Goldfarb, "A family of variable-metric methods derived by variational means", Mathematics of
Computation 24, 23-26, 1970; D. F. Shanno, "Conditioning of quasi-Newton methods for function minimization",
Mathematics of Computation 24, 647-656, 1970.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from optbook.optimizers.hyperparameters import dot, length, ratio
from optbook.optimizers.line_search import strong_wolfe_step
from optbook.optimizers.steepest_descent import seen
from optbook.protocols import Objective
from optbook.validation import require


class BFGSState(NamedTuple):
    """State of `BFGS`."""

    step: int
    """Updates made so far; a stochastic objective is searched as it is seen at this step."""
    x: np.ndarray
    """Last iterate, ``(..., dim)``."""
    grad: np.ndarray
    """Gradient there, ``(..., dim)``."""
    inverse: np.ndarray
    """Inverse Hessian as it was used for the last step, ``(..., dim, dim)``."""


@dataclass(frozen=True, eq=False)
class BFGS:
    """The Broyden-Fletcher-Goldfarb-Shanno method, with its whole matrix.

    The first step goes along the negative gradient and is tried with length 1.  When the first pair is known, the
    matrix starts as ``s'y / y'y`` times the identity.  A pair without positive curvature, ``s'y <= 0``, or with
    so little that ``1 / s'y`` overflows, is left out.

    Parameters
    ----------
    objective : Objective
        What is searched.
    search : function of (objective, x, direction, grad)
        `strong_wolfe_step`, or `exact_step`, which is meant for quadratics.

    Raises
    ------
    ValueError
        When `search` is not callable.
    """

    objective: Objective
    search: Callable[..., np.ndarray] = strong_wolfe_step

    def __post_init__(self) -> None:
        require(callable(self.search), "search", self.search, "a function of (objective, x, direction, grad)")

    def init(self, x: np.ndarray) -> BFGSState:
        """No curvature known yet."""
        return BFGSState(0, x, np.zeros_like(x), _scaled_identity(np.ones_like(x[..., :1]), x))

    def update(self, grad: np.ndarray, state: BFGSState, x: np.ndarray) -> tuple[np.ndarray, BFGSState]:
        """Learn the newest pair, turn the gradient, and search along it."""
        if state.step == 0:
            size = length(grad)
            inverse = _scaled_identity(ratio(np.sign(size), size), x)
        else:
            move, turn = x - state.x, grad - state.grad
            curvature = dot(move, turn)
            positive = np.where(curvature > np.finfo(x.dtype).tiny, curvature, 0)  # below, 1 / s'y overflows
            inverse = state.inverse
            if state.step == 1:
                scale = ratio(positive, dot(turn, turn))
                inverse = np.where(scale[..., None] > 0, _scaled_identity(scale, x), inverse)
            inverse = learned(inverse, move, turn, ratio(np.sign(positive), positive))
        direction = -(inverse @ grad[..., None])[..., 0]
        step = self.search(seen(self.objective, state.step), x, direction, grad)
        return step * direction, BFGSState(state.step + 1, x, grad, inverse)


def learned(inverse: np.ndarray, move: np.ndarray, turn: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """The BFGS formula: of the symmetric matrices that map `turn` to `move`, the one nearest to `inverse`.

    Near is meant in a Frobenius norm whose weight is a positive definite matrix that maps `move` to `turn`; which one
    makes no difference.

    Parameters
    ----------
    inverse : (..., dim, dim) array
    move, turn : (..., dim) arrays
    weight : (..., 1) array
        ``1 / move'turn``; where it is zero nothing is learned.
    """
    move, turn, weight = move[..., None], turn[..., None], weight[..., None]
    keep = np.eye(inverse.shape[-1], dtype=inverse.dtype) - weight * move * np.swapaxes(turn, -1, -2)
    return keep @ inverse @ np.swapaxes(keep, -1, -2) + weight * move * np.swapaxes(move, -1, -2)


def _scaled_identity(scale: np.ndarray, x: np.ndarray) -> np.ndarray:
    """``(..., 1)`` numbers times the identity of the points' dimension."""
    return scale[..., None] * np.eye(x.shape[-1], dtype=x.dtype)
