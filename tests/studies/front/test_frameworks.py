"""The training loop of the page for those who come with a framework, and what is forgotten in it."""

from __future__ import annotations

import numpy as np
import pytest

from optbook import finish
from optbook.claims import all_claims
from optbook.optimizers import GradientDescent, HeavyBall
from optbook.optimizers.clipped import shortened
from optbook.studies.front import frameworks


def test_the_page_has_its_claims():
    assert sum(key.startswith("front.frameworks.") for key in all_claims()) == 5


def test_the_limit_that_clips_nothing_clips_nothing():
    grads = np.array([[3.0, 4.0], [1e-300, 0.0], [0.0, 0.0], [1e150, -1e150]])
    np.testing.assert_array_equal(shortened(grads, frameworks.ANY), grads)


def test_gradients_that_add_up_are_a_heavy_ball_whose_memory_is_nearly_whole():
    memory = frameworks.AddedUp(GradientDescent(0.1))
    quadratic = frameworks.Quadratic([[1.0]])
    added, ball = (finish(quadratic, [1.0], method, 100)[0] for method in (memory, HeavyBall(0.1, 1 - 1e-9)))
    np.testing.assert_allclose(added, ball, atol=1e-6)  # a hundred steps, each of which forgets a part in 1e9


def test_the_sum_is_clipped_in_its_place():
    memory = frameworks.AddedUp(GradientDescent(1.0), norm=1.0)
    state = memory.init(np.zeros(2))
    _, state = memory.update(np.array([3.0, 4.0]), state, np.zeros(2))
    np.testing.assert_allclose(state.total, [0.6, 0.8])
    delta, _ = memory.update(np.array([-0.6, -0.8]), state, np.zeros(2))
    np.testing.assert_allclose(delta, [0, 0], atol=1e-15)


def test_the_formula_of_the_swing_turns_by_a_sixth_at_rate_one():
    np.testing.assert_allclose(frameworks.swing_by_formula(1.0, 6), [1, 0, -1, -1, 0, 1, 1], atol=1e-15)


def test_clipping_hides_what_was_forgotten():
    ends = frameworks.forgotten()
    assert ends["added up"].accuracy < 0.2
    assert min(ends["cleared"].accuracy, ends["added up, clipped"].accuracy) > 0.95


@pytest.mark.parametrize("count", [1, 2, 4])
def test_parts_of_a_batch_have_all_of_its_samples(count):
    run = frameworks.loop()
    grad = frameworks.InParts(run.batches, count).at(3).grad(run.start)
    np.testing.assert_allclose(grad, run.batches.at(3).grad(run.start), atol=1e-14)


def test_parts_that_are_clipped_are_shorter_than_the_limit():
    found = frameworks.parts()
    assert found.short < 1
    assert 0 < found.turned < 90


def test_what_is_left_out_changes_the_run():
    found = frameworks.continued()
    assert found["nothing"].apart == 0
    assert found["the schedule's count"].apart > found["the velocity"].apart > 0
