"""The numbers of the page on derivatives of convex functions."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.objectives import LogCosh, Power, RippledBowl, SineValley
from optbook.studies.convexity import derivatives


def test_the_tangent_of_a_square_leaves_a_square():
    x, y = np.random.default_rng(0).normal(size=(2, 50))
    np.testing.assert_allclose(derivatives.tangent_gap(Power(2), x, y), (y - x) ** 2, atol=1e-12)


def test_a_parabola_is_its_own_bound():
    np.testing.assert_allclose(derivatives.quadratic_gap(Power(2), reach=2, count=21), 2, rtol=1e-9)


def test_the_tangent_of_the_rippled_bowl_cuts_through():
    line = derivatives.tangent(RippledBowl(), 1.5)
    assert (line.curve < line.line - 0.5).any()


@pytest.mark.parametrize(("point", "least"), [([0.0, 0.0], 2.0), ([0.0, 0.1], -38.0), ([0.0, 0.005], 0.0)])
def test_the_curvature_of_rosenbrock_on_the_axis(point, least):
    assert derivatives.curvature_of_rosenbrock(np.array(point)) == pytest.approx(least, abs=1e-12)


def test_the_pl_ratio_of_powers():
    t = np.linspace(0.1, 2, 9)
    np.testing.assert_allclose(derivatives.pl_ratio(Power(2), t), 2)
    np.testing.assert_allclose(derivatives.pl_ratio(Power(4), t), 8 * t**2)


def test_the_rippled_bowl_is_tightest_between_its_ripples():
    tightest = derivatives.pl_constant(RippledBowl())
    assert tightest.constant == pytest.approx(0.1755, abs=5e-5)
    assert tightest.x == pytest.approx(2.2017, abs=5e-5)
    assert derivatives.RippledBowl().bend(0.0) == derivatives.SMOOTHNESS


def test_strong_convexity_gives_pl_with_its_constant():
    t = np.linspace(0.01, 1000, 20_001)
    ratio = derivatives.pl_ratio(LogCosh(0.2), t)
    assert 0.2 <= ratio.min() < 0.201


def test_near_the_minimum_a_step_cubes_the_distance():
    """At the rate 1/L the step is x - (2x + 3 sin 2x)/8 = x^3/2 + ..., and the value is 4 x^2 to first order."""
    (left,) = derivatives.factors(np.array([1e-2]), 1 / derivatives.SMOOTHNESS)
    assert left == pytest.approx((1e-2) ** 4 / 4, rel=1e-3)


def test_the_slowest_run_of_the_valley_has_the_factor_of_the_pl_constant():
    runs = derivatives.valley(lr=0.1)
    assert runs.measured.max() == pytest.approx(0.9**2, abs=1e-9)
    np.testing.assert_allclose(runs.measured, runs.expected, atol=1e-3)
    np.testing.assert_allclose(SineValley().residual(runs.x[-1]), 0, atol=1e-3)
