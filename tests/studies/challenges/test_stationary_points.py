"""The numbers of the page on stationary points and saddles."""

from __future__ import annotations

import numpy as np
import pytest

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
    runs = study.leave_saddle([1e-6])
    assert runs.steps[0] == 76
    assert runs.theory[0] == pytest.approx(np.log(1e6) / np.log(1.2))
    assert runs.theory[0] == pytest.approx(75.8, abs=0.05)


def test_a_digit_costs_a_fixed_number_of_steps_on_the_saddle_and_ten_times_as_many_on_the_monkey_saddle():
    ordinary = study.leave_saddle(np.array([1e-8, 1e-6, 1e-4]))
    assert abs(np.diff(ordinary.steps, 2)[0]) <= 1
    flat = study.leave_monkey(np.array([1e-3, 1e-2]))
    assert flat.steps[0] / flat.steps[1] == pytest.approx(10, rel=0.01)


@pytest.mark.parametrize("lr", [0.02, 0.1, 0.4])
def test_the_rate_enters_the_count_as_the_formula_says(lr):
    runs = study.leave_saddle(np.array([1e-7, 1e-3]), lr)
    np.testing.assert_array_equal(runs.steps, np.ceil(runs.theory))


def test_dimension_costs_only_a_logarithm():
    small, large = (study.leave_after_a_kick(dim) for dim in (4, 256))
    # The kick's part along the way down shrinks like 1 / sqrt(dim); medians of 200 lanes scatter by about a step.
    assert large - small == pytest.approx(np.log(np.sqrt(256 / 4)) / np.log(1.2), abs=4)


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
