"""Every claim of the book holds."""

from __future__ import annotations

import math

import pytest

from optbook.claims import all_claims

CLAIMS = all_claims()


@pytest.mark.parametrize("key", CLAIMS)
def test_claim_holds(key, base_seed):
    evidence = CLAIMS[key](seed=base_seed)
    assert evidence.holds, f"claim {key}, cited on {CLAIMS[key].page}: measured {evidence.measured}"
    assert evidence.measured
    assert not any(math.isnan(number) for number in evidence.measured.values())


def test_a_claim_repeats():
    key = next(iter(CLAIMS))
    assert CLAIMS[key]() == CLAIMS[key]()
