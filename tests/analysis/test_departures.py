"""Steps to leave a saddle."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.analysis.departures import leave_after_a_kick, leave_monkey, leave_saddle


def test_a_digit_costs_a_fixed_number_of_steps_on_the_saddle_and_ten_times_as_many_on_the_monkey_saddle():
    ordinary = leave_saddle(np.array([1e-8, 1e-6, 1e-4]))
    assert abs(np.diff(ordinary.steps, 2)[0]) <= 1
    flat = leave_monkey(np.array([1e-3, 1e-2]))
    assert flat.steps[0] / flat.steps[1] == pytest.approx(10, rel=0.01)


@pytest.mark.parametrize("lr", [0.02, 0.1, 0.4])
def test_the_rate_enters_the_count_as_the_formula_says(lr):
    runs = leave_saddle(np.array([1e-7, 1e-3]), lr)
    np.testing.assert_array_equal(runs.steps, np.ceil(runs.theory))


def test_dimension_costs_only_a_logarithm():
    small, large = (leave_after_a_kick(dim) for dim in (4, 256))
    # The kick's part along the way down shrinks like 1 / sqrt(dim); medians of 200 lanes scatter by about a step.
    assert large - small == pytest.approx(np.log(np.sqrt(256 / 4)) / np.log(1.2), abs=4)
