"""Derivatives from values alone."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.analysis import central_difference, complex_step, forward_difference
from optbook.objectives import Quadratic, Rosenbrock

ALL = [forward_difference, central_difference, complex_step]
X, D = np.array([-1.2, 1.0]), np.array([0.6, -0.8])


def test_central_differences_of_a_quadratic_have_no_error_but_rounding():
    f = Quadratic([[2.0, 1.0], [1.0, 3.0]], [1.0, -2.0])
    assert central_difference(f, X, D, 0.5) == pytest.approx(f.grad(X) @ D, rel=1e-14)


def test_forward_differences_of_a_quadratic_err_by_half_the_curvature_times_the_step():
    f = Quadratic([[2.0, 1.0], [1.0, 3.0]], [1.0, -2.0])
    error = forward_difference(f, X, D, 0.5) - f.grad(X) @ D
    assert error == pytest.approx(0.25 * D @ f.matrix @ D, rel=1e-13)


def test_the_complex_step_is_right_to_the_last_bits():
    f = Rosenbrock()
    assert complex_step(f, X, D) == pytest.approx(f.grad(X) @ D, rel=1e-15)


@pytest.mark.parametrize("difference", ALL)
def test_a_batch_of_directions_and_steps_equals_its_members(difference):
    steps = np.array([1e-3, 1e-2, 1e-1])
    batch = difference(Rosenbrock(), X, np.stack([D, -D])[:, None], steps)
    assert batch.shape == (2, 3)
    assert batch[1, 2] == pytest.approx(difference(Rosenbrock(), X, -D, 1e-1), rel=1e-14)


@pytest.mark.parametrize("difference", ALL)
def test_a_step_that_is_not_positive_is_refused(difference):
    with pytest.raises(ValueError, match="h: got 0"):
        difference(Rosenbrock(), X, D, 0.0)
