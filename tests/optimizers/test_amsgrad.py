"""AMSGrad: its peak, and the problem that it was made for."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from optbook import descend
from optbook.objectives import Quadratic
from optbook.optimizers import Adam, AMSGrad

SLOPE = Quadratic([[0.0]], [3.0])


def test_while_gradients_do_not_shrink_it_is_adam():
    adam, amsgrad = (descend(SLOPE, [0.0], o(lr=0.1), 50) for o in (Adam, AMSGrad))
    np.testing.assert_allclose(adam.x, amsgrad.x, rtol=1e-12)


def test_it_never_forgets_the_largest_mean_square():
    optimizer = AMSGrad(lr=0.1, beta2=0.5)
    state = optimizer.init(np.zeros(1))
    peaks = []
    for grad in (1.0, 8.0, 0.0, 0.0):
        _, state = optimizer.update(np.array([grad]), state, np.zeros(1))
        peaks.append(state.peak[0])
    assert peaks == [0.5, 32.25, 32.25, 32.25]


@pytest.mark.parametrize(("method", "end"), [(Adam, 1.0), (AMSGrad, -1.0)])
def test_on_reddis_periodic_problem_adam_goes_to_the_worst_point_and_amsgrad_to_the_best(method, end):
    # The slope is C every third step and -1 otherwise: C - 2 > 0 a period, so the best point of [-1, 1] is -1.
    slope, x = 3.0, np.array([0.0])
    optimizer = method(lr=lambda t: 0.1 / np.sqrt(t + 1), beta1=0.0, beta2=1 / (1 + slope**2))
    state = optimizer.init(x)
    for t in range(3000):
        delta, state = optimizer.update(np.array([slope if t % 3 == 0 else -1.0]), state, x)
        x = np.clip(x + delta, -1, 1)
    assert x[0] == pytest.approx(end, abs=0.05)


def test_the_problem_is_one_of_the_optimizer_and_not_of_the_loop():
    mean = SimpleNamespace(dim=1, value=lambda x: x[..., 0] / 3, grad=lambda x: np.full_like(x, 1 / 3))
    assert descend(mean, [0.0], Adam(lr=0.01, beta1=0.0, beta2=0.1), 50).x[-1, 0] < -0.4
