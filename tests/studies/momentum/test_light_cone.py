"""The strongly convex chain, and how far gradients reach on it."""

from __future__ import annotations

import numpy as np
import pytest

from optbook import descend
from optbook.optimizers import Adam, GradientDescent, HeavyBall
from optbook.studies.momentum import heavy_ball, light_cone


@pytest.mark.parametrize("kappa", [4.0, 100.0])
def test_the_chain_rests_at_the_powers_of_the_ratio(kappa):
    chain, rest = light_cone.strong_chain(kappa, 30), light_cone.rest(kappa, 30)
    np.testing.assert_allclose(chain.grad(rest), 0, atol=1e-13)  # sums of a few numbers below kappa
    assert rest[1] / rest[0] == pytest.approx((np.sqrt(kappa) - 1) / (np.sqrt(kappa) + 1))


def test_the_curvatures_of_a_long_chain_fill_the_interval():
    curvatures = np.linalg.eigvalsh(light_cone.strong_chain(100.0, 200).matrix)
    assert 1 < curvatures[0] < 1.01
    assert 99.98 < curvatures[-1] < 100


def test_the_gradient_is_that_of_the_sum_of_squares():
    x, kappa = np.array([0.3, -0.2, 0.5]), 9.0
    ends = (1 - light_cone.ratio(kappa)) * x[-1] ** 2
    squares = x[0] ** 2 + (np.diff(x) ** 2).sum() + ends - 2 * x[0]
    assert light_cone.strong_chain(kappa, 3).value(x) == pytest.approx((kappa - 1) / 8 * squares + x @ x / 2)


def test_the_least_distance_is_a_power_where_the_chain_is_long():
    left = light_cone.least_left(25.0, 60, 10)
    np.testing.assert_allclose(left, light_cone.ratio(25.0) ** np.arange(11), rtol=1e-6)  # 50 masses beyond: r^50


@pytest.mark.parametrize(("x", "count"), [([0, 0, 0], 0), ([1e-300, 0, 0], 1), ([0, 1, 0], 2), ([0, 0, -1], 3)])
def test_the_reach_ends_at_the_last_coordinate_that_has_moved(x, count):
    assert light_cone.reach(np.array(x)) == count


def test_heavy_ball_puts_one_coordinate_a_step_to_rest():
    kappa, count = 49.0, 12
    share, beta, _ = heavy_ball.best_pair(kappa)
    x = descend(light_cone.strong_chain(kappa, count), np.zeros(count), HeavyBall(share / kappa, beta), count).x
    np.testing.assert_allclose(x, np.tril(np.ones((count + 1, count)), -1) * light_cone.rest(kappa, count), atol=1e-14)


def test_from_a_start_on_all_coordinates_there_is_no_cone():
    chain = light_cone.strong_chain(9.0, 12)
    for method in (GradientDescent(0.1), Adam(0.1)):
        assert light_cone.reach(descend(chain, np.full(12, 0.1), method, 1).x)[1] == 12


def test_the_methods_that_know_gradients_are_many_and_move():
    chain = light_cone.strong_chain(9.0, 12)
    for name, method in light_cone.first_order(0.01).items():
        assert light_cone.reach(descend(chain, np.zeros(12), method, 8).x)[-1] >= 7, name  # ADOPT begins a step late
