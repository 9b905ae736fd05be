"""What all tests share: the pace of property tests and the checks of derivatives."""

from __future__ import annotations

import pytest
from hypothesis import settings

settings.register_profile("optbook", deadline=None, derandomize=True, max_examples=25, print_blob=True)
settings.load_profile("optbook")


def pytest_addoption(parser):
    parser.addoption("--base-seed", type=int, default=None, help="seed of every claim about a random quantity")


@pytest.fixture(scope="session")
def base_seed(request):
    """The seed given by ``--base-seed``, or None for the one that each claim has by default."""
    return request.config.getoption("--base-seed")
