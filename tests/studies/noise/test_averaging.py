"""The numbers of the page on averaging."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.optimizers import GradientDescent, MovingAverage
from optbook.studies.noise import averaging as page


def test_the_closed_form_has_its_known_limit():
    assert page.average_exact(10**6) == pytest.approx(0.375e-6, rel=1e-4)


def naive_value(count, lr, burn, start):
    """Expected value at the mean, from the weight of each random number."""
    total = 0.0
    for curvature, z in zip(page.CURVATURES, start, strict=True):
        a, n = 1 - lr * curvature, count - burn
        mean = np.mean([z * a**t for t in range(burn + 1, count + 1)])
        weights = [lr / n * sum(a ** (t - s - 1) for t in range(max(s, burn) + 1, count + 1)) for s in range(count)]
        total += 0.5 * curvature * (mean**2 + np.square(weights).sum())
    return total


@pytest.mark.parametrize(("count", "lr", "burn"), [(1, 0.1, 0), (7, 0.3, 0), (30, 0.05, 11)])
def test_the_closed_form_is_the_sum_over_all_weights(count, lr, burn):
    np.testing.assert_allclose(page.average_exact(count, lr, burn), naive_value(count, lr, burn, (0, 0)), rtol=1e-12)
    far = naive_value(count, lr, burn, page.START)
    np.testing.assert_allclose(page.average_exact(count, lr, burn, True), far, rtol=1e-12)


def test_an_average_that_has_just_begun_is_the_iterate():
    run = page.bowl_run(True, 2, 9)
    values = page.average_values(run, np.array([6, 9]), burn=5)
    np.testing.assert_allclose(values[0], run.value[6].mean(), rtol=1e-15)
    np.testing.assert_allclose(values[1], page.bowl().value(run.x[6:].mean(0)).mean(), rtol=1e-15)


@pytest.mark.parametrize("decay", [0.5, 0.95])
def test_the_mean_of_a_moving_average_obeys_its_recursion(decay):
    a = 1 - page.LR * page.CURVATURES
    before, after = page.moving_mean(decay, 6), page.moving_mean(decay, 7)
    np.testing.assert_allclose(after, decay * before + (1 - decay) * a**7, rtol=1e-12)
    np.testing.assert_allclose(page.moving_mean(decay, 0), 1)


def test_the_variance_of_a_moving_average_is_the_sum_over_all_pairs():
    """Of two iterates k apart the covariance is ``a^k`` times the variance."""
    decay, a = 0.8, 1 - page.LR * page.CURVATURES
    weights = (1 - decay) * decay ** np.arange(200)
    apart = np.abs(np.subtract.outer(np.arange(200), np.arange(200)))
    rest = page.stationary_variance(page.CURVATURES, page.LR)
    expected = [v * weights @ b**apart @ weights for v, b in zip(rest, a, strict=True)]
    np.testing.assert_allclose(page.moving_variance(decay), expected, rtol=1e-12)


def test_without_memory_a_moving_average_is_the_iterate():
    np.testing.assert_allclose(page.moving_variance(0.0), page.stationary_variance(page.CURVATURES, page.LR))


def test_the_grid_is_fine_enough():
    for lr in (1 / 40, 0.1):
        assert page.bend_exact(lr) == pytest.approx(page.bend_exact(lr, 800), abs=1e-8)


def test_the_offset_for_small_rates_is_an_eighth_of_the_rate():
    """At the minimum ``f'' = 2`` and ``f''' = -2``; the differences are good to the square of their step."""
    assert page.bend_slope() == pytest.approx(1 / 8, rel=1e-6)


def test_averages_that_are_gathered_on_the_way_are_those_of_all_iterates():
    starts, x = np.broadcast_to(page.START, (3, 2)), page.bowl_run(True, 3, 9).x
    last, average = page.averaged(starts, page.LR, 9)
    np.testing.assert_array_equal(last, x[-1])
    np.testing.assert_allclose(average, x[1:].mean(0), rtol=1e-13)
    moving = page.moving(starts, page.DECAYS, (0, 4, 9))
    of_all = MovingAverage(GradientDescent(page.LR), page.DECAYS[:, None, None]).evaluation_points(x[:, None])
    np.testing.assert_array_equal(moving, of_all[[0, 4, 9]])
    np.testing.assert_array_equal(moving[0], np.broadcast_to(page.START, (3, 3, 2)))
    np.testing.assert_allclose(page.moving_values(3, tuple(range(10))), page.bowl().value(of_all).mean(-1), rtol=1e-14)
