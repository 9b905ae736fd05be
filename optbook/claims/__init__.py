"""Claims: statements of the book that the build and the tests check.

A claim is a function of a study module.  Its docstring is the statement, the only place where it is made; its body
compares a computation with an independent one and returns the `Evidence`.
"""

from optbook.claims.book import all_claims, find_claim
from optbook.claims.claim import Claim, claim
from optbook.claims.evidence import Evidence

__all__ = ["Claim", "Evidence", "all_claims", "claim", "find_claim"]
