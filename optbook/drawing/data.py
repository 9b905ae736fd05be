"""The data behind a figure, read off what was drawn."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import numpy as np
from matplotlib.collections import PathCollection, QuadMesh
from matplotlib.figure import Figure

COLUMNS = ("axes", "series", "x", "y", "z")


def drawn_data(fig: Figure) -> str:
    """Lines, marks and images of a figure as CSV with the columns axes, series, x, y, z.

    ``axes`` is the label of the y axis (or the number of the axes), ``series`` the name of the line; ``z`` is filled
    for images and for lines in space only.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in _rows(fig):
        writer.writerow(row)
    return text.getvalue()


def _rows(fig: Figure) -> Iterator[tuple[object, ...]]:
    for number, ax in enumerate(fig.axes, start=1):
        name = ax.get_ylabel() or f"axes {number}"
        for order, artist in enumerate((*ax.lines, *ax.collections), start=1):
            label = artist.get_label()
            series = label if label and not str(label).startswith("_") else f"series {order}"
            for point in _points(artist):
                yield (name, series, *(f"{value:.10g}" for value in point))


def _points(artist: object) -> np.ndarray:
    if hasattr(artist, "get_data_3d"):
        return np.column_stack([np.asarray(axis, float) for axis in artist.get_data_3d()])
    if hasattr(artist, "get_xydata"):
        return artist.get_xydata()
    if isinstance(artist, PathCollection):
        return np.asarray(artist.get_offsets())
    if isinstance(artist, QuadMesh):
        corners = artist.get_coordinates()
        centers = (corners[:-1, :-1] + corners[1:, :-1] + corners[:-1, 1:] + corners[1:, 1:]) / 4
        values = np.ma.filled(artist.get_array(), np.nan).astype(float).reshape(centers.shape[:2])
        return np.dstack([centers, values]).reshape(-1, 3)
    return np.empty((0, 2))
