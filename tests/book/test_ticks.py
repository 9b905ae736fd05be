"""A drawing is the same whether an axis keeps its ticks while it is laid out and drawn or finds them each time."""

from __future__ import annotations

import io

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.axis import Axis

import ticks


@pytest.fixture
def make():
    """Figures with axes that share one, logarithms with minor ticks, an offset, a note outside and a bar of colors."""

    def figure():
        fig, (left, right) = plt.subplots(1, 2, sharey=True, layout="constrained")
        left.loglog([1, 1e4], [1e-3, 1e2])
        left.set(xlabel="steps", ylabel="loss")
        right.plot([1e6, 1e6 + 1], [1, 2])
        right.annotate("a note", (1e6 + 1, 1), (1.2, 0.5), textcoords="axes fraction", arrowprops={"arrowstyle": "->"})
        fig.colorbar(right.scatter([1e6, 1e6 + 1], [1, 2], c=[0, 1]))
        return fig

    with plt.rc_context({"svg.hashsalt": "same"}):
        yield figure
    plt.close("all")


def drawn(fig) -> str:
    text = io.StringIO()
    fig.savefig(text, format="svg", metadata={"Date": None})
    return text.getvalue()


def test_a_drawing_with_kept_ticks_has_the_same_bytes(make):
    with ticks.kept():
        kept = drawn(make())
    assert kept == drawn(make())


def test_limits_that_change_between_drawings_are_seen(make):
    def twice():
        fig = make()
        before = drawn(fig)
        fig.axes[0].set_xlim(1, 1e9)
        return before, drawn(fig)

    with ticks.kept():
        before, after = twice()
    assert before != after
    assert (before, after) == twice()


def test_ticks_are_found_less_often_and_then_as_before(make, monkeypatch):
    plain, calls = Axis._update_ticks, []
    monkeypatch.setattr(Axis, "_update_ticks", lambda axis: calls.append(axis) or plain(axis))
    counting = Axis._update_ticks
    drawn(make())
    without, calls[:] = len(calls), []
    fig = make()
    with ticks.kept():
        drawn(fig)
    assert len(calls) < without / 3
    assert Axis._update_ticks is counting
    assert np.all([axis in calls for ax in fig.axes for axis in (ax.xaxis, ax.yaxis)])
