"""Blocks: a flat vector and the arrays in it."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.models import flatten, unflatten
from optbook.models.blocks import consecutive

BLOCKS = consecutive({"a": (2, 3), "b": (4,), "c": ()})


def test_blocks_follow_one_another():
    assert [block.slice for block in BLOCKS.values()] == [slice(0, 6), slice(6, 10), slice(10, 11)]


def test_unflatten_gives_views_in_row_order():
    x = np.arange(22.0).reshape(2, 11)
    arrays = unflatten(x, BLOCKS)
    np.testing.assert_array_equal(arrays["a"][1], [[11, 12, 13], [14, 15, 16]])
    assert all(np.shares_memory(array, x) for array in arrays.values())


def test_flatten_undoes_unflatten_and_spreads_what_is_shared():
    x = np.arange(22.0).reshape(2, 11)
    arrays = unflatten(x, BLOCKS)
    np.testing.assert_array_equal(flatten(arrays, BLOCKS), x)
    np.testing.assert_array_equal(flatten(arrays | {"b": np.zeros(4)}, BLOCKS)[:, 6:10], 0)


@pytest.mark.parametrize(
    ("arrays", "named"),
    [
        ({"a": np.zeros((2, 3))}, "arrays: got"),
        ({"a": np.zeros((3, 2)), "b": np.zeros(4), "c": 0}, "a: got 'shape"),
    ],
)
def test_arrays_that_do_not_fit_are_named(arrays, named):
    with pytest.raises(ValueError, match=named):
        flatten(arrays, BLOCKS)
