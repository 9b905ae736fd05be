r"""Saddle-free Newton: Newton's method with the absolute values of the Hessian's eigenvalues.

.. math:: x_{t+1} = x_t - \eta_t \, |\nabla^2 f(x_t)|^{-1} \nabla f(x_t), \qquad
          |V \Lambda V^\top| = V |\Lambda| V^\top

Source: Y. N. Dauphin, R. Pascanu, C. Gulcehre, K. Cho, S. Ganguli and Y. Bengio, "Identifying and attacking the saddle
point problem in high-dimensional non-convex optimization", Advances in Neural Information Processing Systems 27, 2014.
There the Hessian is seen in a small subspace only; here all of it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from optbook.optimizers.hyperparameters import like, ratio
from optbook.optimizers.steepest_descent import seen
from optbook.protocols import Objective, Rate
from optbook.schedules import rate
from optbook.validation import require, require_rate


class SaddleFreeNewtonState(NamedTuple):
    """State of `SaddleFreeNewton`."""

    step: int
    """Updates made so far; the schedule and a stochastic objective read it."""


@dataclass(frozen=True, eq=False)
class SaddleFreeNewton:
    """Newton's step where the Hessian is positive definite; elsewhere it turns away from maxima and saddles.

    A lane with a slope along which the curvature is zero has no step: it becomes inf or nan.

    Parameters
    ----------
    objective : Objective
        Gives the Hessian, ``hess``.
    lr : float, array or schedule
        Damping, positive.

    Raises
    ------
    ValueError
        When `objective` has no Hessian or `lr` is not positive.
    """

    objective: Objective
    lr: Rate = 1.0

    def __post_init__(self) -> None:
        require_hessian(self.objective)
        require_rate(lr=self.lr)

    def init(self, x: np.ndarray) -> SaddleFreeNewtonState:
        """No memory but the count of steps."""
        return SaddleFreeNewtonState(step=0)

    def update(
        self, grad: np.ndarray, state: SaddleFreeNewtonState, x: np.ndarray
    ) -> tuple[np.ndarray, SaddleFreeNewtonState]:
        """Divide the slope along each eigenvector by the size of the curvature there."""
        (lr,) = like(grad, rate(self.lr, state.step))
        step = absolute_step(seen(self.objective, state.step).hess(x), grad)
        return -lr * step, SaddleFreeNewtonState(state.step + 1)


def absolute_step(hessian: np.ndarray, grad: np.ndarray) -> np.ndarray:
    """``|H|^-1 g`` lane by lane: ``(..., dim, dim), (..., dim) -> (..., dim)``."""
    eigenvalues, vectors = eigh(hessian)
    return along(vectors, ratio(components(vectors, grad), np.abs(eigenvalues)))


def eigh(hessian: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Eigenvalues, ascending, and eigenvectors lane by lane; nan in a lane whose Hessian is not finite."""
    lost = ~np.isfinite(hessian).all((-2, -1))
    safe = np.where(lost[..., None, None], np.eye(hessian.shape[-1], dtype=hessian.dtype), hessian)
    eigenvalues, vectors = np.linalg.eigh(safe)
    return np.where(lost[..., None], np.array(np.nan, hessian.dtype), eigenvalues), vectors


def components(vectors: np.ndarray, grad: np.ndarray) -> np.ndarray:
    """The slope along each eigenvector: ``V' g``."""
    return (vectors * grad[..., :, None]).sum(-2)


def along(vectors: np.ndarray, parts: np.ndarray) -> np.ndarray:
    """The point whose components along the eigenvectors are `parts`: ``V p``."""
    return (vectors * parts[..., None, :]).sum(-1)


def require_hessian(objective: Objective) -> None:
    """`objective` has a Hessian."""
    require(hasattr(objective, "hess"), "objective", objective, "an objective with a Hessian, hess(x)")
