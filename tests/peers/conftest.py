"""The table of peers that closes the run: method, peer, largest difference."""

from __future__ import annotations

import jax
import pytest

jax.config.update("jax_enable_x64", True)
DIFFERENCES: dict[tuple[str, str, str], dict[str, str]] = {}


@pytest.fixture
def note():
    """Write a difference into the table."""

    def write(method: str, peer: str, problem: str, kind: str, difference: float, wild: bool = False) -> None:
        DIFFERENCES.setdefault((method, peer, kind), {})[problem] = f"{difference:.1e}{'*' if wild else ' '}"

    return write


def pytest_terminal_summary(terminalreporter):
    """Print the table."""
    if not DIFFERENCES:
        return
    problems = list(dict.fromkeys(problem for row in DIFFERENCES.values() for problem in row))
    terminalreporter.section("largest relative difference of iterates over 200 steps, or over a whole loop")
    head = f"{'method':18}{'peer':22}{'kind':9}" + "".join(f"{problem:>17}" for problem in problems)
    terminalreporter.write_line(head)
    for (method, peer, kind), row in sorted(DIFFERENCES.items()):
        cells = "".join(f"{row.get(problem, ''):>17}" for problem in problems)
        terminalreporter.write_line(f"{method:18}{peer:22}{kind:9}{cells}")
    terminalreporter.write_line("* the run multiplies rounding: both were given the gradients along one path")
    terminalreporter.write_line("differs: a peer that does otherwise on purpose; end: last points of other paths")
    terminalreporter.write_line("by book: the book's own clipping and momentum, not those of the peer")
    terminalreporter.write_line(
        "resumed, no state: ends of a run that goes on from a file, with and without the optimizer's state"
    )
