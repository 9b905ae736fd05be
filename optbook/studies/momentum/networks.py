"""Nodes that agree with their neighbors: a condition number whose cause is a drawing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from optbook.objectives import Quadratic
from optbook.study import study


@dataclass(frozen=True, eq=False)
class Network:
    """Nodes, and links between some of them.

    Attributes
    ----------
    places : (nodes, 2) array
        Where the nodes are drawn.
    links : (links, 2) int array
        Pairs of nodes.
    """

    places: np.ndarray
    links: np.ndarray

    @property
    def disagreement(self) -> Quadratic:
        """Half the sum of ``(x_i - x_j)^2`` over the links; its matrix is the Laplacian of the graph."""
        a, b = self.links.T
        ends = np.zeros((len(self.links), len(self.places)))
        ends[np.arange(len(a)), a], ends[np.arange(len(a)), b] = 1, -1
        return Quadratic(ends.T @ ends)

    @cached_property
    def curvatures(self) -> np.ndarray:
        """Eigenvalues but for the zero of the mean, which no step changes: ``(nodes - 1,)``."""
        return self.modes[0]

    @cached_property
    def modes(self) -> tuple[np.ndarray, np.ndarray]:
        """Eigenvalues and eigenvectors, as columns, but for those of the mean."""
        values, vectors = np.linalg.eigh(self.disagreement.matrix)
        return values[1:], vectors[:, 1:]

    @property
    def kappa(self) -> float:
        """Condition number, the mean removed."""
        return float(self.curvatures[-1] / self.curvatures[0])

    @property
    def slowest(self) -> np.ndarray:
        """Of the modes of the least curvature the one that is most like the height of the places: ``(nodes,)``."""
        values, vectors = self.modes
        flat = vectors[:, values < values[0] * (1 + 1e-9)]
        return flat @ (self.places[:, 1] @ flat)


def path(side: int = 10) -> Network:
    """``side^2`` nodes in a row, drawn to and fro on a square."""
    nodes = np.arange(side**2)
    row, column = np.divmod(nodes, side)
    column = np.where(row % 2, side - 1 - column, column)
    return Network(np.stack([column, row], -1).astype(float), np.stack([nodes[:-1], nodes[1:]], -1))


def grid(side: int = 10) -> Network:
    """The same square with all links between neighbors on it."""
    at = np.arange(side**2).reshape(side, side)
    pairs = (at[:, :-1], at[:, 1:]), (at[:-1], at[1:])
    links = np.concatenate([np.stack([a.ravel(), b.ravel()], -1) for a, b in pairs])
    return Network(np.stack(np.divmod(np.arange(side**2), side)[::-1], -1).astype(float), links)


def ring(count: int = 100, chords: bool = False, seed: int = 0) -> Network:
    """Nodes on a circle, each linked to the next; `chords` adds a second ring through them in random order."""
    nodes, angle = np.arange(count), 2 * np.pi * np.arange(count) / count
    orders = [nodes, np.random.default_rng(seed).permutation(count)][: 1 + chords]
    links = np.concatenate([np.stack([order, np.roll(order, -1)], -1) for order in orders])
    return Network(np.stack([np.sin(angle), np.cos(angle)], -1), links)


@study
def networks() -> dict[str, Network]:
    """Four networks of a hundred nodes."""
    return {"path": path(), "grid": grid(), "ring": ring(), "two rings": ring(chords=True)}
