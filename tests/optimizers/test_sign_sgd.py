"""Signed gradient descent: its step has one length."""

from __future__ import annotations

import numpy as np

from optbook import descend
from optbook.objectives import Quadratic
from optbook.optimizers import SignSGD


def test_its_step_has_length_lr_times_the_root_of_the_dimension():
    bowl = Quadratic(np.diag(np.arange(1.0, 17.0)))
    run = descend(bowl, np.linspace(1, 2, 16), SignSGD(lr=0.01), 20)
    np.testing.assert_allclose(np.linalg.norm(np.diff(run.x, axis=0), axis=-1), 0.04, rtol=1e-12)


def test_where_the_gradient_is_zero_it_stays():
    run = descend(Quadratic(np.diag([1.0, 0.0])), [1.0, 1.0], SignSGD(lr=0.125), 4)
    np.testing.assert_array_equal(run.x[-1], [0.5, 1.0])


def test_it_stops_within_one_step_of_the_minimum():
    run = descend(Quadratic([[1.0]]), [1.0], SignSGD(lr=0.03), 200)
    assert np.abs(run.x[50:]).max() <= 0.03
