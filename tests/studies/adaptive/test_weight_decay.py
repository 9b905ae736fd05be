"""The numbers of the page on weight decay."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.studies.adaptive import weight_decay


def test_the_known_weights_after_a_hundred_idle_steps():
    for strength in (0.01, 0.1):
        coupled, beside = weight_decay.idle(strength)
        assert coupled[-1] == pytest.approx(0.9017, abs=5e-5)
        assert beside[-1] == pytest.approx((1 - 1e-3 * strength) ** 100, rel=1e-13)


def test_the_sums_over_past_gradients_are_adam():
    np.testing.assert_allclose(weight_decay.idle_sums(3.0), weight_decay.idle(3.0, eps=0.0)[0], rtol=1e-13)


def test_an_eps_as_large_as_the_gradients_lets_the_strength_through():
    weak, strong = (weight_decay.idle(strength, eps=1e-3)[0][-1] for strength in (1e-4, 1e-2))
    assert weak > 0.99 > 0.92 > strong


def test_a_decay_that_follows_the_rate_leaves_the_penalized_minimum():
    ends = {name: x[-1] for name, x in weight_decay.scheduled().items()}
    assert ends["with the rate"] == pytest.approx(1 / 1.25, rel=1e-12)
    assert ends["constant"] < 0.05
