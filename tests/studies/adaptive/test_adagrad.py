"""The numbers of the page on Adagrad."""

from __future__ import annotations

import numpy as np
import pytest

from optbook import descend
from optbook.objectives import LinearChange, Quadratic
from optbook.optimizers import Adagrad
from optbook.studies.adaptive import adagrad


def test_the_first_step_has_the_length_of_the_rate_on_both_axes():
    for lr, run in adagrad.valley_runs().items():
        np.testing.assert_allclose(np.abs(run.x[1] - run.x[0]), lr, rtol=1e-9)  # the share that eps takes


def test_half_a_turn_only_changes_signs():
    plain, turned = (adagrad.valley_runs(degrees, (0.4,))[0.4].value for degrees in (0, 180))
    np.testing.assert_allclose(turned, plain, rtol=1e-9)


def test_the_turned_valley_takes_longer_at_both_rates():
    for lr in adagrad.RATES:
        plain, turned = (adagrad.valley_runs(degrees)[lr].value[20] for degrees in (0, 45))
        assert turned > 2 * plain


def test_the_turned_valley_has_the_same_eigenvalues():
    turned = LinearChange.rotation(adagrad.VALLEY, 45).hess(np.zeros(2))
    np.testing.assert_allclose(np.linalg.eigvalsh(turned), [0.2, 4.0], rtol=1e-14)


def test_the_sums_are_those_of_the_state():
    runs = adagrad.effective(steps=50, lanes=3)
    optimizer, x = Adagrad(runs.lr), np.full((3, 1), runs.start)
    state = optimizer.init(x)
    for gradient in runs.gradients:
        _, state = optimizer.update(gradient[:, None], state, x)
    np.testing.assert_allclose(state.total[:, 0], runs.noisy[-1], rtol=1e-13)


def test_the_sum_of_a_long_run_is_between_its_bounds():
    bowl, start = Quadratic(np.diag([1.0, 9.0])), np.array([2.0, -1.0])
    run = descend(bowl, start, Adagrad(0.5), 3000)
    low, high = adagrad.sum_bounds(bowl, start, 0.5)
    assert low < np.sqrt((bowl.grad(run.x[:-1]) ** 2).sum(0)).sum() < high
    assert low == pytest.approx(bowl.value(start))


def test_slopes_that_keep_their_sign_use_most_of_the_regret_bound():
    assert 0.5 < adagrad.regret_shares(np.array([200]), np.array([0.5]))[0, 0] <= 1
