"""Noise is a function of the seed and the step, and has the law that it says."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from numpy.random import Generator, Philox
from scipy import stats

from optbook import descend
from optbook.analysis import top_eigenvalues
from optbook.models import MLP
from optbook.noise import Minibatches, Noisy, StudentT, draw, normal
from optbook.objectives import CosineWell, Quadratic
from optbook.optimizers import GradientDescent

BOWL = Quadratic(np.diag([2.0, 4.0]))
X = np.random.default_rng(0).standard_normal((500, 2))
NET = MLP(np.random.default_rng(0).standard_normal((10, 2)), np.arange(10) % 2, (3,))
each_plan = pytest.mark.parametrize(
    "plan", [{}, {"order": "once"}, {"order": "given"}, {"replacement": True}], ids=lambda plan: str(plan)
)


def noise_of(noisy, step, x):
    return noisy.at(step).grad(x) - noisy.grad(x)


def test_a_step_shows_the_same_each_time_and_in_any_order():
    noisy = Noisy(BOWL, 0.5, seed=3)
    forward = [noisy.at(step).grad(X) for step in range(4)]
    back = [Noisy(BOWL, 0.5, seed=3).at(step).grad(X) for step in (3, 2, 1, 0)]
    np.testing.assert_array_equal(forward, back[::-1])


def test_draws_are_those_of_a_new_generator_with_that_key_and_counter():
    expected = Generator(Philox(key=[7, 1], counter=[0, 0, 0, 5])).standard_normal((3, 2))
    np.testing.assert_array_equal(draw(normal, (3, 2), seed=7, step=5, stream=1), expected)


def test_odd_draws_leave_nothing_behind():
    draw(lambda rng, shape: rng.integers(9, size=shape, dtype=np.uint32), (3,), seed=0, step=0)
    expected = Generator(Philox(key=[0, 0], counter=[0, 0, 0, 1])).integers(9, size=5, dtype=np.uint32)
    np.testing.assert_array_equal(
        draw(lambda rng, shape: rng.integers(9, size=shape, dtype=np.uint32), (5,), 0, 1), expected
    )


def test_noise_is_normal_with_the_given_deviation_and_independent_over_lanes_steps_and_seeds():
    noise = np.stack([noise_of(Noisy(BOWL, 0.5, seed), step, X) for seed in (0, 1) for step in (0, 1)])
    assert stats.kstest(noise.ravel() / 0.5, "norm").pvalue > 0.01
    rows = np.concatenate([noise.reshape(4, -1), [noise[0, :, ::-1].ravel()]])
    correlation = np.corrcoef(rows) - np.eye(5)
    assert np.abs(correlation).max() < 4 / np.sqrt(rows.shape[1])  # four standard errors


def test_noise_does_not_depend_on_the_point_and_grows_with_sigma():
    noise = noise_of(Noisy(BOWL, 0.5), 2, X)
    np.testing.assert_allclose(noise_of(Noisy(BOWL, 1.5), 2, 7 + X), 3 * noise, atol=1e-13)


def test_the_first_lane_meets_the_noise_of_a_run_alone():
    noisy = Noisy(BOWL, 0.5)
    np.testing.assert_array_equal(noisy.at(4).grad(X)[0], noisy.at(4).grad(X[0]))


def test_shared_noise_is_the_same_in_each_lane():
    noise = noise_of(Noisy(BOWL, 0.5, lanes=()), 2, X)
    np.testing.assert_allclose(noise, np.broadcast_to(noise[0], noise.shape), atol=1e-15)


def test_lanes_meet_draws_of_their_own_whatever_settings_stand_before_them():
    noise = noise_of(Noisy(BOWL, 0.5, lanes=(3,)), 2, np.zeros((4, 3, 2)))
    np.testing.assert_array_equal(noise, np.broadcast_to(noise[0], noise.shape))
    assert len(np.unique(noise[0])) == 6


def test_lanes_that_are_no_counts_are_refused():
    with pytest.raises(ValueError, match="lanes"):
        Noisy(BOWL, 0.5, lanes=(0,))


def test_an_array_of_sigmas_adds_lanes():
    noisy = Noisy(CosineWell(), np.array([0.0, 1.0, 2.0])[:, None])
    assert noisy.at(0).grad(np.zeros(1)).shape == (3, 1)
    assert noisy.at(0).grad(np.zeros(1))[0] == CosineWell().grad(np.zeros(1))


def test_what_a_step_shows_is_a_function_with_that_gradient():
    shown, x, h = Noisy(BOWL, 0.5).at(3), np.array([0.3, -0.7]), 1e-6
    differences = [(shown.value(x + h * e) - shown.value(x - h * e)) / (2 * h) for e in np.eye(2)]
    np.testing.assert_allclose(shown.grad(x), differences, rtol=1e-8)
    assert shown.at(9) is shown


def test_noise_on_a_quadratic_is_a_quadratic_with_a_minimum_that_moves():
    noisy = Noisy(BOWL, 0.5)
    moved = Quadratic(BOWL.matrix, noisy.draws(3, np.zeros(2)))
    np.testing.assert_allclose(noisy.at(3).grad(X[0]), moved.grad(X[0]), rtol=1e-14)
    np.testing.assert_allclose(noisy.at(3).value(X[0]), moved.value(X[0]), rtol=1e-14)


def test_without_a_step_there_is_no_noise():
    noisy = Noisy(BOWL, 0.5)
    np.testing.assert_array_equal(noisy.value(X), BOWL.value(X))
    np.testing.assert_array_equal(noisy.hess(X), BOWL.hess(X))
    np.testing.assert_array_equal(noisy.minima, BOWL.minima)
    assert noisy.dim == 2
    assert not hasattr(noisy, "hvp")
    np.testing.assert_allclose(top_eigenvalues(noisy, X[0], 1), [4])


def test_stationary_deviation_of_noisy_descent_matches_its_closed_form():
    lr, curvature = 0.1, np.array([2.0, 4.0])
    run = descend(Noisy(BOWL, 1.0), np.zeros((4000, 2)), GradientDescent(lr), 100, every=100)
    expected = np.sqrt(lr / (curvature * (2 - lr * curvature)))
    np.testing.assert_allclose(run.x[-1].std(axis=0), expected, rtol=0.05)  # 4000 lanes: standard error .011


def test_noise_adds_to_what_a_stochastic_objective_shows():
    batches = Minibatches(NET, 4)
    x = NET.initialize(0)
    noisy = Noisy(batches, 0.5)
    expected = batches.at(2).grad(x) + noisy.draws(2, x)
    np.testing.assert_array_equal(noisy.at(2).grad(x), expected)


def test_an_objective_without_steps_will_do():
    plain = SimpleNamespace(dim=2, value=BOWL.value, grad=BOWL.grad)
    np.testing.assert_array_equal(Noisy(plain, 0.5).at(1).grad(X), Noisy(BOWL, 0.5).at(1).grad(X))


def test_student_noise_has_its_law():
    noise = noise_of(Noisy(BOWL, 0.5, noise=StudentT(3)), 0, X).ravel() / 0.5
    assert stats.kstest(noise, stats.t(3).cdf).pvalue > 0.01
    assert stats.kstest(noise, "norm").pvalue < 0.01


def test_float32_stays_float32():
    shown = Noisy(BOWL, 0.5).at(0)
    x = X.astype(np.float32)
    assert shown.grad(x).dtype == shown.value(x).dtype == np.float32


def test_an_epoch_sees_every_sample_once_in_a_new_order():
    batches = Minibatches(NET, 3, seed=1)
    epochs = [np.concatenate([batches.indices(4 * epoch + k) for k in range(4)]) for epoch in range(3)]
    np.testing.assert_array_equal(np.sort(epochs, axis=1), np.tile(np.arange(10), (3, 1)))
    assert (epochs[0] != epochs[1]).any()
    assert [len(batches.indices(step)) for step in range(5)] == [3, 3, 3, 1, 3]


def test_one_order_for_all_epochs_is_shuffled_once_or_given():
    once, given = Minibatches(NET, 5, order="once"), Minibatches(NET, 5, order="given")
    np.testing.assert_array_equal(once.indices(0), once.indices(2))
    np.testing.assert_array_equal(given.indices(3), [5, 6, 7, 8, 9])
    assert (np.concatenate([once.indices(0), once.indices(1)]) != np.arange(10)).any()


@each_plan
def test_lanes_see_samples_of_their_own(plan):
    batches = Minibatches(NET, 5, lanes=(40,), **plan)
    assert batches.indices(1).shape == (40, 5)
    distinct = len(np.unique(batches.indices(1), axis=0))
    assert distinct == 1 if plan.get("order") == "given" else distinct > 30
    x = NET.initialize(0)
    alone = NET.subset(batches.indices(1)[7]).grad(x)
    np.testing.assert_array_equal(batches.at(1).grad(np.broadcast_to(x, (40, NET.dim)))[7], alone)
    np.testing.assert_array_equal(batches.at(1).grad(x)[7], alone)


@each_plan
def test_samples_are_repeated_exactly_and_in_any_order(plan):
    forward = [Minibatches(NET, 5, seed=2, **plan).indices(step) for step in range(6)]
    batches = Minibatches(NET, 5, seed=2, **plan)
    np.testing.assert_array_equal(forward, [batches.indices(step) for step in range(5, -1, -1)][::-1])


def test_with_replacement_each_sample_is_as_likely_as_another():
    batches = Minibatches(NET, 5000, replacement=True)
    counts = np.bincount(batches.indices(0), minlength=10)
    assert stats.chisquare(counts).pvalue > 0.01


def test_variance_of_a_minibatch_gradient_matches_its_closed_form():
    x, b, n = NET.initialize(0), 4, 10
    each = np.stack([NET.subset([k]).grad(x) for k in range(n)])
    variance = ((each - each.mean(0)) ** 2).sum(-1).mean()
    for replacement, expected in ((True, variance / b), (False, variance / b * (n - b) / (n - 1))):
        means = Minibatches(NET, b, replacement=replacement, lanes=(20_000,)).at(0).grad(x)
        measured = ((means - each.mean(0)) ** 2).sum(-1).mean()
        np.testing.assert_allclose(measured, expected, rtol=0.04)  # standard error below .01


def test_a_batch_of_all_samples_is_the_model():
    x = NET.initialize(0)
    np.testing.assert_allclose(Minibatches(NET, 10).at(3).grad(x), NET.grad(x), atol=1e-16)


def test_without_a_step_all_samples_are_seen():
    batches, x = Minibatches(NET, 3), NET.initialize(0)
    np.testing.assert_array_equal(batches.grad(x), NET.grad(x))
    np.testing.assert_array_equal(batches.hvp(x, x), NET.hvp(x, x))
    assert (batches.dim, batches.count, batches.epoch_steps) == (NET.dim, 10, 4)


def test_a_run_repeats_to_the_last_bit():
    runs = [descend(Minibatches(NET, 3, seed=5), NET.initialize(0), GradientDescent(0.1), 20) for _ in range(2)]
    np.testing.assert_array_equal(runs[0].x, runs[1].x)


@pytest.mark.parametrize(
    ("make", "named"),
    [
        (lambda: Noisy(BOWL, -1.0), "sigma: got -1.0, takes finite numbers >= 0"),
        (lambda: Noisy(BOWL, 1.0, seed=-1), "seed: got -1"),
        (lambda: Noisy(BOWL, 1.0, seed=2**64), "seed: got"),
        (lambda: Noisy(BOWL, 1.0, noise="normal"), "noise: got 'normal', takes a function"),
        (lambda: Noisy(BOWL, 1.0).at(-1), "step: got -1"),
        (lambda: StudentT(0), "degrees: got 0"),
        (lambda: Minibatches(NET, 0), "batch_size: got 0, takes an integer >= 1"),
        (lambda: Minibatches(NET, 11), "batch_size: got 11, takes at most 10"),
        (lambda: Minibatches(NET, 3, seed=0.5), "seed: got 0.5"),
        (lambda: Minibatches(NET, 3, order="sorted"), "order: got 'sorted', takes one of"),
        (lambda: Minibatches(NET, 3, replacement=True, order="once"), "order: got 'once', takes no order"),
        (lambda: Minibatches(NET, 3, lanes=(0,)), "lanes: got 0"),
        (lambda: Minibatches(NET, 3).at(1.5), "step: got 1.5"),
    ],
)
def test_bad_input_is_named(make, named):
    with pytest.raises(ValueError, match=named):
        make()
