"""What theory says of the steps, against loops and runs."""

from __future__ import annotations

import numpy as np

from optbook import descend
from optbook.objectives import Quadratic
from optbook.optimizers import GradientDescent
from optbook.studies.descent import comparison, comparison_bounds


def test_the_closed_form_counts_what_a_run_counts():
    (f,) = comparison.bowls(kappa=10.0, dim=4, count=1)
    values = descend(f, np.zeros(4), GradientDescent(0.1), 200).value - f.value(f.minima[0])
    assert comparison_bounds.predicted(f, 0.1) == (values <= 1e-6 * values[0]).argmax()


def test_the_bounds_on_steps_are_what_a_loop_counts():
    for kappa in (2.0, 10.0, 300.0):
        left, steps = 1.0, 0
        while left > 1e-6:
            left, steps = left * ((kappa - 1) / (kappa + 1)) ** 2, steps + 1
        assert comparison_bounds.most_steps(kappa) == steps
        root, left, steps = np.sqrt(kappa), 2.0, 0
        while left**2 > 1e-6:
            left, steps = left * (root - 1) / (root + 1), steps + 1
        assert comparison_bounds.most_conjugate_steps(kappa, 1000) == steps
        assert comparison_bounds.most_conjugate_steps(kappa, 5) == 5


def test_two_extreme_components_need_the_least_number_of_steps_and_no_more():
    f = Quadratic(np.diag([1.0, 50.0]), np.array([1.0, -3.0]))
    assert np.ceil(comparison_bounds.least_steps(f)) == comparison_bounds.most_steps(50.0)
    assert comparison_bounds.predicted(f, 2 / 51) == comparison_bounds.most_steps(50.0)
