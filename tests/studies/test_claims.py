"""Every claim of the book holds."""

from __future__ import annotations

import math

import pytest

from optbook.claims import Claim, Evidence, all_claims, claim

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


def test_a_claim_needs_a_statement_and_a_study():
    with pytest.raises(ValueError, match="without a docstring"):
        claim(lambda: Evidence(True))

    def wanting(tolerance=1.0):
        """A statement."""

    with pytest.raises(ValueError, match="takes none, or seed with a default"):
        claim(wanting)

    def stray():
        """A statement."""

    with pytest.raises(ValueError, match="takes a function of"):
        claim(stray)


def test_a_random_claim_is_given_the_seed():
    seen = []

    def check(seed=0):
        seen.append(seed)
        return Evidence(True, {"seed": seed})

    random = Claim("chapter.page.check", check)
    random()
    random(seed=7)
    assert random.random
    assert seen == [0, 7]
