"""A served site and a browser, once a process; the table of what was measured at the end."""

from __future__ import annotations

import math

import pytest

import harness


def pytest_configure(config):
    if not harness.executable():
        raise pytest.UsageError(harness.INSTALL)
    if not (harness.SITE / "index.html").exists():
        raise pytest.UsageError("no built site in docs/_build/html; `nox -s docs` builds it")


@pytest.fixture(scope="session")
def browser():
    with harness.browsing() as running:
        yield running


@pytest.fixture(scope="session")
def address():
    with harness.serving() as url:
        yield url


def cell(apart: float, steps: int) -> str:
    """A difference by its power of ten, and the steps that agree where not all do."""
    return ("0" if apart == 0 else f"{math.log10(apart):.1f}") + (f"/{steps}" if steps < 200 else "")


def pytest_terminal_summary(terminalreporter):
    rows: dict[str, list[dict]] = {}
    slow: dict[str, list[float]] = {}
    live: list[tuple] = []
    weights: list[tuple] = []
    for outcome in ("passed", "failed"):
        for report in terminalreporter.getreports(outcome):
            told = dict(report.user_properties)
            if "kind" in told:
                rows.setdefault(told["kind"], []).append(told)
            if "parity" in told:
                live.append(told["parity"])
            if "live" in told:
                weights.append(told["live"])
            if "paint" in told:
                slow.setdefault(told["paint"][0], []).append(told["paint"][1])
    write = terminalreporter.write_line
    for name, objectives, methods in sorted(live):
        terminalreporter.section(f"live figure {name}: largest relative difference to descend, as a power of ten")
        for place, label in enumerate(objectives):
            write(f"{place:3}: {label}")
        write(f"{'':28}" + "".join(f"{place:>8}" for place in range(len(objectives))))
        for label, cells in methods.items():
            parts = [cell(*cells[place]) if place in cells else "-" for place in range(len(objectives))]
            write(f"{label:28}" + "".join(f"{part:>8}" for part in parts))
    if live:
        write(
            "a number after / is how many steps agree, where not all 200 do: a last bit is amplified, or the noise ends"
        )
    if weights:
        page, size = max(weights, key=lambda told: told[1])
        write(f"live figures on {len(weights)} pages; scripts of the heaviest, {page}: {size / 1000:.1f} kB")
    if not rows:
        return
    terminalreporter.section("the site, by kind of page (the worst of each)")
    write(f"{'kind':16} {'pages':>5} {'requests':>8} {'kB':>6} {'CLS':>7} {'largest paint, s':>16}  axe violations")
    write(f"{'':62}1280 light, dark, 390 light, dark")
    for name, told in sorted(rows.items()):
        worst = {key: max(entry[key] for entry in told) for key in ("requests", "kilobytes", "shift")}
        axe = [sum(entry["axe"][place] for entry in told) for place in range(4)]
        paint = f"{max(slow[name]) / 1000:.2f}" if name in slow else "-"
        write(
            f"{name:16} {len(told):5} {worst['requests']:8} {worst['kilobytes']:6.0f} {worst['shift']:7.4f} "
            f"{paint:>16}  {', '.join(map(str, axe))}"
        )
    write("largest paint: 390 px, slow 4G (150 ms, 1.6 Mbit/s), processor 4 times slower, with what else runs")
