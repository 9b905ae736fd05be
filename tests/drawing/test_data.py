"""The data behind a figure is what was drawn."""

from __future__ import annotations

import csv
import io

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import draw_image, drawn_data, use_style


def rows_of(fig):
    rows = list(csv.DictReader(io.StringIO(drawn_data(fig))))
    plt.close(fig)
    return rows


def test_lines_and_marks_are_read_off_by_name():
    use_style()
    fig, ax = plt.subplots()
    ax.plot([0, 1], [2, 3.5], label="rising")
    ax.scatter([5], [6], label="mark")
    ax.set_ylabel("value")
    rows = rows_of(fig)
    assert [(row["axes"], row["series"], row["x"], row["y"]) for row in rows] == [
        ("value", "rising", "0", "2"),
        ("value", "rising", "1", "3.5"),
        ("value", "mark", "5", "6"),
    ]


def test_an_image_gives_a_value_at_each_point():
    use_style()
    fig, ax = plt.subplots()
    draw_image(ax, np.array([0.0, 1.0]), np.array([10.0, 20.0]), np.array([[1.0, 2.0], [3.0, 4.0]]))
    assert {(float(r["x"]), float(r["y"])): float(r["z"]) for r in rows_of(fig)} == {
        (0, 10): 1,
        (1, 10): 2,
        (0, 20): 3,
        (1, 20): 4,
    }


def test_of_a_large_image_every_second_or_third_cell_is_given_and_said_so():
    use_style()
    fig, ax = plt.subplots()
    a, b = np.arange(250.0), np.arange(300.0)
    draw_image(ax, a, b, a + 1000 * b[:, None])
    rows = rows_of(fig)
    assert {row["series"] for row in rows} == {"series 1, every 4th cell"}
    assert len(rows) == 63 * 75
    assert all(float(row["z"]) == float(row["x"]) + 1000 * float(row["y"]) for row in rows)


def test_a_line_in_space_has_three_coordinates():
    use_style()
    fig = plt.figure()
    fig.add_subplot(projection="3d").plot([0, 1], [2, 3], [4, 5])
    assert [(r["x"], r["y"], r["z"]) for r in rows_of(fig)] == [("0", "2", "4"), ("1", "3", "5")]
