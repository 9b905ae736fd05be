"""Every claim of the book holds."""

from __future__ import annotations

import math

import pytest

from optbook.claims import Evidence, all_claims, claim

CLAIMS = all_claims()


@pytest.mark.parametrize("key", CLAIMS)
def test_claim_holds(key):
    evidence = CLAIMS[key]()
    assert evidence.holds, f"claim {key}, cited on {CLAIMS[key].page}: measured {evidence.measured}"
    assert evidence.measured
    assert not any(math.isnan(number) for number in evidence.measured.values())


def test_a_claim_repeats():
    key = next(iter(CLAIMS))
    assert CLAIMS[key]() == CLAIMS[key]()


def test_a_claim_needs_a_statement_and_a_study():
    with pytest.raises(ValueError, match="without a docstring"):
        claim(lambda: Evidence(True))

    def stray():
        """A statement."""

    with pytest.raises(ValueError, match="takes a function of"):
        claim(stray)
