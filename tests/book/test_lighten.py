"""A lightened drawing is the same drawing: no corner moves far, and nothing else changes."""

from __future__ import annotations

import gzip
import io
import re

import matplotlib.pyplot as plt
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lighten import GRID, OFF, lighten

COORDINATE = st.floats(-500, 500, allow_nan=False).map(lambda number: round(number, 6))
CORNERS = st.lists(st.tuples(COORDINATE, COORDINATE), min_size=1, max_size=40)


def shape(lines: list[tuple[list[tuple[float, float]], bool]]) -> str:
    """Lines as matplotlib writes them."""
    return "".join(
        "".join(f"{'L' if place else 'M'} {x} {y} \n" for place, (x, y) in enumerate(corners)) + "z\n" * closed
        for corners, closed in lines
    )


def drawn(text: str) -> list[np.ndarray]:
    """The corners of the lines of a shape told by steps."""
    lines, at = [], np.zeros(2)
    for start, rest, closed in re.findall(r"m([^lhz]*)(?:l([^mz]*)|h0)?(z?)", text):
        number = r"-?(?:\d+(?:\.\d+)?|\.\d+)"
        steps = np.array(re.findall(number, start + " " + rest), float).reshape(-1, 2)
        corners = at + np.cumsum(steps, axis=0)
        lines.append(corners)
        at = corners[0] if closed else corners[-1]
    return lines


def drawn_dots(text: str) -> np.ndarray:
    """The places of dots told by steps."""
    number = r"-?(?:\d+(?:\.\d+)?|\.\d+)"
    return np.cumsum([np.array(re.findall(number, step), float) for step in re.findall(r"m([^h]*)h0", text)], axis=0)


def distance(points: np.ndarray, line: np.ndarray) -> np.ndarray:
    """Distance of each point to the nearest of the line's segments."""
    a, b = (line[:-1], line[1:]) if len(line) > 1 else (line, line)
    way = b - a
    along = ((points[:, None] - a) * way).sum(-1) / np.maximum((way**2).sum(-1), 1e-300)
    return np.linalg.norm(points[:, None] - a - np.clip(along, 0, 1)[..., None] * way, axis=-1).min(1)


@given(st.lists(st.tuples(CORNERS, st.booleans()), min_size=1, max_size=4))
def test_no_corner_moves_far(lines):
    found = drawn(re.search(r'd="([^"]*)"', lighten(f'<path d="{shape(lines)}" style="fill: none"/>'))[1])
    assert len(found) == len(lines)
    for (corners, _), line in zip(lines, found, strict=True):
        points = np.array(corners)
        # What is left out lies near what stays; what stays is rounded.
        assert distance(points, line).max() <= OFF
        assert distance(line, points).max() <= GRID


def test_a_straight_line_keeps_its_ends_alone():
    told = lighten('<path d="M 0 0 \nL 1 0.5 \nL 2 1 \nL 4 2 \n" style="fill: none"/>')
    assert told == '<path d="m0 0l4 2" style="fill: none"/>'


@pytest.mark.parametrize(
    "kept",
    [
        '<path id="a" d="M 1.23456 2 L 3 4 z" transform="scale(0.015625)"/>',
        '<path d="M 0 3 C 0.8 3 1.56 2.68 2.12 2.12 z"/>',
        '<image xlink:href="data:image/png;base64,iVBORw0KGgo=" width="3" height="4"/>',
    ],
)
def test_letters_curves_and_rasters_stay(kept):
    assert lighten(kept) == kept


def test_marks_of_one_kind_at_one_place_are_drawn_once():
    mark = '<use xlink:href="#m1" x="{}" y="2" style="fill: #000000"/>'
    told = lighten("".join(map(mark.format, ("1.001", "1.002", "5.04", "1.0"))).replace("#m1", "#m2", 1))
    assert re.findall(r"#(m\d)\" x=\"(\d)\"", told) == [("m2", "1"), ("m1", "1"), ("m1", "5")]
    assert told.count("#000000") == 2


def test_discs_of_one_color_become_the_dots_of_one_line():
    figure, ax = plt.subplots()
    ax.plot([1, 2, 3], [1, 3, 2], "o", color="#0b62a4", markersize=4, markeredgewidth=0.5)
    ax.plot([1, 2, 3], [1, 3, 2], "s", color="#0b62a4")
    drawing = io.StringIO()
    figure.savefig(drawing, format="svg")
    plt.close(figure)
    before, after = drawing.getvalue(), lighten(drawing.getvalue())
    assert before.count("<use") - after.count("<use") == 3
    dots = re.findall(r'd="((?:m[^mh]*h0){3})" style="fill: none; stroke: #0b62a4; stroke-width: ([\d.]+)', after)
    assert [width for _, width in dots] == ["4.5"]
    at = [
        np.array(pair, float)
        for pair in re.findall(r'<use xlink:href="#m\w+" x="([^"]*)" y="([^"]*)" style="fill: #0b62a4', before)
    ]
    assert np.allclose(drawn_dots(dots[0][0]), at[:3], atol=OFF + 1e-9)


def test_a_long_curve_weighs_a_third():
    x = np.linspace(0, 300, 3001)
    curve = list(zip(x, 100 + 50 * np.sin(x / 20), strict=True))
    before = f'<path d="{shape([(curve, False)])}"/>'
    assert 3 * len(gzip.compress(lighten(before).encode())) < len(gzip.compress(before.encode()))
