"""Every check names the argument, what it got and what it takes."""

from __future__ import annotations

import numpy as np
import pytest

from optbook import validation


@pytest.mark.parametrize(
    ("check", "good", "bad"),
    [
        (validation.require_positive, [1, 0.5, np.array([1.0, 2.0])], [0, -1, np.inf, np.nan, "a", [1.0, 0.0], None]),
        (validation.require_nonnegative, [0, 1.5], [-1, np.nan]),
        (validation.require_fraction, [0, 0.999, np.zeros(3)], [1, -0.1, np.nan]),
        (validation.require_rate, [0.1, lambda step: 0.1], [0, "fast"]),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_numbers(check, good, bad):
    for got in good:
        check(lr=got)
    for got in bad:
        with pytest.raises(ValueError, match=r"lr: got .*, takes "):
            check(lr=got)


def test_counts_and_choices():
    validation.require_count(1, steps=np.int64(3))
    for got in (0, 2.0, True, None):
        with pytest.raises(ValueError, match=r"steps: got .*, takes an integer >= 1"):
            validation.require_count(1, steps=got)
    with pytest.raises(ValueError, match="name: got 'x', takes one of 'a', 'b'"):
        validation.require_choice(("a", "b"), name="x")


def test_points_keep_float32_and_make_the_rest_float64():
    assert validation.points("x", np.zeros((4, 2), np.float32), 2).dtype == np.float32
    assert validation.points("x", [1, 2], 2).dtype == np.float64
