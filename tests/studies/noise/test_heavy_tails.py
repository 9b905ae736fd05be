"""The numbers of the page on heavy tails."""

from __future__ import annotations

import pytest

from optbook.studies.noise import heavy_tails as page


def test_without_noise_of_its_own_and_for_small_rates_the_variance_is_the_temperature():
    assert page.langevin_variance(1.0, 1e-9, 0.0) == pytest.approx(1)
    assert page.langevin_variance(0.0, 0.1, 1.0) == pytest.approx(0.1 / 1.9)
