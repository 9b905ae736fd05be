"""The numbers of the page on the noise scale."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.studies.noise import noise_scale as page


def test_at_the_noise_scale_half_of_the_largest_decrease_is_left():
    step = page.one_step()
    half = step.best_decrease(step.weighted) / step.best_decrease(np.inf)
    assert half == pytest.approx(0.5)
    assert step.decrease(step.best_rate(7.0), 7.0) == pytest.approx(step.best_decrease(7.0))


def test_the_moments_are_those_of_the_models_samples():
    step, model = page.one_step(), page.airfoils()
    gradients = model.subset(np.arange(model.count)[:, None]).grad(np.zeros(model.dim))
    assert step.trace + step.square == pytest.approx((gradients**2).sum(1).mean())
    curved = np.einsum("ia,ab,ib->i", gradients, model.hess(np.zeros(model.dim)), gradients).mean()
    assert step.noise + step.along == pytest.approx(curved)


def test_at_the_whole_best_rate_the_inverse_square_grows_evenly():
    found = page.round_descent(100.0, share=1.0)
    np.testing.assert_allclose(np.diff(1 / found.square), 100.0 / page.NOISE)


def test_at_the_critical_batch_both_costs_are_twice_the_least():
    law = page.round_law()
    assert law.steps(law.critical) == pytest.approx(2 * law.least_steps)
    assert law.critical * law.steps(law.critical) == pytest.approx(2 * law.least_gradients)
    b = np.array([3.0, 40.0, 5000.0])
    product = (law.steps(b) / law.least_steps - 1) * (b * law.steps(b) / law.least_gradients - 1)
    np.testing.assert_allclose(product, 1)


def test_the_critical_batch_is_the_logarithmic_mean_of_the_two_noise_scales():
    first, last = page.NOISE / page.FIRST, page.NOISE / page.LAST
    assert page.round_law().critical == pytest.approx((last - first) / np.log(last / first))


def test_the_airfoils_law_passes_through_its_two_ends():
    found = page.airfoil_steps()
    assert found.law.steps(1) == found.steps[0]
    assert found.steps[-1] == pytest.approx(found.law.least_steps, abs=1)
    assert found.lr.max() < 0.95


def test_a_batch_schedule_of_power_zero_is_a_constant_batch():
    np.testing.assert_array_equal(page.round_descent(50.0, power=0.0).square, page.round_descent(50.0).square)


def test_small_batches_rest_alike_and_large_ones_do_not():
    found = page.scaled(lanes=200)
    np.testing.assert_allclose(found.theory, 1 / (1 - found.lr / 2))
    assert found.theory[0] < 1.01
    assert found.theory[-1] > 10
