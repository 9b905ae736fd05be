"""Closed sets, each given by a continuous function that is negative exactly outside it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook.protocols import Objective
from optbook.validation import require, require_count, require_positive

TOLERANCE = 1e-9
"""A margin this little below zero is rounding."""


class Region:
    """A closed set of points.  ``a & b`` is the intersection, ``a | b`` the union.

    Only the sign of the margin means the same for all sets.  Its size is a distance for some, such as a round `Ball`,
    and not for others.

    Attributes
    ----------
    dim : int
        Number of coordinates of a point.
    """

    dim: int

    def margin(self, x: np.ndarray) -> np.ndarray:
        """Not negative inside, zero on the boundary, negative outside: ``(..., dim) -> (...)``."""
        raise NotImplementedError

    def contains(self, x: np.ndarray) -> np.ndarray:
        """Whether each point belongs to the set, up to a margin of -1e-9: ``(..., dim) -> (...)``."""
        return self.margin(x) >= -TOLERANCE

    def __and__(self, other: Region) -> Region:
        return Intersection((self, other))

    def __or__(self, other: Region) -> Region:
        return Union((self, other))


@dataclass(frozen=True, eq=False)
class Intersection(Region):
    """Points that lie in all `parts`."""

    parts: tuple[Region, ...]

    @property
    def dim(self) -> int:
        """Dimension of the first part."""
        return self.parts[0].dim

    def margin(self, x: np.ndarray) -> np.ndarray:
        """Least margin of the parts."""
        return np.min([part.margin(x) for part in self.parts], axis=0)


@dataclass(frozen=True, eq=False)
class Union(Region):
    """Points that lie in at least one of `parts`."""

    parts: tuple[Region, ...]

    @property
    def dim(self) -> int:
        """Dimension of the first part."""
        return self.parts[0].dim

    def margin(self, x: np.ndarray) -> np.ndarray:
        """Greatest margin of the parts."""
        return np.max([part.margin(x) for part in self.parts], axis=0)


@dataclass(frozen=True, eq=False)
class Outside(Region):
    """What is left of the space when the interior of `region` is taken out."""

    region: Region

    @property
    def dim(self) -> int:
        """Dimension of the region."""
        return self.region.dim

    def margin(self, x: np.ndarray) -> np.ndarray:
        """The region's margin with its sign turned."""
        return -self.region.margin(x)


@dataclass(frozen=True, eq=False)
class Ball(Region):
    """Points ``x`` with ``(sum |x_i - c_i|^p)^(1/p) <= radius``.

    Parameters
    ----------
    center : (dim,) array_like
    radius : float
        Above zero; an array of them broadcasts against the batch.
    p : float
        Above zero, infinity allowed; a norm from 1 on.

    Raises
    ------
    ValueError
        When `radius` or `p` is not positive.
    """

    center: np.ndarray = (0.0, 0.0)
    radius: float | np.ndarray = 1.0
    p: float = 2.0

    def __post_init__(self) -> None:
        require_positive(radius=self.radius)
        require(self.p > 0, "p", self.p, "a number > 0")

    @property
    def dim(self) -> int:
        """Length of the center."""
        return np.shape(self.center)[-1]

    def margin(self, x: np.ndarray) -> np.ndarray:
        """Radius minus distance."""
        away = np.abs(x - np.asarray(self.center))
        distance = away.max(-1) if np.isinf(self.p) else (away**self.p @ np.ones(self.dim)) ** (1 / self.p)
        return self.radius - distance


@dataclass(frozen=True, eq=False)
class HalfSpace(Region):
    """Points ``x`` with ``normal . x <= offset``.

    The margin is the distance to the border times the length of the normal.
    """

    normal: np.ndarray
    offset: float

    @property
    def dim(self) -> int:
        """Length of the normal."""
        return len(self.normal)

    def margin(self, x: np.ndarray) -> np.ndarray:
        """Offset minus the product with the normal."""
        return self.offset - np.asarray(x) @ np.asarray(self.normal)


