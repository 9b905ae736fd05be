"""Times in processor seconds, the best of several rounds, and the table of ratios that closes the run."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

ROWS: list[tuple[str, str, str]] = []


@pytest.fixture
def seconds():
    """Best time of each function, all taken in turn, so that a busy moment meets every one of them."""

    def measure(*functions: Callable[[], object], rounds: int = 15) -> list[float]:
        best = [float("inf")] * len(functions)
        for _ in range(rounds):
            for i, function in enumerate(functions):
                start = time.process_time()
                function()
                best[i] = min(best[i], time.process_time() - start)
        return best

    return measure


@pytest.fixture
def note():
    """Write what was measured and its limit into the table."""
    return lambda what, measured, limit: ROWS.append((what, measured, limit))


def pytest_terminal_summary(terminalreporter):
    """Print the table."""
    if ROWS:
        terminalreporter.section("processor time, best of the rounds")
        for what, measured, limit in ROWS:
            terminalreporter.write_line(f"{what:66}{measured:>12}  {limit}")
