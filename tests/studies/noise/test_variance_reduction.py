"""The numbers of the page on variance reduction."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.models import LeastSquares
from optbook.noise import Minibatches
from optbook.optimizers import SAGA, SVRG
from optbook.studies.noise import variance_reduction as page


@pytest.fixture(scope="module")
def short():
    return page.paths(lanes=2, passes=7)


def test_at_the_minimum_the_gradient_is_zero():
    np.testing.assert_allclose(page.problem().grad(page.minimum()), 0, atol=1e-15)


def test_no_curvature_is_larger_than_the_bounds():
    """Anywhere: at random points, of single samples and of the mean; at zero both are reached by some direction."""
    model, points = page.problem(), np.random.default_rng(0).normal(size=(20, 10))
    assert np.linalg.eigvalsh(model.hess(points)).max() <= page.whole_smoothness()
    assert np.linalg.eigvalsh(model.hess(np.zeros(10)))[-1] == pytest.approx(page.whole_smoothness())
    alone = [np.linalg.eigvalsh(model.subset([i]).hess(np.zeros(10)))[-1] for i in range(model.count)]
    assert max(alone) == pytest.approx(page.smoothness())


def test_gradients_of_samples_are_those_of_models_of_one_sample():
    model, x = page.problem(), np.random.default_rng(0).normal(size=(3, 10))
    each = page.each_gradient(model, x)
    np.testing.assert_allclose(each[:, 7], model.subset([7]).grad(x), rtol=1e-13)
    np.testing.assert_allclose(each.mean(1), model.grad(x), rtol=1e-12)


def test_the_spread_is_the_trace_of_the_covariance():
    points = np.random.default_rng(0).normal(size=(4, 50, 3))
    traces = [np.trace(np.cov(part.T, bias=True)) for part in points]
    np.testing.assert_allclose(page.spread(points), traces, rtol=1e-13)


def test_steps_of_svrg_cost_what_a_count_of_calls_says():
    count, period, calls, seen = 5, 3, 0, []
    for step in range(10):
        seen.append(calls)
        calls += 2 + (count if step % period == 0 else 0)
    np.testing.assert_array_equal(page.svrg_gradients(np.arange(10), period, count), seen)


def test_no_method_takes_more_than_its_passes(short):
    for name in page.METHODS:
        path = short[name]
        assert path.passes[0] == (name == "SAGA")
        assert path.passes[-1] == 7
        assert (np.diff(path.passes) > 0).all()
        assert len(path.passes) == len(path.gap) == len(path.distance) == len(path.error)


def test_all_methods_start_from_one_gap(short):
    start = page.problem().value(np.zeros(10)) - page.problem().value(page.minimum())
    for path in short.values():
        np.testing.assert_allclose(path.gap[0], start, rtol=1e-12)


@pytest.mark.parametrize("name", ["SVRG", "SAGA"])
def test_the_error_is_that_of_the_next_step_over_all_samples(name, short):
    model, n = page.problem(), page.problem().count
    source, order = Minibatches(model, 1, 0, replacement=True, lanes=(2,)), Minibatches(model, 1, order="given")
    lr = page.sampled_rate()
    made = {"SVRG": lambda s: SVRG(s, lr, 2 * n), "SAGA": lambda s: SAGA(s, lr)}[name]
    x, state = page.finish(source, np.zeros((2, 10)), made(source), n)
    steps = [made(order).update(order.at(i).grad(x), state._replace(step=i), x)[0] / lr for i in range(n, 2 * n)]
    kept = {"SVRG": 4, "SAGA": 2}[name]
    off = ((np.array(steps) + model.grad(x)) ** 2).sum(-1).mean(0)
    np.testing.assert_allclose(short[name].error[kept], off, rtol=1e-9)


def test_an_anchor_is_looked_at_where_it_is_oldest(short):
    """Two anchors of 320 steps: looked at every 40 steps, and each eighth time just before the next is set."""
    ages = short["SVRG"].anchor_distance[:, 0]
    assert ages[8] > ages[9] > 0
    np.testing.assert_allclose(short["SVRG"].anchor_gap[9], short["SVRG"].gap[8], rtol=1e-12)


def test_the_factor_of_the_paper_is_one_half_at_its_constants():
    assert page.svrg_factor(1 / 10, 50) == pytest.approx(1 / 2)


def test_the_bound_begins_at_the_start_and_falls_by_its_factor():
    n = page.problem().count
    start = page.away(np.zeros(10))
    assert page.saga_bound(0) == pytest.approx(start[1] + 2 * n / 3 / page.smoothness() * start[0])
    kept = 1 - page.RIDGE / (3 * page.smoothness())
    assert page.saga_bound(7) / page.saga_bound(0) == pytest.approx(kept**7)


def test_where_a_line_fits_the_start_is_all_that_is_left():
    """The first mean gap is that of zero, a mean square of the targets; the noise adds about its variance to it."""
    found = page.fits(2)
    line = page.problem().inputs @ np.random.default_rng(1).normal(size=10)
    assert found.fitted[0] == pytest.approx(LeastSquares(page.problem().inputs, line).value(np.zeros(10)))
    assert found.fitted[2] < found.fitted[1] < found.fitted[0]


def test_estimates_have_the_mean_of_the_gradients():
    found = page.cloud()
    np.testing.assert_allclose(found.estimates.mean(0), found.here.mean(0), rtol=1e-12)


def test_each_part_is_one_setting(short):
    path = page.Path(np.arange(3.0), *(np.arange(12.0).reshape(3, 2, 2) + i for i in range(5)))
    np.testing.assert_array_equal(path.part(1).gap, [[2, 3], [6, 7], [10, 11]])
    assert path.at(1.5) == 1
    assert path.at(2) == 2
