"""Exact moments of minibatch descent on least squares, against enumeration and slow recursions."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pytest

from optbook import descend
from optbook.analysis import MinibatchMoments, variance_share
from optbook.models import LeastSquares
from optbook.optimizers import GradientDescent


def tiny(l2=0.0):
    rng = np.random.default_rng(3)
    return LeastSquares(rng.normal(size=(4, 2)), rng.normal(size=4), l2)


@pytest.mark.parametrize("replacement", [True, False])
def test_the_excess_is_the_mean_over_all_sequences_of_batches(replacement):
    model, lr, start = tiny(), 0.3, np.array([1.0, -2.0])
    draws = list(product(range(4), repeat=2) if replacement else combinations(range(4), 2))
    points = start[None]
    for _ in range(3):
        points = np.concatenate([points - lr * model.subset(np.array(pair)).grad(points) for pair in draws])
    expected = (model.value(points) - model.value(model.minimum)).mean()
    found = MinibatchMoments(model, 2, replacement, start).excess(lr, 3)
    assert found[-1] == pytest.approx(expected, rel=1e-12)
    assert found[0] == pytest.approx(float(model.value(start) - model.value(model.minimum)), rel=1e-12)


def test_all_samples_without_replacement_are_gradient_descent():
    model = tiny()
    run = descend(model, np.zeros(2), GradientDescent(0.2), 30)
    found = MinibatchMoments(model, 4, replacement=False).excess(0.2, 30)
    np.testing.assert_allclose(found, run.value - model.value(model.minimum), atol=1e-14)


def test_steps_are_counted_as_by_going_one_by_one():
    model, sizes, lr = tiny(), np.array([1, 2, 3])[:, None], np.array([0.02, 0.1, 0.2])
    moments = MinibatchMoments(model, sizes)
    path = moments.excess(lr, 255)
    target = 0.1 * path[0, 0, 0]
    slow = np.where((path <= target).any(0), (path <= target).argmax(0), np.inf)
    np.testing.assert_array_equal(moments.steps_to(target, lr, doublings=8), slow)
    assert moments.steps_to(2 * path[0, 0, 0], lr).max() == 0


def test_a_rate_that_diverges_never_arrives_and_warns_nothing():
    assert np.isinf(MinibatchMoments(tiny(), 1).steps_to(1e-3, np.array([5.0]))).all()


def test_kept_places_are_those_of_the_whole_path():
    moments = MinibatchMoments(tiny(), 1)
    np.testing.assert_allclose(moments.excess(0.1, 20, every=5), moments.excess(0.1, 20)[::5], rtol=1e-12)


def test_the_share_of_the_variance_at_its_ends():
    assert variance_share(1, 10) == variance_share(1, 10, replacement=False) == 1
    assert variance_share(10, 10, replacement=False) == 0
    assert variance_share(1, 1, replacement=False) == 0


def test_what_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="batch_size"):
        MinibatchMoments(tiny(), 5, replacement=False)
    with pytest.raises(ValueError, match="model"):
        MinibatchMoments(tiny(l2=0.1), 1)
    with pytest.raises(ValueError, match="target"):
        MinibatchMoments(tiny(), 1).steps_to(0.0, 0.1)
