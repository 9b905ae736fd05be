"""What the claims of the page compare is not the same thing twice."""

from __future__ import annotations

from optbook.claims import all_claims


def test_the_page_has_its_claims():
    assert sum(key.startswith("schedules.off_by_one.") for key in all_claims()) == 7
