"""The numbers of the page on Adam."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.optimizers import Adam
from optbook.studies.adaptive import adam


def naive(gradients, lr, eps, form, beta1=0.9, beta2=0.999):
    """Steps in three forms, line by line."""
    m, v, deltas = 0.0, 0.0, []
    for t, g in enumerate(gradients, 1):
        m, v = beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g * g
        first, second = {"plain": (1, 1), "stuck": (1 - beta1, 1 - beta2)}.get(form, (1 - beta1**t, 1 - beta2**t))
        if form == "hat":
            deltas.append(-lr * np.sqrt(second) / first * m / (np.sqrt(v) + eps))
        else:
            deltas.append(-lr * (m / first) / (np.sqrt(v / second) + eps))
    return np.array(deltas)


@pytest.mark.parametrize(
    ("form", "method"),
    [
        ("paper", Adam),
        ("plain", adam.UncorrectedAdam),
        ("stuck", adam.StuckAdam),
        ("hat", adam.HatEpsAdam),
    ],
)
def test_each_form_is_its_formula(form, method):
    gradients = np.random.default_rng(0).standard_normal((200, 4))
    found = adam.fed(method(0.1, eps=0.3), gradients)
    np.testing.assert_allclose(found, naive(gradients, 0.1, 0.3, form), rtol=1e-11)


def test_the_rates_of_a_stuck_count():
    run = adam.lengths(10000)
    assert run.stuck[0] == pytest.approx(1)
    assert run.stuck[-1] == pytest.approx(np.sqrt(0.001) / 0.1, rel=1e-4)  # 0.999^10000 = 4.5e-5
    assert run.uncorrected[0] == pytest.approx(np.sqrt(10))


def test_the_longest_step_at_one_and_in_the_limit():
    assert adam.longest(1) == pytest.approx(1)
    assert adam.longest(10**6) == pytest.approx(0.1 / np.sqrt(0.001) / np.sqrt(1 - 0.81 / 0.999))
    assert adam.alone(10**6) == pytest.approx(np.sqrt(10))


def test_equal_memories_never_lengthen_a_step_in_the_limit():
    assert adam.longest(10**4, 0.9, 0.9) == pytest.approx(1)


def test_pure_noise_leaves_a_step_of_the_root_of_a_nineteenth():
    mean, square = adam.expected_signal(np.array([0.0, 1e9]))
    np.testing.assert_allclose(mean, [0, 1])
    np.testing.assert_allclose(square, [1 / 19, 1])


def test_the_first_steps_of_the_methods():
    steps = adam.first_steps(np.array([0.5, 200.0]))
    np.testing.assert_allclose(steps["gradient descent"], [0.005, 2])
    np.testing.assert_allclose(steps["Adam"], 0.01, rtol=1e-7)
    np.testing.assert_allclose(steps["RMSProp"], 0.01 * np.sqrt(10), rtol=1e-7)
