"""Optimization for deep learning, computed: objectives, optimizers and the studies that the book shows."""

from optbook.trajectory import Trajectory, descend

__all__ = ["Trajectory", "descend"]
__version__ = "0.1.0"
