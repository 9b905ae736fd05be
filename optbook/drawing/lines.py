"""Lines with their names beside them."""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes

from optbook.drawing.style import COLOR
from optbook.trajectory import Trajectory
from optbook.validation import require


def draw_lines(ax: Axes, x: np.ndarray, series: Mapping[str, np.ndarray], **style: object) -> None:
    """Draw each of `series` against `x`, its name at its right end.

    Parameters
    ----------
    ax : Axes
    x : (n,) array
    series : mapping of name to (n,) array
    **style
        Line properties, the same for all.
    """
    for name, y in series.items():
        ax.plot(x, y, label=name, **style)
    label_ends(ax)


def sparse(count: int, most: int = 400) -> np.ndarray:
    """Indices of so few of `count` points that a line through them looks the same on a logarithmic axis.

    Parameters
    ----------
    count : int
        Number of points, taken at steps 1, 2, 3, ...
    most : int
        Number of indices at most: every early one, and further on as many in each factor of the step.

    Returns
    -------
    np.ndarray
        Rising indices from 0 to ``count - 1``.
    """
    require(count >= 1, "count", count, "one point or more")
    return np.unique(np.geomspace(1, count, min(most, count)).round().astype(int)) - 1


def draw_values(ax: Axes, runs: Mapping[str, Trajectory], floor: float = 0.0) -> None:
    """Draw the value above `floor` of each run against the step, on a log axis.

    Parameters
    ----------
    ax : Axes
    runs : mapping of name to Trajectory of one lane
    floor : float
        The least value; on the log axis a constant rate is then a constant slope.
    """
    for name, run in runs.items():
        ax.semilogy(run.step, run.value - floor, label=name)
    ax.set_xlabel("step")
    label_ends(ax)


def label_ends(ax: Axes, apart: float = 1.15, leaders: bool = False) -> None:
    """Write each labeled line's name at its right end, the names at least `apart` font heights from each other.

    Call it when the limits of the axes are final.  Names of lines that end close together are moved up; with `leaders`
    up and down, as little as keeps them apart, and a thin line leads from each end to its name.
    """
    named = [line for line in ax.get_lines() if not line.get_label().startswith("_")]
    ends = []
    for line in named:
        seen = np.column_stack([np.asarray(line.get_xdata(), float), np.asarray(line.get_ydata(), float)])
        low, high = sorted(ax.get_xlim())
        seen = seen[np.isfinite(seen).all(1) & (seen[:, 0] >= low) & (seen[:, 0] <= high)]
        if not len(seen):
            continue
        ends.append((ax.transData.transform(seen[-1])[1], tuple(seen[-1]), line))
    height = apart * ax.xaxis.label.get_size() * ax.figure.dpi / 72
    ends = sorted(ends, key=lambda item: item[0])
    places = np.array([place for place, _, _ in ends])
    shifted = _spread(places, height) if leaders else _raised(places, height)
    for shift, (_, end, line) in zip((shifted - places) * 72 / ax.figure.dpi, ends, strict=True):
        arrow = {"arrowstyle": "-", "color": line.get_color(), "lw": 0.8, "relpos": (0, 0.5), "shrinkA": 1}
        ax.annotate(
            line.get_label(),
            end,
            (18 if leaders else 5, shift),
            textcoords="offset points",
            va="center",
            color=line.get_color(),
            clip_on=False,
            arrowprops=arrow if leaders else None,
        )


def _raised(places: np.ndarray, height: float) -> np.ndarray:
    """Move each of the rising `places` up until it is `height` above the one below."""
    rows = height * np.arange(len(places))
    return np.maximum.accumulate(places - rows) + rows


def _spread(places: np.ndarray, height: float) -> np.ndarray:
    """The places `height` apart that are nearest to the rising `places`, in the sum of squares.

    Less their rows, they are the nearest rising sequence: neighbors that fall are pooled at their mean.
    """
    pools: list[list[float]] = []
    for place in places - height * np.arange(len(places)):
        pools.append([place])
        while len(pools) > 1 and np.mean(pools[-2]) > np.mean(pools[-1]):
            last = pools.pop()
            pools[-1] += last
    means = [np.mean(pool) for pool in pools for _ in pool]
    return np.array(means) + height * np.arange(len(places))


def mark(
    ax: Axes, x: object, y: object, marker: str = "o", color: str = "ink", size: float = 6, label: str = ""
) -> None:
    """Mark points; the paper's color around each keeps it apart from what it lies on."""
    ax.plot(
        np.atleast_1d(x),
        np.atleast_1d(y),
        marker,
        color=COLOR[color],
        markersize=size,
        markeredgecolor=COLOR["paper"],
        markeredgewidth=1,
        label="_marks",
        zorder=5,
    )


def annotate(
    ax: Axes, text: str, xy: tuple[float, float], offset: tuple[float, float], color: str = "ink", **place: object
) -> None:
    """Write `text` at `offset` points from `xy`, with an arrow to it.

    Parameters
    ----------
    ax : Axes
    text : str
    xy : pair of floats
        What the text speaks of, in the axes' data.
    offset : pair of floats
        Place of the text from there, in points.
    color : str
        Name in the palette.
    **place
        ``ha`` and ``va``, where the text should not be centered on its place.
    """
    ax.annotate(
        re.sub(r"(?<!\w)-(?=\d)", "\N{MINUS SIGN}", text),
        xy,
        offset,
        textcoords="offset points",
        color=COLOR[color],
        arrowprops={"arrowstyle": "-|>", "color": COLOR[color], "lw": 1, "shrinkA": 2, "shrinkB": 5},
        **({"ha": "center", "va": "center"} | place),
    )
