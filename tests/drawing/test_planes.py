"""Functions of two variables are drawn where they are."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_hex

from optbook.analysis import Ball
from optbook.drawing import COLOR, draw_contours, draw_image, draw_path, draw_region, draw_surface, grid, use_style
from optbook.objectives import Quadratic, Saddle


@pytest.fixture
def fig():
    use_style()
    fig = plt.figure()
    yield fig
    plt.close(fig)


def test_the_grid_holds_the_corners_in_the_order_of_the_axes():
    a, b, x = grid([-1, 0], [1, 4], 5)
    assert x.shape == (5, 5, 2)
    np.testing.assert_array_equal(x[0, -1], [a[-1], b[0]])
    np.testing.assert_array_equal(x[-1, 0], [a[0], b[-1]])


def test_a_level_line_has_its_level(fig):
    ax = fig.add_subplot()
    bowl = Quadratic(np.diag([1.0, 4.0]))
    draw_contours(ax, bowl, [-2, -2], [2, 2], levels=[0.5])
    line = ax.collections[0].get_paths()[0].vertices
    np.testing.assert_allclose(bowl.value(line), 0.5, atol=2e-3)  # straight between points of the grid


def test_a_region_has_its_edge_and_the_colors_that_were_asked_for(fig):
    ax = fig.add_subplot()
    draw_region(ax, Ball(), [-2, -2], [2, 2], "orange")
    inside, edge = ax.collections
    np.testing.assert_allclose(np.linalg.norm(edge.get_paths()[0].vertices, axis=-1), 1, atol=1e-3)
    assert to_hex(inside.get_facecolor()[0]) == COLOR["pale orange"]
    assert to_hex(edge.get_edgecolor()[0]) == COLOR["orange"]


def test_a_path_shows_every_iterate_and_its_start(fig):
    ax = fig.add_subplot()
    x = np.arange(10.0).reshape(5, 2)
    draw_path(ax, x, "run", every=2)
    line, dots, start = ax.lines
    np.testing.assert_array_equal(line.get_xydata(), x)
    np.testing.assert_array_equal(dots.get_xydata(), x[::2])
    np.testing.assert_array_equal(start.get_xydata(), x[:1])


def test_an_image_is_a_raster_inside_the_drawing(fig):
    ax = fig.add_subplot()
    image = draw_image(ax, np.arange(3), np.arange(2), np.arange(6).reshape(2, 3))
    assert image.get_rasterized()


def test_a_surface_is_a_net_over_the_box(fig):
    ax = fig.add_subplot(projection="3d")
    draw_surface(ax, Saddle(), [-1, -1], [1, 1], count=4)
    assert len(ax.collections) == 1
