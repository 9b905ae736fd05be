"""What theory says of the steps that methods take on a quadratic: a closed form, and bounds by the condition number."""

from __future__ import annotations

import numpy as np

from optbook.objectives import Quadratic


def predicted(f: Quadratic, lr: float, share: float = 1e-6) -> int:
    """Steps of gradient descent from zero until the gap of `f` is `share` of the first, by the closed form."""
    eigenvalues, vectors = np.linalg.eigh(f.matrix)
    gap = eigenvalues * (vectors.T @ f.minima[0]) ** 2 / 2
    steps = np.arange(2000)[:, None]
    return int(((gap * (1 - lr * eigenvalues) ** (2 * steps)).sum(-1) <= share * gap.sum()).argmax())


def most_steps(kappa: float, share: float = 1e-6) -> int:
    """Steps in which a factor of ``((kappa - 1) / (kappa + 1))^2`` a step brings the gap to `share` of the first."""
    return int(np.ceil(np.log(1 / share) / 2 / np.log((kappa + 1) / (kappa - 1))))


def most_conjugate_steps(kappa: float, dim: int, share: float = 1e-6) -> int:
    """Steps in which Chebyshev's bound brings the gap to `share` of the first, or `dim` if that is fewer."""
    root = np.sqrt(kappa)
    return min(dim, int(np.ceil(np.log(2 / np.sqrt(share)) / np.log((root + 1) / (root - 1)))))


def least_steps(f: Quadratic, share: float = 1e-6) -> float:
    """Steps of gradient descent from zero at the best fixed rate until the two extreme components allow the goal.

    Each step leaves ``((kappa - 1) / (kappa + 1))^2`` of their part of the gap, and the others add to it.
    """
    eigenvalues, vectors = np.linalg.eigh(f.matrix)
    gap = eigenvalues * (vectors.T @ f.minima[0]) ** 2
    kappa = eigenvalues[-1] / eigenvalues[0]
    extreme = (gap[0] + gap[-1]) / gap.sum()
    return max(0.0, float(np.log(extreme / share) / 2 / np.log((kappa + 1) / (kappa - 1))))
