"""Four ways to multiply, and what they move."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.studies.noise import matrix_products as page


@pytest.mark.parametrize("way", page.WAYS)
def test_each_way_multiplies_matrices_that_are_not_square(way):
    rng = np.random.default_rng(0)
    left, right = rng.normal(size=(70, 30)), rng.normal(size=(30, 65))
    np.testing.assert_allclose(page.WAYS[way](left, right), np.einsum("ik,kj->ij", left, right), atol=1e-12)


def test_every_product_of_two_numbers_is_touched_once():
    touches = list(page.order_of_touches(6, 3))
    triples = {(left[1], right[2], left[2]) for left, right in zip(touches[::3], touches[1::3], strict=True)}
    assert len(touches) == 3 * 6**3
    assert len(triples) == 6**3


def test_a_near_memory_for_all_reads_each_number_once_and_one_for_none_reads_each_touch():
    touches = list(page.order_of_touches(6, 2))
    assert page.numbers_read(iter(touches), 3 * 36) == 3 * 36
    assert page.numbers_read(iter(touches), 1) == len(touches)


def test_the_memory_drops_what_was_not_touched_the_longest():
    a, b, c = ("left", 0, 0), ("left", 0, 1), ("left", 0, 2)
    assert page.numbers_read(iter([a, b, a, c, a]), 2) == 3
    assert page.numbers_read(iter([a, b, a, c, b]), 2) == 4


def test_calls_are_counted_by_the_pieces():
    assert page.calls(256) == {"element": 65536, "column": 256, "block": 64, "whole": 1}
