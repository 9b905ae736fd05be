"""RMSProp: the cycle that it ends in, its first step, its average."""

from __future__ import annotations

import numpy as np
import pytest

from optbook import descend
from optbook.objectives import Quadratic
from optbook.optimizers import RMSProp


@pytest.mark.parametrize("curvature", [0.1, 1.0, 40.0])
def test_on_a_parabola_it_ends_in_a_cycle_of_amplitude_half_the_rate(curvature):
    run = descend(Quadratic([[curvature]]), [1.0], RMSProp(lr=0.02, decay=0.9), 3000)
    last = run.x[-2:, 0]
    np.testing.assert_allclose(np.abs(last), 0.01 - 1e-8 / curvature, rtol=1e-12)  # eps takes a little off
    assert last[0] * last[1] < 0


def test_its_first_step_is_not_corrected():
    run = descend(Quadratic([[0.0]], [7.0]), [0.0], RMSProp(lr=0.1, decay=0.99, eps=0.0), 1)
    assert run.x[1, 0] == pytest.approx(-0.1 / np.sqrt(0.01), rel=1e-14)


def test_its_average_weighs_the_past_geometrically():
    grads = np.array([1.0, 2.0, 3.0, 4.0])
    optimizer = RMSProp(lr=0.1, decay=0.7)
    state = optimizer.init(np.zeros(1))
    for grad in grads:
        _, state = optimizer.update(np.array([grad]), state, np.zeros(1))
    assert state.square[0] == pytest.approx((0.3 * 0.7 ** np.arange(3, -1, -1) * grads**2).sum(), rel=1e-15)
