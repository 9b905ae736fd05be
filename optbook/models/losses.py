"""Losses on the outputs of a model: mean over samples, its gradient, and the derivative of the gradient.

Outputs are ``(..., count, outputs)``; nothing here knows how they were made.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


def softmax(outputs: np.ndarray) -> np.ndarray:
    """Probabilities along the last axis."""
    p = np.exp(outputs - outputs.real.max(axis=-1, keepdims=True))
    p /= p.sum(axis=-1, keepdims=True)
    return p


def log_sum_exp(outputs: np.ndarray) -> np.ndarray:
    """``log(sum(exp(outputs)))`` over the last axis, without overflow."""
    top = outputs.real.max(axis=-1, keepdims=True)
    return np.log(np.exp(outputs - top).sum(axis=-1)) + top[..., 0]


@dataclass(frozen=True)
class CrossEntropy:
    """``-log softmax(outputs)[target]``, with targets ``(..., count)`` that are classes."""

    def value(self, outputs: np.ndarray, targets: np.ndarray) -> np.ndarray:
        """Mean loss: ``(...)``."""
        index = np.broadcast_to(targets, outputs.shape[:-1])[..., None]
        return (log_sum_exp(outputs) - np.take_along_axis(outputs, index, axis=-1)[..., 0]).mean(axis=-1)

    def slope(self, outputs: np.ndarray, targets: np.ndarray) -> np.ndarray:
        """Derivative of the mean with respect to the outputs: ``(p - one-hot) / count``."""
        p = softmax(outputs)
        p -= targets[..., None] == np.arange(outputs.shape[-1])
        p /= outputs.shape[-2]
        return p

    def bend(self, outputs: np.ndarray, tangent: np.ndarray) -> np.ndarray:
        """Derivative of `slope` as the outputs move along `tangent`: ``(diag(p) - p p') tangent / count``."""
        p = softmax(outputs)
        return p * (tangent - (p * tangent).sum(axis=-1, keepdims=True)) / outputs.shape[-2]


@dataclass(frozen=True)
class SquaredError:
    """``(output - target) ** 2``, averaged over outputs, with targets ``(..., count, outputs)``."""

    def value(self, outputs: np.ndarray, targets: np.ndarray) -> np.ndarray:
        """Mean loss: ``(...)``."""
        residual = outputs - targets
        return (residual * residual).mean(axis=(-2, -1))

    def slope(self, outputs: np.ndarray, targets: np.ndarray) -> np.ndarray:
        """Derivative of the mean with respect to the outputs."""
        return (outputs - targets) * (2 / (outputs.shape[-2] * outputs.shape[-1]))

    def bend(self, outputs: np.ndarray, tangent: np.ndarray) -> np.ndarray:
        """Derivative of `slope` as the outputs move along `tangent`."""
        return tangent * (2 / (outputs.shape[-2] * outputs.shape[-1]))