def polygon(corners: np.ndarray) -> Region:
    """The convex polygon with these corners, ``(count, 2)``, named counterclockwise.

    Its margin is no distance: inside, it is the least of the distances to the lines through the sides, each times the
    length of the side.
    """
    corners = np.asarray(corners, dtype=float)
    edges = np.roll(corners, -1, axis=0) - corners
    normals = np.column_stack([edges[:, 1], -edges[:, 0]])
    return Intersection(tuple(HalfSpace(n, n @ c) for n, c in zip(normals, corners, strict=True)))


@dataclass(frozen=True, eq=False)
class BelowSet(Region):
    """Points at which `objective` is at most `level`."""

    objective: Objective
    level: float

    @property
    def dim(self) -> int:
        """Number of variables."""
        return self.objective.dim

    def margin(self, x: np.ndarray) -> np.ndarray:
        """Level minus value."""
        return self.level - self.objective.value(x)


@dataclass(frozen=True, eq=False)
class Epigraph(Region):
    """Points ``(x, t)`` on or above the graph of `objective`: ``t >= f(x)``."""

    objective: Objective

    @property
    def dim(self) -> int:
        """One more than the number of variables."""
        return self.objective.dim + 1

    def margin(self, x: np.ndarray) -> np.ndarray:
        """Height above the graph."""
        x = np.asarray(x)
        return x[..., -1] - self.objective.value(x[..., :-1])


def members(region: Region, lower: np.ndarray, upper: np.ndarray, count: int, seed: int = 0) -> np.ndarray:
    """Draw `count` points of `region` in a box, each equally likely: ``(count, dim)``.

    Raises
    ------
    ValueError
        When fewer than one in a thousand points of the box belong to it.
    """
    require_count(1, count=count)
    rng, found = np.random.default_rng(seed), np.empty((0, region.dim))
    for _ in range(1000):
        x = rng.uniform(lower, upper, (count, region.dim))
        found = np.concatenate([found, x[region.contains(x)]])
        if len(found) >= count:
            return found[:count]
    raise ValueError(f"region: got {region!r}, takes one that fills a thousandth of the box")


def boundary(region: Region, lower: np.ndarray, upper: np.ndarray, count: int, seed: int = 0) -> np.ndarray:
    """Draw `count` points of the boundary inside a box, by halving between points inside and outside: ``(count, dim)``.

    They are not spread evenly along it.

    Raises
    ------
    ValueError
        When fewer than one in a thousand points of the box belong to the region, or to what is outside.
    """
    inside = members(region, lower, upper, count, seed)
    outside = members(Outside(region), lower, upper, count, seed + 1)
    for _ in range(60):
        middle = (inside + outside) / 2
        within = (region.margin(middle) >= 0)[:, None]
        inside, outside = np.where(within, middle, inside), np.where(within, outside, middle)
    return inside


@dataclass(frozen=True, eq=False)
class Segment:
    """A segment between two points of a region.

    Attributes
    ----------
    start, end : (dim,) arrays
    worst : (dim,) array
        Its point with the least margin.
    margin : float
        The margin there; negative when the segment leaves the region.
    """

    start: np.ndarray
    end: np.ndarray
    worst: np.ndarray
    margin: float

    @property
    def leaves(self) -> bool:
        """Whether the segment leaves the region, by more than rounding."""
        return self.margin < -TOLERANCE


def worst_segment(region: Region, points: np.ndarray, weights: int = 9) -> Segment:
    """Among the segments between all pairs of `points`, the one with the least margin of `region` on its way.

    Parameters
    ----------
    region : Region
    points : (count, dim) array
    weights : int
        Points that are looked at on each segment, evenly spread between its ends.
    """
    weight = np.arange(1, weights + 1)[:, None, None] / (weights + 1)
    start, end = points[np.array(np.triu_indices(len(points)))]
    between = weight * start + (1 - weight) * end
    margin = region.margin(between)
    k, pair = np.unravel_index(margin.argmin(), margin.shape)
    return Segment(start[pair], end[pair], between[k, pair], float(margin[k, pair]))
