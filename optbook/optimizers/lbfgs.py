r"""L-BFGS: Newton's method with an inverse Hessian made of the last few moves and the turns of the gradient over them.

.. math:: s_t = x_t - x_{t-1}, \qquad y_t = g_t - g_{t-1}, \qquad
          H \leftarrow (I - \rho s y^\top) H (I - \rho y s^\top) + \rho s s^\top, \qquad \rho = \frac{1}{y^\top s}

for the last `memory` pairs, oldest first, from :math:`H = (s^\top y / y^\top y) I` of the newest;
:math:`x_{t+1} = x_t - \eta_t H g_t`.

Source: D. C. Liu and J. Nocedal, "On the limited memory BFGS method for large scale optimization", Mathematical
Programming 45, 503-528, 1989.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from optbook.optimizers.hyperparameters import dot, length, ratio
from optbook.optimizers.line_search import strong_wolfe_step
from optbook.optimizers.steepest_descent import seen
from optbook.protocols import Objective
from optbook.validation import require_count


class LBFGSState(NamedTuple):
    """State of `LBFGS`."""

    step: int
    """Updates made so far; a stochastic objective is searched as it is seen at this step."""
    x: np.ndarray
    """Last iterate, ``(..., dim)``."""
    grad: np.ndarray
    """Gradient there, ``(..., dim)``."""
    moves: np.ndarray
    """Moves ``s``, newest last, zero where there is none yet, ``(memory, ..., dim)``."""
    turns: np.ndarray
    """Changes ``y`` of the gradient over them, ``(memory, ..., dim)``."""
    weights: np.ndarray
    """``1 / s'y``, zero for a pair that is not used, ``(memory, ..., 1)``."""
    scale: np.ndarray
    """Inverse curvature that the product starts from, ``(..., 1)``."""


@dataclass(frozen=True, eq=False)
class LBFGS:
    """Limited-memory BFGS with a strong-Wolfe search.

    A pair without positive curvature, ``s'y <= 0``, or with so little that ``1 / s'y`` overflows, is left out.  The
    first step is tried with length 1.

    Parameters
    ----------
    objective : Objective
        What is searched.
    memory : int
        Pairs kept, at least 1.  Even with as many as steps it is not `BFGS`: the matrix that the pairs correct is
        scaled anew at each step, by the newest of them, and that of `BFGS` once, by the first.

    Raises
    ------
    ValueError
        When `memory` is no count.
    """

    objective: Objective
    memory: int = 10

    def __post_init__(self) -> None:
        require_count(1, memory=self.memory)

    def init(self, x: np.ndarray) -> LBFGSState:
        """No pairs yet."""
        pairs = np.zeros((self.memory, *x.shape), dtype=x.dtype)
        return LBFGSState(0, x, np.zeros_like(x), pairs, pairs, pairs[..., :1], np.zeros_like(x[..., :1]))

    def update(self, grad: np.ndarray, state: LBFGSState, x: np.ndarray) -> tuple[np.ndarray, LBFGSState]:
        """Learn the newest pair, turn the gradient, and search along it."""
        moves, turns, weights = state.moves, state.turns, state.weights
        if state.step == 0:
            size = length(grad)
            scale = ratio(np.sign(size), size)
        else:
            move, turn = x - state.x, grad - state.grad
            curvature = dot(move, turn)
            positive = np.where(curvature > np.finfo(x.dtype).tiny, curvature, 0)  # below, 1 / s'y overflows
            moves, turns = _push(moves, move), _push(turns, turn)
            weights = _push(weights, ratio(np.sign(positive), positive))
            scale = np.where(positive > 0, ratio(positive, dot(turn, turn)), state.scale)
        direction = -_inverse_hessian_times(grad, moves, turns, weights, scale)
        step = strong_wolfe_step(seen(self.objective, state.step), x, direction, grad)
        return step * direction, LBFGSState(state.step + 1, x, grad, moves, turns, weights, scale)


def _push(kept: np.ndarray, new: np.ndarray) -> np.ndarray:
    return np.concatenate([kept[1:], new[None]])


def _inverse_hessian_times(
    vector: np.ndarray, moves: np.ndarray, turns: np.ndarray, weights: np.ndarray, scale: np.ndarray
) -> np.ndarray:
    """Two passes over the pairs: newest to oldest, scale, and back."""
    shares = np.zeros_like(weights)
    for i in reversed(range(len(moves))):
        shares[i] = weights[i] * dot(moves[i], vector)
        vector = vector - shares[i] * turns[i]
    vector = scale * vector
    for i in range(len(moves)):
        vector = vector + (shares[i] - weights[i] * dot(turns[i], vector)) * moves[i]
    return vector
