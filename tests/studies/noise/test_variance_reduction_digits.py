"""Anchors in networks for digits, and SVRG at equal cost."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.noise import Minibatches
from optbook.studies.challenges.digits_net import digits_model
from optbook.studies.noise import variance_reduction_digits as page


def naive(model, x, coefficient, anchor):
    """Variance of the estimate over every fourth sample, one network and one sample at a time."""
    samples = range(0, model.count, 4)
    now, then = (np.array([model.subset([i]).grad(point) for i in samples]) for point in (x, anchor))
    left = now - coefficient * then
    return ((left - left.mean(0)) ** 2).sum() / len(left)


@pytest.mark.parametrize("coefficient", [0.0, 0.4, 1.0])
def test_traces_give_the_variance_of_the_estimate(coefficient):
    model = digits_model()
    old = model.initialize(0, batch=(2,))
    new = old + 0.1 * np.random.default_rng(0).normal(size=old.shape)
    now, then, shared = page.traces(model, old, new[None])
    found = page.Aging(np.zeros(1), np.ones(1), now[None], then[None, None], shared[None])
    expected = naive(model, new[1], coefficient, old[1]) / naive(model, new[1], 0.0, old[1])
    assert found.share(coefficient)[0, 0, 1] == pytest.approx(expected, rel=1e-9)


def test_the_best_coefficient_leaves_no_more_than_any_other():
    found = page.aging(runs=2)
    best = found.share(found.shared / found.then)
    for coefficient in (0.0, 0.5, 1.0):
        assert (best <= found.share(coefficient) + 1e-5).all()  # single precision
    assert found.share().shape == (3, 7, 2)
    assert (found.share(0.0) == 1).all()


def test_svrg_makes_a_third_of_the_steps_and_the_loop_is_its_own():
    found = page.net_contest(runs=2, passes=3)
    model = digits_model()
    steps = model.count // page.BATCH
    source = Minibatches(model, page.BATCH, 0, replacement=True, lanes=(2,))
    x = start = model.initialize(0, batch=(2,)).astype(np.float32)
    whole, plain = model.grad(start), start
    for step in range(steps):
        seen = source.at(step)
        x = x - np.float32(1 / 3) * (seen.grad(x) - seen.grad(start) + whole)
        plain = plain - np.float32(1 / 3) * seen.grad(plain)
    # Forty-four steps in single precision, in sums of another order.
    np.testing.assert_allclose(found.svrg[1], model.value(x), rtol=1e-4)
    np.testing.assert_allclose(found.sgd_early[1], model.value(plain), rtol=1e-4)
    assert found.sgd.shape == (4, 2)
