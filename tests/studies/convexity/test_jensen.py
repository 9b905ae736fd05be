"""The numbers of the page on Jensen's inequality."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.studies.convexity import jensen as study


def test_the_gap_of_the_square_is_the_variance():
    x = np.random.default_rng(0).normal(size=(3, 7))
    np.testing.assert_allclose(study.gap(study.FUNCTIONS["$x^2$"].f, x), x.var(-1), rtol=1e-12)


@pytest.mark.parametrize("name", study.FUNCTIONS)
def test_a_second_derivative_matches_differences(name):
    function = study.FUNCTIONS[name]
    x, h = np.linspace(0.5, 2, 7), 1e-4
    differences = (function.f(x + h) - 2 * function.f(x) + function.f(x - h)) / h**2
    np.testing.assert_allclose(function.bend(x), differences, rtol=1e-5, atol=1e-5)


def test_the_average_of_the_points_is_above_the_curve():
    found = study.average()
    assert found.weight.sum() == pytest.approx(1)
    assert found.mean_value > np.exp(found.mean)


def test_the_gap_of_the_exponential_has_its_closed_form():
    found = study.spread()
    np.testing.assert_allclose(found.gap["$e^x$"], np.expm1(found.sigma**2 / 2), rtol=1e-9)


def test_the_rule_holds_for_little_spread():
    found = study.spread()
    for name, rule in found.rule.items():
        assert found.gap[name][0] == pytest.approx(rule[0], rel=1e-3)


def test_the_mean_absolute_value_matches_a_sample():
    sigma = study.spread().sigma[-1]
    sample = np.abs(sigma * np.random.default_rng(0).normal(size=100_000))
    assert study.spread().gap["$|x|$"][-1] == pytest.approx(sample.mean(), abs=5 * sample.std() / 100_000**0.5)


def test_the_root_of_two_numbers_is_the_mean_absolute_difference():
    """For n = 2 the root of the variance is |x - y| / sqrt 2, the size of a normal number of variance one."""
    assert study.root_in_theory(2) == pytest.approx(np.sqrt(2 / np.pi))


@pytest.mark.parametrize("seed", range(1, 6))
def test_the_root_matches_its_closed_form_for_other_seeds(seed):
    _, root, error = study.root_of_variance(3, seed=seed)
    assert abs(root - study.root_in_theory(3)) < 5 * error


def test_one_draw_has_the_mean_logarithm_in_closed_form():
    mean, error = study.log_of_mean(1)
    assert abs(mean + 0.5) < 5 * error
