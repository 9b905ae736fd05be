"""The runs of the page on Adam."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.optimizers import RMSProp
from optbook.studies.adaptive import adam_runs


def test_a_small_rate_leaves_a_quarter_of_it():
    np.testing.assert_allclose(adam_runs.expected_floor(1e-4, np.array([0.3, 3.0])), 2.5e-5, rtol=1e-3)


def test_the_floor_solves_its_recurrence():
    lr, curvature, beta = 0.04, 3.0, 0.9
    variance = 2 * adam_runs.expected_floor(lr, curvature) / curvature
    eta = lr / np.sqrt(1 + curvature**2 * variance)
    a, b = np.array([[1 - eta * 0.1 * curvature, -eta * beta], [0.1 * curvature, beta]]), np.array([-eta * 0.1, 0.1])
    # x and the averaged gradient; the stationary covariance by summing its series.
    cov, power = np.zeros((2, 2)), np.outer(b, b)
    for _ in range(5000):
        cov, power = cov + power, a @ power @ a.T
    assert cov[0, 0] == pytest.approx(variance, rel=1e-9)


def test_the_methods_are_named_as_they_are():
    assert isinstance(adam_runs.method("RMSProp", 0.1), RMSProp)


def test_a_quiet_run_does_not_depend_on_units():
    run = adam_runs.quiet((0.5, 0.5), (1.0, 64.0), 300)
    np.testing.assert_allclose(run.product[:, 1], run.product[:, 0], rtol=1e-5)  # eps over the root


def test_a_quiet_run_leaves_a_minimum_that_it_had_reached():
    run = adam_runs.quiet()
    assert run.limit == pytest.approx(38)
    assert run.distance[run.crossing[0], 0] < 1e-30
    assert run.distance[run.crossing[0] :, 0].max() > 1e-3
