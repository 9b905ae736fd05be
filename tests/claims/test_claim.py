"""What makes a claim, and what its check must return."""

from __future__ import annotations

import subprocess
import sys

import pytest

from optbook.claims import Claim, Evidence, all_claims, claim, find_claim


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


def test_a_claim_is_found_by_its_key_and_what_is_none_is_not():
    for key, found in list(all_claims().items())[::20]:
        assert find_claim(key) is found
    for key in ("momentum.heavy_ball.no_such_function", "momentum.no_page.check", "check", ""):
        assert find_claim(key) is None


def test_to_find_a_claim_its_study_is_imported_and_no_other():
    code = """
import sys
from optbook.claims import find_claim
assert find_claim("momentum.heavy_ball.stable_exactly_below_the_limit")
print(*(name for name in sys.modules if name.startswith("optbook.studies.")))
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "optbook.studies.momentum.heavy_ball" in ran.stdout.split()
    assert "optbook.studies.adaptive.adam" not in ran.stdout.split()


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
