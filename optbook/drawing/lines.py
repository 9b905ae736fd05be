"""Lines with their names beside them."""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes

from optbook.drawing.style import COLOR
from optbook.trajectory import Trajectory


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


def label_ends(ax: Axes, apart: float = 1.15) -> None:
    """Write each labeled line's name at its right end, the names at least `apart` font heights from each other.

    Call it when the limits of the axes are final.
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
    bottom, height = -np.inf, apart * ax.xaxis.label.get_size() * ax.figure.dpi / 72
    for place, end, line in sorted(ends, key=lambda item: item[0]):
        shifted = max(place, bottom + height)
        bottom = shifted
        offset = (5, (shifted - place) * 72 / ax.figure.dpi)
        ax.annotate(
            line.get_label(),
            end,
            offset,
            textcoords="offset points",
            va="center",
            color=line.get_color(),
            clip_on=False,
        )


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
