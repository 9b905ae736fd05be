"""Recurrences with two terms, against numpy's roots and against the recurrences themselves."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.analysis import recurrence_radius, recurrence_roots


def test_the_roots_are_those_of_numpy():
    rng = np.random.default_rng(0)
    p, q = rng.normal(size=(2, 50))
    expected = [sorted(np.roots([1, -a, b]), key=lambda z: (-abs(z), -z.imag)) for a, b in zip(p, q, strict=True)]
    np.testing.assert_allclose(recurrence_roots(p, q), expected, atol=1e-13)


def test_a_tiny_root_keeps_its_digits():
    """The roots of ``(z - 1)(z - 1e-12)``, as they are, not as a difference of nearly equal numbers gives them."""
    np.testing.assert_allclose(recurrence_roots(1 + 1e-12, 1e-12), [1, 1e-12], rtol=1e-12)


def test_two_roots_at_zero():
    np.testing.assert_array_equal(recurrence_roots(0.0, 0.0), [0, 0])
    assert recurrence_radius(0.0, 0.0) == 0


@pytest.mark.parametrize(("p", "q"), [(1.2, 0.3), (0.4, 0.5), (-1.1, 0.2), (2.5, 1.1)])
def test_a_long_recurrence_shrinks_by_the_radius(p, q):
    x = [1.0, 0.3]
    for _ in range(2000):
        x.append(p * x[-1] - q * x[-2])
        if abs(x[-1]) > 1e100:
            break
    size = np.hypot(x[1:], x[:-1])
    half = len(size) // 2
    assert (size[-1] / size[half]) ** (1 / (len(size) - 1 - half)) == pytest.approx(recurrence_radius(p, q), rel=0.01)
