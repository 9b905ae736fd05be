"""Single files that every reader waits for: figures and the math font."""

from __future__ import annotations

import gzip

import pytest

import harness

MOST_FIGURE = 25_000  # bytes, gzipped
MOST_FONT = 60_000  # bytes
MOST_DATA = 500_000  # bytes: eight thousand cells of an image at sixty bytes
DATA = sorted((harness.SITE / "_downloads").glob("*/*.csv"))
FIGURES = sorted((harness.SITE / "_images").glob("*.svg"))


@pytest.mark.parametrize("figure", FIGURES, ids=lambda path: path.stem.removeprefix("sphx_glr_"))
def test_figure_weighs_little(figure):
    size = len(gzip.compress(figure.read_bytes(), 6))
    assert size <= MOST_FIGURE, (
        f"{figure.name}: {size / 1000:.1f} kB gzipped, {MOST_FIGURE / 1000:.0f} kB allowed; "
        "draw fewer points, or embed dense parts as a raster (rasterized=True)"
    )


@pytest.mark.parametrize("data", DATA, ids=lambda path: path.stem.removeprefix("sphx_glr_"))
def test_data_of_a_figure_weighs_little(data):
    size = data.stat().st_size
    assert size <= MOST_DATA, f"{data.name}: {size / 1000:.0f} kB, {MOST_DATA / 1000:.0f} kB allowed; draw fewer points"


def test_math_font_weighs_little():
    (font,) = (harness.SITE / "_static").glob("*.woff2")
    size = font.stat().st_size
    assert size <= MOST_FONT, f"{font.name}: {size / 1000:.1f} kB, {MOST_FONT / 1000:.0f} kB allowed"
