r"""Random sequences in one dimension, without simulation: the next number depends on the last one and on fresh noise.

The line is cut into cells.  From the middle of each cell the probabilities of all cells are differences of
:math:`P(x_{t+1} \le y \mid x_t)`; where the sequence rests, and when it leaves, are then linear equations.  The error
is of the order of the square of the cells' width.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from optbook.validation import require

Below = Callable[[np.ndarray, np.ndarray], np.ndarray]
"""``below(y, x)``: probability that the next number is at most ``y``, from ``x``; the two broadcast."""


def middles(edges: np.ndarray) -> np.ndarray:
    """Middle of each cell, ``(cells,)``, from their ascending edges, ``(cells + 1,)``."""
    edges = np.asarray(edges, dtype=float)
    require(
        edges.ndim == 1 and len(edges) > 1 and bool((np.diff(edges) > 0).all()), "edges", edges, "ascending numbers"
    )
    return (edges[1:] + edges[:-1]) / 2


def transitions(below: Below, edges: np.ndarray, closed: bool) -> np.ndarray:
    """Probability to go from each cell to each, ``(cells, cells)``.

    Parameters
    ----------
    below : function ``(y, x) -> probability``
    edges : (cells + 1,) array
    closed : bool
        Whether what would leave is put into the first or last cell; otherwise it is lost.
    """
    x = middles(edges)
    share = below(np.asarray(edges)[None, :], x[:, None])
    if closed:
        share[:, 0], share[:, -1] = 0.0, 1.0
    return np.diff(share, axis=1)


def stationary_law(below: Below, edges: np.ndarray) -> np.ndarray:
    """Probability of each cell when it no longer changes, ``(cells,)``."""
    matrix = transitions(below, edges, closed=True).T - np.eye(len(edges) - 1)
    matrix[-1] = 1.0  # the equations add up to zero: one of them gives way to the sum of all probabilities
    return np.linalg.solve(matrix, np.append(np.zeros(len(matrix) - 1), 1.0))


def exit_steps(below: Below, edges: np.ndarray) -> np.ndarray:
    """Mean number of steps until the sequence leaves all cells, from each of them: ``(cells,)``."""
    matrix = transitions(below, edges, closed=False)
    return np.linalg.solve(np.eye(len(matrix)) - matrix, np.ones(len(matrix)))


def staying(below: Below, edges: np.ndarray, start: float, steps: int) -> np.ndarray:
    """Probability that the sequence has not left after 0 to `steps` steps from `start`: ``(steps + 1,)``."""
    matrix = transitions(below, edges, closed=False)
    law = np.zeros(len(matrix))
    law[np.abs(middles(edges) - start).argmin()] = 1.0
    share = np.empty(steps + 1)
    for step in range(steps + 1):
        share[step], law = law.sum(), law @ matrix
    return share
