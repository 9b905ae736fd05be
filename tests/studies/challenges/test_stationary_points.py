"""The numbers of the page on stationary points and saddles."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.analysis.departures import leave_saddle
from optbook.objectives import Peano
from optbook.studies.challenges import stationary_points as study


def test_the_table_is_the_known_one():
    assert {row.name: (row.by_hessian, row.by_values) for row in study.table()} == {
        "x^2": ("minimum", "minimum"),
        "-x^2": ("maximum", "maximum"),
        "x^2 - y^2": ("saddle", "saddle"),
        "x^3": ("degenerate", "saddle"),
        "x^4": ("degenerate", "minimum"),
        "-x^4": ("degenerate", "maximum"),
        "x^3 - 3xy^2": ("degenerate", "saddle"),
    }


def test_leaving_the_saddle_from_a_millionth_takes_76_steps():
    runs = leave_saddle([1e-6])
    assert runs.steps[0] == 76
    assert runs.theory[0] == pytest.approx(np.log(1e6) / np.log(1.2))
    assert runs.theory[0] == pytest.approx(75.8, abs=0.05)


def test_probabilities_of_being_positive_definite_have_their_known_values():
    runs = study.definite(3, count=20_000)
    np.testing.assert_allclose(runs.goe, [0.5, 0.14645, 0.02492], atol=5e-6)
    np.testing.assert_allclose(runs.sampled[:, 1], [0.5, 0.1159, 0.0124], atol=5e-4)


def test_peano_rises_along_lines_and_falls_along_a_parabola():
    """Along each line the origin is a minimum; between the parabolas the surface is below zero all the way to it."""
    angle = np.linspace(0, np.pi, 50)
    near = 1e-3 * np.stack([np.cos(angle), np.sin(angle)], -1)
    assert (Peano().value(near) > 0).all()
    x = np.logspace(-6, 0, 13)
    assert (Peano().value(np.stack([x, 2 * x**2], -1)) < 0).all()
