"""The forms of Adam on its page."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.optimizers import Adam
from optbook.studies.adaptive import adam_forms


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
        ("plain", adam_forms.UncorrectedAdam),
        ("stuck", adam_forms.StuckAdam),
        ("hat", adam_forms.HatEpsAdam),
    ],
)
def test_each_form_is_its_formula(form, method):
    gradients = np.random.default_rng(0).standard_normal((200, 4))
    found = adam_forms.fed(method(0.1, eps=0.3), gradients)
    np.testing.assert_allclose(found, naive(gradients, 0.1, 0.3, form), rtol=1e-11)


def test_pure_noise_leaves_a_step_of_the_root_of_a_nineteenth():
    mean, square = adam_forms.expected_signal(np.array([0.0, 1e9]))
    np.testing.assert_allclose(mean, [0, 1])
    np.testing.assert_allclose(square, [1 / 19, 1])


def test_the_first_steps_of_the_methods():
    steps = adam_forms.first_steps(np.array([0.5, 200.0]))
    np.testing.assert_allclose(steps["gradient descent"], [0.005, 2])
    np.testing.assert_allclose(steps["Adam"], 0.01, rtol=1e-7)
    np.testing.assert_allclose(steps["RMSProp"], 0.01 * np.sqrt(10), rtol=1e-7)
