"""Lion: the length of its step, its two memories, its decay."""

from __future__ import annotations

import numpy as np

from optbook import descend
from optbook.objectives import Quadratic
from optbook.optimizers import Lion, SignSGD


def test_its_step_has_length_lr_times_the_root_of_the_dimension():
    bowl = Quadratic(np.diag(np.arange(1.0, 17.0)))
    run = descend(bowl, np.linspace(1, 2, 16), Lion(lr=0.01), 20)
    np.testing.assert_allclose(np.linalg.norm(np.diff(run.x, axis=0), axis=-1), 0.04, rtol=1e-12)


def test_without_memory_it_is_signed_gradient_descent():
    bowl = Quadratic(np.diag([1.0, 9.0]))
    one, other = (descend(bowl, [1.0, 1.0], o, 50).x for o in (Lion(lr=0.1, beta1=0.0), SignSGD(lr=0.1)))
    np.testing.assert_array_equal(one, other)


def test_the_sign_is_that_of_the_mix_and_the_memory_is_longer():
    optimizer = Lion(lr=1.0, beta1=0.5, beta2=0.75)
    _, state = optimizer.update(np.array([4.0]), optimizer.init(np.zeros(1)), np.zeros(1))
    assert state.mean == 1
    delta, state = optimizer.update(np.array([-0.9]), state, np.zeros(1))
    assert delta == -1  # the mix is .05, though the gradient points the other way
    assert state.mean == 0.75 - 0.225


def test_at_zero_gradient_the_weights_shrink_by_one_minus_lr_lambda_a_step():
    run = descend(Quadratic([[0.0]]), [2.0], Lion(lr=0.01, weight_decay=0.5), 100)
    np.testing.assert_allclose(run.x[:, 0], 2 * 0.995 ** np.arange(101), rtol=1e-13)
