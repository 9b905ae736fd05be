"""The example on the page that says how the book is made."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.studies.front import how_it_is_made


def test_the_example_shrinks_like_an_exponential_at_small_rates():
    run = how_it_is_made.shrinking(lr=1e-4, steps=10_000)
    assert run.x[-1] == pytest.approx(np.exp(-1), rel=1e-4)  # (1 - lr)^t is e^(-lr t) up to t lr^2 / 2
