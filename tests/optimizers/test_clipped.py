"""Clipping: lengths and directions."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from optbook.optimizers import Clipped, GradientDescent


def seen(grad, norm):
    """The gradient that comes through."""
    optimizer = Clipped(GradientDescent(lr=1.0), norm=norm)
    return -optimizer.update(np.array(grad), optimizer.init(np.array(grad)), np.array(grad))[0]


@given(grad=st.lists(st.floats(-1e300, 1e300), min_size=1, max_size=5), norm=st.floats(1e-3, 1e3))
def test_a_long_gradient_is_shortened_to_the_norm_and_a_short_one_is_left(grad, norm):
    out, size = seen(grad, norm), np.linalg.norm(np.array(grad) / 1e150) * 1e150
    np.testing.assert_allclose(np.linalg.norm(out), min(size, norm), rtol=1e-12, atol=1e-140)
    if size <= norm * (1 - 1e-14):
        np.testing.assert_array_equal(out, grad)


def test_the_direction_stays():
    np.testing.assert_allclose(seen([3e9, 4e9], 10.0), [6, 8], rtol=1e-14)


def test_each_lane_is_clipped_by_itself():
    np.testing.assert_allclose(seen([[3.0, 4.0], [0.3, 0.4]], 1.0), [[0.6, 0.8], [0.3, 0.4]], rtol=1e-14)
