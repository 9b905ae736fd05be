"""Lines carry their names, and names keep apart."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pytest

from optbook import descend
from optbook.drawing import annotate, draw_lines, draw_values, label_ends, mark, sparse, use_style
from optbook.objectives import Quadratic
from optbook.optimizers import GradientDescent


@pytest.fixture
def ax():
    use_style()
    fig, ax = plt.subplots()
    yield ax
    plt.close(fig)


def test_each_line_is_named_at_its_end(ax):
    x = np.arange(3)
    draw_lines(ax, x, {"one": x, "two": 2 * x})
    assert [text.get_text() for text in ax.texts] == ["one", "two"]
    assert [text.xy for text in ax.texts] == [(2.0, 2.0), (2.0, 4.0)]


def test_names_of_lines_that_meet_keep_apart(ax):
    x = np.arange(3)
    draw_lines(ax, x, {"one": x, "two": x, "three": x})
    ax.figure.canvas.draw()
    middles = sorted(np.mean(text.get_window_extent().intervaly) for text in ax.texts)
    assert np.diff(middles).min() >= ax.texts[0].get_size() * ax.figure.dpi / 72


def test_names_with_leaders_move_to_both_sides_and_no_farther_than_they_must(ax):
    x = np.arange(3)
    ax.set(xlim=(0, 2), ylim=(-1, 9))
    for name, slope in {"one": 1.0, "two": 1.0, "far": 4.0}.items():
        ax.plot(x, slope * x, label=name)
    label_ends(ax, leaders=True)
    shifts = {text.get_text(): text.xyann[1] for text in ax.texts}
    assert shifts["one"] == pytest.approx(-shifts["two"])
    assert abs(shifts["two"] - shifts["one"]) == pytest.approx(1.15 * ax.texts[0].get_size())
    assert shifts["far"] == 0
    assert all(text.arrow_patch is not None for text in ax.texts)


def test_a_name_stands_at_the_last_point_that_is_seen(ax):
    ax.plot([0, 1, 2, 3], [0, 1, np.nan, 9], label="line")
    ax.set_xlim(0, 2.5)
    label_ends(ax)
    assert ax.texts[0].xy == (1.0, 1.0)


def test_values_are_drawn_above_their_floor_on_a_log_axis(ax):
    run = descend(Quadratic([[2.0]], constant=3.0), [1.0], GradientDescent(0.1), 5)
    draw_values(ax, {"run": run}, floor=3.0)
    np.testing.assert_allclose(ax.lines[0].get_ydata(), 0.8 ** (2 * np.arange(6)))
    assert ax.get_yscale() == "log"


def test_marks_and_notes_stand_where_they_are_put(ax):
    mark(ax, 1.0, 2.0)
    annotate(ax, "here", (1.0, 2.0), (10, 10))
    assert ax.lines[0].get_xydata().tolist() == [[1.0, 2.0]]
    assert ax.texts[0].xy == (1.0, 2.0)
    assert ax.texts[0].arrow_patch is not None


@pytest.mark.parametrize("count", [1, 2, 37, 400, 10_000])
def test_few_points_keep_both_ends_and_come_ever_farther_apart(count):
    some = sparse(count, 300)
    assert some[0] == 0
    assert some[-1] == count - 1
    assert len(some) <= min(count, 300)
    assert (np.diff(some) > 0).all()
    factor = (1 + some[1:]) / (1 + some[:-1])
    assert (factor[some[:-1] > 100] < 1 + 1 / 20).all(), "no gap that shows on a log axis"


def test_no_points_are_refused():
    with pytest.raises(ValueError, match="count: got 0, takes one point or more"):
        sparse(0)
