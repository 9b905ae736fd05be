r"""One neuron with one weight: the same fit is convex under one loss and not under another.

The neuron answers :math:`p_i = \sigma(w a_i)` to the input :math:`a_i`, with the sigmoid
:math:`\sigma(s) = 1/(1 + e^{-s})`; the targets :math:`y_i` are between 0 and 1.

Source: P. Auer, M. Herbster and M. K. Warmuth, "Exponentially many local minima for single neurons", Advances in Neural
Information Processing Systems 8, 316-322, 1996.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from optbook.objectives.curve import Curve, interval, valleys
from optbook.validation import floating, require


@dataclass(frozen=True)
class Neuron(Curve):
    """A loss of one neuron on a few samples, as a function of its weight, to be drawn on [-2, 5].

    Parameters
    ----------
    inputs, targets : sequences of float
        One number a sample; the targets between 0 and 1.

    Raises
    ------
    ValueError
        When there is no sample, or the targets do not fit the inputs.
    """

    inputs: Sequence[float] = (10.0, 1.0, 1.0, 1.0)
    targets: Sequence[float] = (0.1, 0.9, 0.9, 0.9)

    domain = interval(-2.0, 5.0)

    def __post_init__(self) -> None:
        inputs, targets = np.array(self.inputs, dtype=float), np.array(self.targets, dtype=float)
        require(inputs.ndim == 1 and inputs.size > 0, "inputs", f"shape {inputs.shape}", "shape (count,), count > 0")
        fits = targets.shape == inputs.shape and bool((targets >= 0).all() and (targets <= 1).all())
        require(fits, "targets", self.targets, "a number from 0 to 1 for each input")

    @property
    def minima(self) -> np.ndarray:
        """Minima inside the domain, ``(count, 1)``."""
        return valleys(self)

    def samples(self, t: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """Inputs, targets, sums ``w a`` and answers for each weight, ``(..., count)``, in the precision of `t`."""
        t = floating(t)
        inputs, targets = np.asarray(self.inputs, t.real.dtype), np.asarray(self.targets, t.real.dtype)
        sums = t[..., None] * inputs
        return inputs, targets, sums, (1 + np.tanh(sums / 2)) / 2


@dataclass(frozen=True)
class SquaredNeuron(Neuron):
    """Mean of ``(p - y)^2``: not convex, and a sample whose sum is large has next to no slope."""

    def f(self, t: np.ndarray) -> np.ndarray:
        """Value at the weight `t`."""
        _, y, _, p = self.samples(t)
        return ((p - y) ** 2).mean(-1)

    def slope(self, t: np.ndarray) -> np.ndarray:
        """First derivative at the weight `t`."""
        a, y, _, p = self.samples(t)
        return (2 * (p - y) * p * (1 - p) * a).mean(-1)

    def bend(self, t: np.ndarray) -> np.ndarray:
        """Second derivative at the weight `t`."""
        a, y, _, p = self.samples(t)
        return (2 * (p * (1 - p) + (p - y) * (1 - 2 * p)) * p * (1 - p) * a**2).mean(-1)


@dataclass(frozen=True)
class LogisticNeuron(Neuron):
    """Mean of ``log(1 + exp(s)) - y s``, the cross entropy: convex, whatever the samples."""

    def f(self, t: np.ndarray) -> np.ndarray:
        """Value at the weight `t`; it does not overflow."""
        _, y, s, _ = self.samples(t)
        size = np.where(s.real > 0, s, -s)
        return ((s + size) / 2 + np.log(1 + np.exp(-size)) - y * s).mean(-1)

    def slope(self, t: np.ndarray) -> np.ndarray:
        """First derivative at the weight `t`."""
        a, y, _, p = self.samples(t)
        return ((p - y) * a).mean(-1)

    def bend(self, t: np.ndarray) -> np.ndarray:
        """Second derivative at the weight `t`."""
        a, _, _, p = self.samples(t)
        return (p * (1 - p) * a**2).mean(-1)
