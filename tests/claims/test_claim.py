"""What makes a claim, and what its check must return."""

from __future__ import annotations

import pytest

from optbook.claims import Claim, Evidence, all_claims, claim


@pytest.mark.parametrize(
    ("holds", "measured", "told"),
    [(1, {"gap": 0.0}, "holds"), (True, {}, "at least one number"), (True, {"gap": float("nan")}, "not nan")],
)
def test_evidence_is_a_truth_value_and_numbers(holds, measured, told):
    with pytest.raises(ValueError, match=told):
        Evidence(holds, measured)


def test_a_check_that_returns_anything_else_is_refused():
    with pytest.raises(ValueError, match="a check that returns Evidence"):
        Claim("chapter.page.check", lambda: True)()


def test_all_claims_stand_in_the_order_of_the_pages():
    found = list(all_claims().values())
    assert [(each.page, each.place[1]) for each in found] == sorted((each.page, each.place[1]) for each in found)
    assert all(each.statement and "def " in each.source for each in found)


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
