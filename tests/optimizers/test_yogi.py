"""Yogi: how its mean square moves."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.optimizers import Yogi


def squares(grads, **hyperparameters):
    optimizer = Yogi(lr=0.1, **hyperparameters)
    state, out = optimizer.init(np.zeros(1)), []
    for grad in grads:
        _, state = optimizer.update(np.array([grad]), state, np.zeros(1))
        out.append(state.square[0])
    return np.array(out)


def test_a_large_square_is_left_by_steps_that_do_not_depend_on_it():
    path = squares([100.0, *[1.0] * 50], beta2=0.9)
    np.testing.assert_allclose(np.diff(path), -0.1, rtol=1e-9)


def test_while_squares_grow_it_adds_their_share():
    np.testing.assert_allclose(squares([1.0, 2.0, 4.0], beta2=0.9), [0.1, 0.5, 2.1], rtol=1e-14)


def test_at_the_square_itself_it_stays():
    state = squares([1.0, 1.0], beta2=0.0)
    np.testing.assert_array_equal(state, [1.0, 1.0])


def test_its_first_step_is_not_corrected():
    delta, _ = (o := Yogi(lr=0.1, eps=0.0)).update(np.array([5.0]), o.init(np.zeros(1)), np.zeros(1))
    assert delta[0] == pytest.approx(-0.1 * 0.1 / np.sqrt(0.001), rel=1e-12)
