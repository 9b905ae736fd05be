"""The run loop keeps its promises."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from optbook import descend, finish, follow
from optbook.noise import Noisy
from optbook.objectives import CosineWell, Quadratic, Saddle
from optbook.optimizers import Adam, GradientDescent

BOWL = Quadratic(np.diag([1.0, 4.0]))


def test_gradient_descent_on_a_quadratic_matches_its_closed_form():
    run = descend(BOWL, [1.0, -2.0], GradientDescent(0.1), 20)
    factors = (1 - 0.1 * np.array([1.0, 4.0])) ** np.arange(21)[:, None]
    np.testing.assert_allclose(run.x, factors * [1.0, -2.0], rtol=1e-13)


@given(batch=st.lists(st.integers(1, 3), max_size=2), steps=st.integers(0, 5))
def test_shapes_follow_the_batch(batch, steps):
    x0 = np.linspace(-1, 1, 2 * int(np.prod(batch))).reshape(*batch, 2)
    run = descend(BOWL, x0, GradientDescent(0.1), steps)
    assert run.x.shape == (steps + 1, *batch, 2)
    assert run.value.shape == (steps + 1, *batch)
    assert run.diverged.shape == tuple(batch)
    assert run.steps == steps
    np.testing.assert_array_equal(run.x[0], x0)


def test_an_array_of_rates_sweeps_from_one_start():
    rates = np.array([[0.1], [0.2], [0.3]])
    together = descend(BOWL, [1.0, 1.0], GradientDescent(rates), 10)
    alone = [descend(BOWL, [1.0, 1.0], GradientDescent(float(lr)), 10) for lr in rates[:, 0]]
    np.testing.assert_array_equal(together.x, np.stack([run.x for run in alone], axis=1))


def test_a_schedule_is_read_from_step_zero():
    run = descend(BOWL, [1.0, 0.0], GradientDescent(lambda step: [0.5, 0.25][step]), 2)
    np.testing.assert_allclose(run.x[:, 0], [1, 0.5, 0.375])


def test_a_diverged_lane_leaves_its_neighbors_untouched():
    x0 = np.array([[1.0, 1.0], [1.0, 1.0]])
    run = descend(BOWL, x0, GradientDescent(np.array([[0.1], [1e200]])), 10)
    alone = descend(BOWL, x0[0], GradientDescent(0.1), 10)
    np.testing.assert_array_equal(run.diverged, [False, True])
    np.testing.assert_array_equal(run.x[:, 0], alone.x)


def test_a_gradient_that_is_not_a_number_is_not_hidden_by_the_optimizer():
    objective = SimpleNamespace(dim=1, value=lambda x: x[..., 0], grad=lambda x: np.full_like(x, np.nan))
    masking = SimpleNamespace(init=lambda x: None, update=lambda grad, state, x: (np.zeros_like(x), state))
    assert descend(objective, [1.0], masking, 3).diverged


def test_thinned_run_keeps_every_kth_iterate_and_the_last():
    full = descend(BOWL, [1.0, 1.0], GradientDescent(0.1), 11)
    thin = descend(BOWL, [1.0, 1.0], GradientDescent(0.1), 11, every=5, observe={"norm": np.linalg.norm})
    np.testing.assert_array_equal(thin.step, [0, 5, 10, 11])
    np.testing.assert_array_equal(thin.x, full.x[thin.step])
    np.testing.assert_array_equal(thin.observed["norm"], np.linalg.norm(thin.x, axis=-1))


def test_float32_stays_float32():
    run = descend(BOWL, np.ones(2, dtype=np.float32), GradientDescent(0.1), 3)
    assert run.x.dtype == run.value.dtype == np.float32


def test_the_start_is_not_written_to():
    x0 = np.ones(2)
    descend(BOWL, x0, GradientDescent(0.1), 3)
    np.testing.assert_array_equal(x0, 1)


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ({"x0": [1.0, 2.0, 3.0]}, "x0: got 'shape"),
        ({"x0": [np.nan, 1.0]}, "x0: got array"),
        ({"x0": ["a", "b"]}, "x0: got"),
        ({"steps": -1}, "steps: got -1, takes an integer >= 0"),
        ({"steps": 1.5}, "steps: got 1.5"),
        ({"every": 0}, "every: got 0, takes an integer >= 1"),
    ],
)
def test_bad_input_is_named(arguments, named):
    with pytest.raises(ValueError, match=named):
        descend(**{"objective": Saddle(), "x0": [1.0, 1.0], "optimizer": GradientDescent(0.1), "steps": 1} | arguments)


@pytest.mark.parametrize("lr", [0, -1.0, np.inf, np.nan, "fast", [0.1, -0.1]])
def test_a_rate_that_is_not_positive_is_named(lr):
    with pytest.raises(ValueError, match="lr: got"):
        GradientDescent(lr)


def test_one_dimension_takes_points_of_shape_one():
    assert descend(CosineWell(), np.zeros((5, 1)), GradientDescent(0.1), 2).x.shape == (3, 5, 1)


def test_what_is_followed_is_what_descend_keeps():
    method, starts = Adam(np.array([[[0.1]], [[0.3]]])), np.ones((2, 3, 2))
    run = descend(Noisy(BOWL, 0.5), starts, method, 7)
    seen = list(follow(Noisy(BOWL, 0.5), starts, method, 7))
    np.testing.assert_array_equal([x for x, _ in seen], run.x)
    assert [state.step for _, state in seen] == list(range(8))


def test_the_end_of_a_run_is_its_last_iterate_and_state():
    x, state = finish(BOWL, [1.0, -2.0], Adam(0.1), 5)
    np.testing.assert_array_equal(x, descend(BOWL, [1.0, -2.0], Adam(0.1), 5).x[-1])
    assert state.step == 5
    np.testing.assert_array_equal(finish(BOWL, [1.0, -2.0], Adam(0.1), 0)[0], [1.0, -2.0])


def test_a_run_that_overflows_is_followed_without_a_warning_and_leaves_those_of_the_caller():
    with np.errstate(over="raise", invalid="raise"):
        visited = []
        for x, _ in follow(BOWL, [1.0, 1.0], GradientDescent(1e200), 3):
            visited.append(x)
            with pytest.raises(FloatingPointError):
                np.float64(1e300) * 1e300
    assert not np.isfinite(visited[-1]).all()


def test_what_cannot_be_followed_is_refused():
    with pytest.raises(ValueError, match="steps"):
        finish(BOWL, [1.0, 1.0], GradientDescent(0.1), -1)
    with pytest.raises(ValueError, match="x0"):
        finish(BOWL, [np.nan, 1.0], GradientDescent(0.1), 1)
