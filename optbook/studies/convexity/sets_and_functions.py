"""Convex sets and functions: segments that leave a set, chords that cut a graph, and how to find them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.spatial import ConvexHull

from optbook.analysis import (
    Ball,
    ChordTest,
    Epigraph,
    Outside,
    Region,
    Segment,
    boundary,
    chord_gap,
    chord_test,
    members,
    polygon,
    worst_segment,
)
from optbook.claims import Evidence, claim
from optbook.objectives import (
    BumpedParabola,
    Cosine,
    CosineWell,
    Exponential,
    LogSumExp,
    Power,
    Quadratic,
    Rosenbrock,
    Saddle,
    Softplus,
    Tanh,
)
from optbook.protocols import Objective
from optbook.study import study

REACH = 2.0
"""Sets and functions of this page are looked at where every coordinate is between -2 and 2."""

CURVES: dict[str, Objective] = {
    r"$x^2/2$": Quadratic([[1.0]]),
    r"$\cos(\pi x)$": Cosine(),
    r"$e^{x/2}$": Exponential(),
}

FUNCTIONS: dict[str, Objective] = CURVES | {
    r"$x$": Power(1),
    r"$x^4$": Power(4),
    r"$\ln(1 + e^x)$": Softplus(),
    r"$-x^2$": Power(2, -1),
    r"$x^3$": Power(3),
    r"$\tanh x$": Tanh(),
    r"$x \cos(\pi x)$": CosineWell(),
    "parabola with a bump": BumpedParabola(),
    "log-sum-exp": LogSumExp(2),
    r"$x_1^2/2$ in the plane": Quadratic(np.diag([1.0, 0.0])),
    r"$x_1^2 - x_2^2$": Saddle(),
    "Rosenbrock": Rosenbrock(),
}


def triangle(radius: float) -> np.ndarray:
    """Corners of an even triangle around the origin, ``(3, 2)``, counterclockwise."""
    angle = np.pi / 2 + 2 * np.pi / 3 * np.arange(3)
    return radius * np.column_stack([np.cos(angle), np.sin(angle)])


OUTER, INNER = triangle(1.8), triangle(0.6)
FRAME: Region = polygon(OUTER) & Outside(polygon(INNER))
"""A triangle out of which a smaller one was cut."""

REGIONS: dict[str, Region] = {
    "disk": Ball(),
    "square": Ball(p=np.inf),
    "4-norm ball": Ball(p=4),
    "lens of two disks": Ball((-0.5, 0)) & Ball((0.5, 0)),
    "triangle": polygon(OUTER),
    "1/2-norm ball": Ball(p=0.5),
    "union of two disks": Ball((-0.5, 0)) | Ball((0.5, 0)),
    "disk with a bite": Ball() & Outside(Ball((0.9, 0), 0.7)),
    "ring": Ball() & Outside(Ball(radius=0.5)),
    "triangle with a hole": FRAME,
}

LENS: Region = Ball((-1.45, 0.0), 1.1) & Ball((-0.75, 0.0), 1.1)
BITTEN: Region = Ball((0.9, 0.0), 0.95) & Outside(Ball((1.75, 0.0), 0.75))
DISKS: tuple[Region, Region] = (Ball((-0.55, 0.0), 0.95), Ball((0.55, 0.2), 0.95))
"""Sets of the figures."""


def box(dim: int) -> tuple[np.ndarray, np.ndarray]:
    """Lower and upper corner of what is looked at."""
    return np.full(dim, -REACH), np.full(dim, REACH)


@study
def chords(count: int = 20_000, seed: int = 0) -> dict[str, ChordTest]:
    """The chord test of each of `FUNCTIONS`."""
    return {name: chord_test(f, *box(f.dim), count, seed) for name, f in FUNCTIONS.items()}


def least_bend(objective: Objective, count: int = 161) -> float:
    """Least eigenvalue of the Hessian on an even grid."""
    axes = [np.linspace(-REACH, REACH, count)] * objective.dim
    x = np.stack(np.meshgrid(*axes), axis=-1).reshape(-1, objective.dim)
    return float(np.linalg.eigvalsh(objective.hess(x))[:, 0].min())


def inside_segment(region: Region, count: int = 150, seed: int = 0) -> Segment:
    """The worst segment between random points of `region`."""
    return worst_segment(region, members(region, *box(region.dim), count, seed))


def boundary_segment(region: Region, count: int = 150, seed: int = 0) -> Segment:
    """The worst segment between random points of the boundary of `region`."""
    return worst_segment(region, boundary(region, *box(region.dim), count, seed))


def epigraph_segment(objective: Objective, count: int = 150, seed: int = 0) -> Segment:
    """The worst segment between random points of the epigraph: half of them on the graph, half up to one unit above
    its greatest value.
    """
    lower, upper = box(objective.dim)
    x = np.random.default_rng(seed).uniform(lower, upper, (count, objective.dim))
    value = objective.value(x)
    height = value + np.random.default_rng(seed + 1).uniform(0, 1, count) * (value.max() + 1 - value)
    height[::2] = value[::2]
    return worst_segment(Epigraph(objective), np.concatenate([x, height[:, None]], axis=-1))


def missing_from_hull(region: Region, count: int = 201) -> float:
    """Share of the convex hull of `region` that `region` does not fill, counted on an even grid of the plane."""
    axis = np.linspace(-REACH, REACH, count)
    x = np.stack(np.meshgrid(axis, axis), axis=-1).reshape(-1, 2)
    inside = region.contains(x)
    faces = ConvexHull(x[inside]).equations
    hull = (x @ faces[:, :-1].T + faces[:, -1] < -1e-9).all(-1)
    return float((hull & ~inside).sum() / hull.sum())


@dataclass(frozen=True, eq=False)
class Pairs:
    """Random pairs of disks, and what segments showed.

    Attributes
    ----------
    nested : (count,) bool array
        Whether one disk holds the other, by the distance of the centers.
    union, intersection : (count,) arrays
        Least margin on the segments between boundary points of the union, and of the intersection.
    """

    nested: np.ndarray
    union: np.ndarray
    intersection: np.ndarray


def disk_pairs(count: int = 24, seed: int = 0) -> Pairs:
    """Draw pairs of disks that overlap, none of them nearly nested or nearly apart, and test union and intersection."""
    rng = np.random.default_rng(seed)
    found: list[tuple[bool, float, float]] = []
    while len(found) < count:
        centers, radii = rng.uniform(-0.5, 0.5, (2, 2)), rng.uniform(0.2, 1.3, 2)
        apart = float(np.linalg.norm(centers[0] - centers[1]))
        if min(abs(apart - abs(radii[0] - radii[1])), radii.sum() - apart) < 0.1:
            continue
        one, two = (Ball(c, r) for c, r in zip(centers, radii, strict=True))
        margins = [boundary_segment(region, 80, seed).margin for region in (one | two, one & two)]
        found.append((apart < abs(radii[0] - radii[1]), *margins))
    nested, union, intersection = (np.array(column) for column in zip(*found, strict=True))
    return Pairs(nested, union, intersection)


@dataclass(frozen=True, eq=False)
class Bumps:
    """How often a random chord finds a bump.

    Attributes
    ----------
    width : (count,) array
    share, error : (count,) arrays
        Share of the chords that lie below the curve, and its standard error.
    theory : (count,) array
        The same from one integral, by scaling.
    """

    width: np.ndarray
    share: np.ndarray
    error: np.ndarray
    theory: np.ndarray


@study
def bumps(widths: tuple[float, ...] = (0.025, 0.05, 0.1, 0.2), count: int = 200_000, seed: int = 0) -> Bumps:
    """Try random chords on parabolas with a bump, for a row of widths, each with chords of its own."""
    width = np.array(widths)
    tests = [chord_test(BumpedParabola(w), *box(1), count, len(widths) * seed + i) for i, w in enumerate(widths)]
    share = np.array([test.share for test in tests])
    return Bumps(width, share, np.sqrt(share / count), violating_area() * (width / (2 * REACH)) ** 2)


@study
def violating_area(count: int = 320, weights: int = 20, reach: float = 8.0) -> float:
    """Area, in the plane of the two ends of a chord, of the chords below a parabola with a bump of width one.

    An average over the weight; midpoint rule, on ends up to `reach` from the bump.
    """
    ends = ((np.arange(count) + 0.5) / count * 2 - 1) * reach
    start, end = np.meshgrid(ends, ends)
    below = 0
    for weight in (np.arange(weights) + 0.5) / weights:
        gap = chord_gap(BumpedParabola(1.0).value, start[..., None], end[..., None], np.full(start.shape, weight))
        below += (gap < 0).sum()
    return float(below / (weights * count**2) * (2 * reach) ** 2)


@claim
def chords_find_what_bends_down(seed: int = 0) -> Evidence:
    """On the box of this page, random chords find a violation for exactly those functions whose second derivative,
    or least eigenvalue of the Hessian, is negative somewhere on a grid of the box.
    """
    tests = chords(seed=seed)
    bends = {name: least_bend(f) for name, f in FUNCTIONS.items()}
    wrong = [name for name in tests if tests[name].violated != (bends[name] < -1e-9)]
    caught = [test.share for test in tests.values() if test.violated]
    return Evidence(
        not wrong and 0 < len(caught) < len(tests),
        {
            "functions": len(tests),
            "with a violation": len(caught),
            "disagreements": len(wrong),
            "least share of chords that violate, where any do": min(caught),
        },
    )


@claim
def the_epigraph_decides(seed: int = 0) -> Evidence:
    """For each function of this page, the chord test on the function and the segment test on its epigraph, a set of
    one dimension more, give the same answer.
    """
    tests = chords(seed=seed)
    segments = {name: epigraph_segment(f, seed=seed) for name, f in FUNCTIONS.items()}
    wrong = [name for name in tests if tests[name].violated != segments[name].leaves]
    return Evidence(
        not wrong,
        {
            "functions": len(tests),
            "epigraphs that a segment leaves": sum(s.leaves for s in segments.values()),
            "disagreements": len(wrong),
        },
    )


@claim
def intersections_stay_convex(seed: int = 0) -> Evidence:
    """The intersection of two disks is convex in every random pair.  Their union is convex exactly in those pairs in
    which one disk holds the other, which is when the centers are closer than the difference of the radii.
    """
    pairs = disk_pairs(seed=seed)
    leaves = pairs.union < -1e-9
    return Evidence(
        bool(
            (leaves == ~pairs.nested).all() and (pairs.intersection >= -1e-9).all() and 0 < leaves.sum() < len(leaves)
        ),
        {
            "pairs": len(leaves),
            "one disk holds the other": int(pairs.nested.sum()),
            "unions that a segment leaves": int(leaves.sum()),
            "intersections that a segment leaves": int((pairs.intersection < -1e-9).sum()),
        },
    )


@claim
def the_boundary_is_enough(seed: int = 0) -> Evidence:
    """For each closed set of this page, segments between random points of its boundary leave the set exactly when it
    does not fill its convex hull.
    """
    leaves = {name: boundary_segment(region, seed=seed).leaves for name, region in REGIONS.items()}
    missing = {name: missing_from_hull(region) for name, region in REGIONS.items()}
    wrong = [name for name in leaves if leaves[name] != (missing[name] > 0)]
    return Evidence(
        not wrong and 0 < sum(leaves.values()) < len(leaves),
        {
            "sets": len(leaves),
            "sets that a segment leaves": sum(leaves.values()),
            "disagreements": len(wrong),
            "least share of the hull that is missing, where any is": min(m for m in missing.values() if m > 0),
        },
    )


@claim
def narrow_bumps_hide(seed: int = 0) -> Evidence:
    """The share of random chords that find a bump of width $w$ is proportional to $w^2$: at four widths the counted
    share agrees with one integral, scaled, within five standard errors and two percent for the integral.
    """
    found = bumps(seed=seed)
    miss = np.abs(found.share - found.theory)
    return Evidence(
        bool((miss < 5 * found.error + 0.02 * found.theory).all()),
        {
            **{
                f"counted over theory, width {w:g}": s / t
                for w, s, t in zip(found.width, found.share, found.theory, strict=True)
            },
            "chords for one violation, least width": 1 / found.theory[0],
            "chords for one violation, greatest width": 1 / found.theory[-1],
        },
    )
