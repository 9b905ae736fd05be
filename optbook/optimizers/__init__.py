"""Optimizers, one module each: frozen hyperparameters and two pure functions, ``init`` and ``update``."""

from optbook.optimizers.gradient_descent import GradientDescent

__all__ = ["GradientDescent"]
