"""The ticks of an axis are found once for each view and place that it has; laying out and drawing ask ten times."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def kept() -> Iterator[None]:
    """Within, an axis keeps its ticks, and the extents of their labels, until its limits, its place or the dpi change.

    Nothing else that ticks depend on, their locator say, may be changed meanwhile: only layout and drawing belong here.
    """
    from matplotlib.axis import Axis

    update, extents = Axis._update_ticks, Axis._get_ticklabel_bboxes
    found: dict[Axis, list] = {}  # state, ticks, extents of their labels

    def ticks(axis: Axis) -> list:
        state = (*axis.get_view_interval(), *axis.axes.bbox.bounds, axis.get_figure(root=True).dpi)
        if axis not in found or found[axis][0] != state:
            found[axis] = [state, update(axis), None]
        return found[axis][1]

    def labels(axis: Axis, drawn: list, renderer: object) -> tuple[list, list]:
        entry = found.get(axis)
        if entry is None or entry[1] is not drawn:
            return extents(axis, drawn, renderer)
        if entry[2] is None:
            entry[2] = extents(axis, drawn, renderer)
        return entry[2]

    Axis._update_ticks, Axis._get_ticklabel_bboxes = ticks, labels
    try:
        yield
    finally:
        Axis._update_ticks, Axis._get_ticklabel_bboxes = update, extents
