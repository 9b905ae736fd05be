"""The data behind a figure, read off what was drawn."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import numpy as np
from matplotlib.collections import PathCollection, QuadMesh
from matplotlib.figure import Figure

COLUMNS = ("axes", "series", "x", "y", "z")
MOST_CELLS = 8_000
SUFFIX = {2: "nd", 3: "rd"}


def drawn_data(fig: Figure) -> str:
    """Lines, marks and images of a figure as CSV with the columns axes, series, x, y, z.

    ``axes`` is the label of the y axis (or the number of the axes), ``series`` the name of the line; ``z`` is filled
    for images and for lines in space only.  An image of more than `MOST_CELLS` cells gives every second, third ... row
    and column; its series then ends in ``every 2nd cell``, ``every 3rd cell`` ...
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
            every = _every(artist)
            series += f", every {every}{SUFFIX.get(every, 'th')} cell" if every > 1 else ""
            digits = 6 if isinstance(artist, QuadMesh) else 10
            for point in _points(artist, every):
                yield (name, series, *(f"{value:.{digits}g}" for value in point))


def _every(artist: object) -> int:
    """Of how many rows and columns of an image one is given."""
    if not isinstance(artist, QuadMesh):
        return 1
    rows, columns = (count - 1 for count in artist.get_coordinates().shape[:2])
    return next(
        every for every in range(1, rows * columns + 1) if -(-rows // every) * -(-columns // every) <= MOST_CELLS
    )


def _points(artist: object, every: int) -> np.ndarray:
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
        return np.dstack([centers, values])[::every, ::every].reshape(-1, 3)
    return np.empty((0, 2))
