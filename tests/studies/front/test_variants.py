"""The table of conventions: one row a method and library, each of a method that the book has."""

from __future__ import annotations

from itertools import pairwise

import optbook.optimizers
from optbook.studies.front.variants import VARIANTS


def test_every_row_is_of_a_method_of_the_book():
    assert {row.method for row in VARIANTS} <= set(optbook.optimizers.__all__)


def test_no_pair_of_method_and_library_comes_twice():
    pairs = [(row.method, row.library) for row in VARIANTS]
    assert len(pairs) == len(set(pairs))


def test_a_row_that_does_not_agree_says_why():
    assert all(row.differs for row in VARIANTS if not row.same)


def test_rows_of_a_method_stand_together():
    methods = [row.method for row in VARIANTS]
    assert len(list(dict.fromkeys(methods))) == 1 + sum(a != b for a, b in pairwise(methods))
