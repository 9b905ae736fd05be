"""SVRG: right on average, at rest at the minimum, and the loop that it stands for."""

from __future__ import annotations

import numpy as np
import pytest

from optbook import descend, finish
from optbook.models import LeastSquares
from optbook.noise import Minibatches
from optbook.objectives import Quadratic
from optbook.optimizers import SVRG, GradientDescent

RNG = np.random.default_rng(0)
MODEL = LeastSquares(RNG.normal(size=(12, 3)), RNG.normal(size=12))
IN_ORDER = Minibatches(MODEL, 1, order="given")


def test_over_all_samples_the_mean_step_is_that_of_gradient_descent():
    """Steps 0 to 11 of a source in order see each sample once: what each of them would do from one state."""
    method = SVRG(IN_ORDER, lr=0.1, period=50)
    x, state = finish(IN_ORDER, np.ones(3), method, 5)
    steps = [method.update(IN_ORDER.at(i).grad(x), state._replace(step=i or 12), x)[0] for i in range(12)]
    assert np.std(steps, axis=0).min() > 1e-6
    np.testing.assert_allclose(np.mean(steps, axis=0), -0.1 * MODEL.grad(x), rtol=1e-12)


def test_it_is_the_loop_of_the_paper():
    source, x, kept = Minibatches(MODEL, 2, seed=3, replacement=True), np.ones(3), [np.ones(3)]
    for step in range(14):
        if step % 5 == 0:
            anchor = x
        rows = source.indices(step)
        a, b = MODEL.inputs[rows], MODEL.targets[rows]
        sampled, known = (a.T @ (a @ point - b) / 2 for point in (x, anchor))
        x = x - 0.05 * (sampled - known + MODEL.grad(anchor))
        kept.append(x)
    np.testing.assert_allclose(descend(source, np.ones(3), SVRG(source, 0.05, 5), 14).x, kept, rtol=1e-12)


def test_it_stays_at_the_minimum_where_a_sample_alone_leads_away():
    source = Minibatches(MODEL, 1, replacement=True)
    x = descend(source, MODEL.minimum, SVRG(source, 0.1, 7), 30).x
    np.testing.assert_allclose(x, np.broadcast_to(MODEL.minimum, x.shape), atol=1e-14)  # rounding of the solution
    assert np.linalg.norm(descend(source, MODEL.minimum, GradientDescent(0.1), 1).x[-1] - MODEL.minimum) > 1e-3


def test_without_noise_or_with_an_anchor_at_each_step_it_is_gradient_descent():
    """In sums of another order: rounding of twenty steps."""
    bowl, source = Quadratic(np.diag([1.0, 4.0, 2.0])), Minibatches(MODEL, 1)
    for objective, period in ((bowl, 4), (source, 1)):
        x = descend(objective, np.ones(3), SVRG(objective, 0.1, period), 20).x
        whole = descend(getattr(objective, "model", objective), np.ones(3), GradientDescent(0.1), 20).x
        np.testing.assert_allclose(x, whole, rtol=1e-12)


def test_each_lane_of_a_source_is_a_run_of_its_own():
    source = Minibatches(MODEL, 1, seed=2, replacement=True, lanes=(4,))
    together = descend(source, np.ones((4, 3)), SVRG(source, 0.05, 6), 20).x
    rows = np.stack([source.indices(step) for step in range(20)])
    x = anchor = np.ones(3)
    for step, row in enumerate(rows[:, 2]):
        anchor = x if step % 6 == 0 else anchor
        one = MODEL.subset(row)
        x = x - 0.05 * (one.grad(x) - one.grad(anchor) + MODEL.grad(anchor))
    np.testing.assert_allclose(together[-1, 2], x, rtol=1e-12)


def test_a_period_that_is_no_count_is_named():
    with pytest.raises(ValueError, match="period: got 0"):
        SVRG(MODEL, 0.1, 0)
