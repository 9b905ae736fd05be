r"""A random landscape in any dimension: a sum of plane waves with random directions and phases.

.. math:: f(x) = \sqrt{\frac{2}{m}} \sum_{i=1}^{m} \cos(k_i^\top x + \varphi_i),
          \qquad k_i \sim \mathcal{N}(0, I), \quad \varphi_i \sim \mathcal{U}(0, 2 \pi)

For many waves it is close to a Gaussian field of mean 0 and covariance :math:`\exp(-|x - y|^2 / 2)`: as rough
everywhere, with no preferred place or direction.

Source: A. Rahimi and B. Recht, "Random features for large-scale kernel machines", NIPS 20, 1177-1184, 2007.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from optbook.protocols import Objective
from optbook.validation import require_count


@dataclass(frozen=True)
class RandomWaves(Objective):
    """A sum of `waves` cosines of variance 1 in all; its stationary points have no closed form.

    Parameters
    ----------
    dim : int
        Number of variables.
    waves : int
        Number of plane waves.  The field is nearly Gaussian when they far outnumber the entries of the Hessian.
    seed : int
        Decides the landscape.

    Raises
    ------
    ValueError
        When an argument is not a count.
    """

    dim: int = 2
    waves: int = 500
    seed: int = 0

    def __post_init__(self) -> None:
        require_count(1, dim=self.dim, waves=self.waves)
        require_count(0, seed=self.seed)

    @property
    def domain(self) -> tuple[np.ndarray, np.ndarray]:
        """A box many wavelengths wide; the landscape goes on outside in the same way."""
        return np.full(self.dim, -10.0), np.full(self.dim, 10.0)

    @property
    def minima(self) -> np.ndarray:
        """None, ``(0, dim)``: there are many, and none is known in closed form."""
        return np.empty((0, self.dim))

    @cached_property
    def wavevectors(self) -> np.ndarray:
        """The vectors ``k_i``, ``(waves, dim)``."""
        return np.random.default_rng([self.seed, 0]).standard_normal((self.waves, self.dim))

    @cached_property
    def phases(self) -> np.ndarray:
        """The phases, ``(waves,)``."""
        return np.random.default_rng([self.seed, 1]).uniform(0, 2 * np.pi, self.waves)

    @cached_property
    def outer(self) -> np.ndarray:
        """The products ``k_i k_i'``, each as one row: ``(waves, dim * dim)``."""
        return (self.wavevectors[:, :, None] * self.wavevectors[:, None, :]).reshape(self.waves, -1)

    def value(self, x: np.ndarray) -> np.ndarray:
        """Value at each point: ``(..., dim) -> (...)``."""
        x = np.asarray(x)
        return self._height(x) * np.cos(self._angle(x)).sum(-1)

    def grad(self, x: np.ndarray) -> np.ndarray:
        """Gradient at each point: ``(..., dim) -> (..., dim)``."""
        x = np.asarray(x)
        return -self._height(x) * (np.sin(self._angle(x)) @ self._like(self.wavevectors, x))

    def hess(self, x: np.ndarray) -> np.ndarray:
        """Hessian at each point: ``(..., dim) -> (..., dim, dim)``."""
        x = np.asarray(x)
        rows = -self._height(x) * (np.cos(self._angle(x)) @ self._like(self.outer, x))
        return rows.reshape(*x.shape, self.dim)

    def _angle(self, x: np.ndarray) -> np.ndarray:
        return x @ self._like(self.wavevectors, x).T + self._like(self.phases, x)

    def _height(self, x: np.ndarray) -> np.ndarray:
        return self._like(np.sqrt(2 / self.waves), x)

    @staticmethod
    def _like(parameter: np.ndarray, x: np.ndarray) -> np.ndarray:
        """The parameter in the precision of `x`, so that float32 stays float32."""
        return parameter.astype(np.float32) if x.dtype == np.float32 else parameter
