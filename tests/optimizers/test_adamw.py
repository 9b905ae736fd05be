"""AdamW: its decay goes its own way."""

from __future__ import annotations

import numpy as np
import pytest

from optbook import descend
from optbook.objectives import Quadratic
from optbook.optimizers import Adam, AdamW, DecoupledDecay


def test_at_zero_gradient_the_weights_shrink_by_one_minus_lr_lambda_a_step():
    run = descend(Quadratic(np.zeros((2, 2))), [1.0, -3.0], AdamW(lr=0.01, weight_decay=0.1), 100)
    np.testing.assert_allclose(run.x, (1 - 0.001) ** np.arange(101)[:, None] * [1.0, -3.0], rtol=1e-13)


def test_without_decay_it_is_adam():
    bowl = Quadratic(np.diag([1.0, 9.0]))
    one, other = (descend(bowl, [1.0, 1.0], o, 50).x for o in (Adam(lr=0.1), AdamW(lr=0.1, weight_decay=0.0)))
    np.testing.assert_array_equal(one, other)


def test_it_is_adam_with_the_decay_put_round_it():
    bowl = Quadratic(np.diag([1.0, 9.0]))
    wrapped = DecoupledDecay(Adam(lr=0.1), weight_decay=0.3)
    one, other = (descend(bowl, [1.0, 1.0], o, 50).x for o in (wrapped, AdamW(lr=0.1, weight_decay=0.3)))
    np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("penalty", [0.01, 0.1])
def test_a_penalty_given_to_adam_shrinks_a_weight_whatever_its_strength(penalty):
    run = descend(Quadratic([[penalty]]), [1.0], Adam(lr=1e-3), 100)
    assert run.x[-1, 0] == pytest.approx(0.9017, abs=5e-5)
