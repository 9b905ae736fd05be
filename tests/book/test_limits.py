"""What a script or a claim used goes back to the system when it is done."""

from __future__ import annotations

import sys

import pytest

import limits

GLIBC = pytest.mark.skipif(sys.platform != "linux", reason="only the C library of Linux can be asked for it")


def freed_below_something_kept(count: int = 2000, size: int = 50_000) -> bytes:
    """Fill 100 MB with pieces, and keep but the last: what is free lies below it."""
    return [bytes(size) for _ in range(count)][-1]


@GLIBC
def test_memory_that_is_free_is_given_back():
    kept = freed_below_something_kept()
    before = limits.resident()
    limits.give_back(above=0)
    assert limits.resident() < before - 50
    assert len(kept) == 50_000


@GLIBC
def test_a_small_process_keeps_what_is_free():
    kept = freed_below_something_kept()
    before = limits.resident()
    limits.give_back(above=before + 1000)
    assert limits.resident() > before - 10
    assert len(kept) == 50_000
