"""Optimization for deep learning, computed: objectives, optimizers and the studies that the book shows."""

from optbook.trajectory import Trajectory, descend, finish, follow

__all__ = ["Trajectory", "descend", "finish", "follow"]
__version__ = "0.1.0"
