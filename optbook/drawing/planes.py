"""Functions of two variables: contours with paths on them, images, surfaces."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import QuadMesh
from mpl_toolkits.mplot3d.axes3d import Axes3D

from optbook.analysis import Region
from optbook.drawing.style import COLOR
from optbook.protocols import Objective


def grid(lower: np.ndarray, upper: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A square grid on a box in the plane: its two axes, ``(count,)``, and its points, ``(count, count, 2)``."""
    a, b = (np.linspace(low, high, count) for low, high in zip(lower, upper, strict=True))
    return a, b, np.stack(np.meshgrid(a, b), axis=-1)


def draw_contours(
    ax: Axes, objective: Objective, lower: np.ndarray, upper: np.ndarray, levels: object = 12, count: int = 121
) -> None:
    """Draw level lines of `objective` on a box, in the color of rivals.

    Parameters
    ----------
    ax : Axes
    objective : Objective
        Of two variables.
    lower, upper : pairs of floats
        Corners of the box.
    levels : int or array
        Number of levels, or their values (geometric ones show a narrow valley).
    count : int
        Points of the grid along each axis.
    """
    a, b, x = grid(lower, upper, count)
    ax.contour(a, b, objective.value(x), levels, colors=COLOR["muted"], linewidths=0.7, linestyles="solid", alpha=0.7)


def draw_region(
    ax: Axes,
    region: Region,
    lower: np.ndarray,
    upper: np.ndarray,
    color: str = "blue",
    fill: str = "",
    count: int = 241,
) -> None:
    """Draw the part of a set of the plane that lies in a box: filled, with its edge.

    Parameters
    ----------
    ax : Axes
    region : Region
        Its ``margin`` is zero on the edge.
    lower, upper : pairs of floats
        Corners of the box.
    color, fill : str
        Names in the palette, of the edge and of the inside; the fill is the pale one of the edge when left out.
    count : int
        Points of the grid along each axis.
    """
    a, b, x = grid(lower, upper, count)
    margin = region.margin(x)
    ax.contourf(a, b, margin, (0, np.inf), colors=[COLOR[fill or f"pale {color}"]])
    ax.contour(a, b, margin, (0,), colors=COLOR[color], linewidths=1.6, linestyles="solid")


def draw_path(ax: Axes, x: np.ndarray, label: str = "", color: str = "blue", every: int = 1) -> None:
    """Draw the iterates of one run in the plane, ``(kept, 2)``: a line, a dot an iterate, a ring at the start.

    Parameters
    ----------
    ax : Axes
    x : (kept, 2) array
    label : str
        Name of the run, for the data behind the figure.
    color : str
        Name in the palette.
    every : int
        Put a dot on each `every`-th iterate.
    """
    ax.plot(*x.T, "-", color=COLOR[color], lw=1.4, label=label or "_path")
    ax.plot(*x[::every].T, "o", color=COLOR[color], ms=3, label="_iterates")
    ax.plot(*x[0], "o", color=COLOR["paper"], markeredgecolor=COLOR[color], markeredgewidth=1.6, ms=7, label="_start")


def draw_image(ax: Axes, a: np.ndarray, b: np.ndarray, values: np.ndarray, **style: object) -> QuadMesh:
    """Draw ``values[j, i]`` at ``(a[i], b[j])`` as a raster inside the figure; return it for a color bar."""
    style = {"cmap": "cividis", "shading": "nearest"} | style
    ax.grid(visible=False)
    return ax.pcolormesh(a, b, values, rasterized=True, **style)


def draw_surface(
    ax: Axes3D, objective: Objective, lower: np.ndarray, upper: np.ndarray, count: int = 25, alpha: float = 0.85
) -> None:
    """Draw the graph of `objective` over a box as a net with hidden lines."""
    a, b, x = grid(lower, upper, count)
    ax.plot_surface(
        *np.meshgrid(a, b),
        objective.value(x),
        rstride=1,
        cstride=1,
        color=COLOR["face"],
        edgecolor=COLOR["muted"],
        linewidth=0.4,
        alpha=alpha,
        shade=False,
    )
    for axis in (ax.xaxis, ax.yaxis, ax.zaxis):
        axis.set_pane_color(COLOR["paper"])
        axis._axinfo["grid"].update(color=COLOR["grid"], linewidth=0.6)
        axis.line.set_color(COLOR["muted"])
