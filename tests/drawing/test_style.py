"""One drawing, two modes."""

from __future__ import annotations

import io

import matplotlib.pyplot as plt
import pytest

from optbook.drawing import COLOR, PALETTE, describe, to_dark, use_style

LIGHT = [light for light, _ in PALETTE.values()]
DARK = [dark for _, dark in PALETTE.values()]


def luminance(color):
    """Relative luminance as WCAG 2.2 defines it."""
    channels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.fixture
def figure():
    use_style()
    fig, ax = plt.subplots()
    yield fig, ax
    plt.close(fig)


def svg_of(fig):
    out = io.StringIO()
    fig.savefig(out, format="svg", metadata={"Date": None})
    return out.getvalue()


def test_no_two_names_share_a_color():
    assert len(set(LIGHT)) == len(set(DARK)) == len(PALETTE)


@pytest.mark.parametrize("name", ["ink", "muted", "blue", "orange", "green", "purple"])
def test_what_is_written_in_a_color_can_be_read_on_paper(name):
    for mode in (0, 1):
        assert contrast(PALETTE[name][mode], PALETTE["paper"][mode]) >= 4.5


def test_dark_has_no_light_color_left(figure):
    fig, ax = figure
    ax.plot([0, 1], [0, 1])
    ax.plot([0, 1], [1, 0])
    dark = to_dark(svg_of(fig))
    assert not [color for color in LIGHT if color in dark]
    assert COLOR["blue"] not in dark
    assert PALETTE["blue"][1] in dark


def test_a_color_of_its_own_is_refused_by_name(figure):
    fig, ax = figure
    ax.plot([0, 1], color="#ff0000")
    with pytest.raises(ValueError, match="#ff0000"):
        to_dark(svg_of(fig))


def test_the_same_figure_is_the_same_bytes():
    drawings = []
    for _ in range(2):
        use_style()
        fig, ax = plt.subplots()
        ax.plot([0, 1], [0, 1])
        drawings.append(svg_of(fig))
        plt.close(fig)
    assert drawings[0] == drawings[1]


def test_a_description_is_kept_on_one_line_and_must_say_something(figure):
    fig, _ = figure
    describe(fig, "A line\n that rises.")
    assert fig.get_label() == "A line that rises."
    with pytest.raises(ValueError, match="text: got"):
        describe(fig, " ")
