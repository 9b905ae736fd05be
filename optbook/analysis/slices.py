r"""Slices of an objective: what is seen of it along a line, or on a plane, through a point.

.. math:: g(t) = f(x + t_1 u_1 + \dots + t_k u_k)

A slice depends on the length of its directions.  `unit_directions` makes all of them of length 1;
`filter_normalized` gives each part of a network's direction the length of the part of the network that it changes.

Source: H. Li, Z. Xu, G. Taylor, C. Studer and T. Goldstein, "Visualizing the loss landscape of neural nets", NeurIPS
31, 2018.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook.models import MLP
from optbook.protocols import Objective
from optbook.validation import require, require_count


@dataclass(frozen=True, eq=False)
class Slice(Objective):
    """An objective restricted to a point and a few directions from it: an objective of few variables.

    Parameters
    ----------
    objective : Objective
    origin : (dim,) array
        Where all variables of the slice are 0.
    directions : (count, dim) array
        One row a variable.

    Raises
    ------
    ValueError
        When the shapes do not fit the objective.
    """

    objective: Objective
    origin: np.ndarray
    directions: np.ndarray

    def __post_init__(self) -> None:
        origin, directions = np.asarray(self.origin, dtype=float), np.atleast_2d(self.directions).astype(float)
        dim = self.objective.dim
        require(origin.shape == (dim,), "origin", f"shape {origin.shape}", f"shape ({dim},)")
        require(directions.shape[1:] == (dim,), "directions", f"shape {directions.shape}", f"shape (count, {dim})")
        object.__setattr__(self, "origin", origin)
        object.__setattr__(self, "directions", directions)

    @property
    def dim(self) -> int:
        """Number of directions."""
        return len(self.directions)

    def point(self, t: np.ndarray) -> np.ndarray:
        """Where in the whole space `t` is: ``(..., count) -> (..., dim)``."""
        return self.origin + np.asarray(t) @ self.directions

    def value(self, t: np.ndarray) -> np.ndarray:
        """Value at each point of the slice: ``(..., count) -> (...)``."""
        return self.objective.value(self.point(t))

    def grad(self, t: np.ndarray) -> np.ndarray:
        """Slope along each direction: ``(..., count) -> (..., count)``."""
        return self.objective.grad(self.point(t)) @ self.directions.T

    def hess(self, t: np.ndarray) -> np.ndarray:
        """Second derivatives along the directions: ``(..., count) -> (..., count, count)``."""
        return self.directions @ self.objective.hess(self.point(t)) @ self.directions.T


def between(objective: Objective, start: np.ndarray, end: np.ndarray, count: int = 41) -> tuple[np.ndarray, np.ndarray]:
    """Share of the way at `count` equally spaced points from `start` to `end`, and the value at each.

    Parameters
    ----------
    objective : Objective
    start, end : (..., dim) arrays
        Leading axes are independent lines.
    count : int
        At least 2.

    Returns
    -------
    share : (count,) array
        From 0 to 1.
    values : (..., count) array
    """
    require_count(2, count=count)
    share = np.linspace(0, 1, count)
    start, end = np.asarray(start)[..., None, :], np.asarray(end)[..., None, :]
    return share, objective.value((1 - share[:, None]) * start + share[:, None] * end)


def barrier(objective: Objective, start: np.ndarray, end: np.ndarray, count: int = 41) -> np.ndarray:
    """Height of the objective above the straight line between its values at `start` and `end`, at the highest place.

    It is 0 where the objective is convex on the way.  Shapes as in `between`, one number a line.
    """
    share, values = between(objective, start, end, count)
    chord = (1 - share) * values[..., :1] + share * values[..., -1:]
    return (values - chord).max(axis=-1)


def unit_directions(seed: int, count: int, dim: int) -> np.ndarray:
    """`count` random directions of length 1, every direction as likely as another: ``(count, dim)``."""
    directions = np.random.default_rng(seed).standard_normal((count, dim))
    return directions / np.linalg.norm(directions, axis=-1, keepdims=True)


def filter_normalized(model: MLP, x: np.ndarray, directions: np.ndarray) -> np.ndarray:
    """Give each part of a direction the length of the same part of `x`.

    The parts are the weights that lead into one unit, and the biases of one layer.  Where a part of `x`, or of a
    direction, is 0, so is that of the result.

    Parameters
    ----------
    model : MLP
    x : (dim,) array
    directions : (..., dim) array

    Returns
    -------
    (..., dim) array
        If all weights and biases of a layer are multiplied by one factor, these parts of the result are too.
    """
    arrays, out = model.unflatten(np.asarray(x)), dict(model.unflatten(np.asarray(directions)))
    for name, part in out.items():
        axis = -2 if name.startswith("weight") else -1
        own = np.linalg.norm(arrays[name], axis=axis, keepdims=True)
        length = np.linalg.norm(part, axis=axis, keepdims=True)
        out[name] = part * (own / np.where(length == 0, 1, length))
    return model.flatten(out)
