"""Live figures of a small book: what they need comes along, and what is wrong fails the build with its place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from small_book import CLAIM, FIGURE, PAGE, SIMPLE, SmallBook

LIVE = """```{{live-figure}} {still}
---
objectives: {objective}
methods: |
  GradientDescent(lr)
  {method}
sliders: |
  lr = 0.1 in [0.01, {most}] log, rate
  steps = 20 in [1, 50] whole, steps
---
To be tried.
```
"""


def live(still="made/good", objective="Saddle()", method="HeavyBall(lr)", most="1"):
    """A live figure."""
    return LIVE.format(still=still, objective=objective, method=method, most=most)


@pytest.fixture
def book(tmp_path):
    return SmallBook(tmp_path)


def test_a_figure_brings_its_script_and_leaves_out_what_cannot_be_traced(book):
    book.page("good", CLAIM + "\n" + FIGURE + "\n" + live(method="Newton(objective)"))
    book.page("other", live(), SIMPLE)
    code, told = book.build()
    assert code == 0, told
    assert "live figure made-good-1: Newton is left out: np.linalg.solve is not recorded" in told
    page = book.html("made/good.html")
    script = book.root / "build/html/made" / re.search(r'data-live="([^?"]+)', page)[1]
    assert "optbookLive" in script.read_text(encoding="utf-8")
    assert "live_near.js" in page
    assert "live-without" in page
    assert page.count("sphx_glr_good_001.svg") == 1, "the figure of the page stands for it"
    assert "live-still" in book.html("made/other.html")
    assert "live_near.js" not in book.html("index.html")

    before = script.read_text(encoding="utf-8")
    book.replace("optbook/objectives/saddle.py", "np.stack([2 * a, -2 * b]", "np.stack([3 * a, -2 * b]")
    code, told = book.build()
    assert code == 0, told
    assert script.read_text(encoding="utf-8") != before, "a change of an objective reaches its script"

    book.page("good", CLAIM + "\n" + FIGURE)
    code, told = book.build()
    assert code == 0, told
    assert not script.exists(), "a script that no page needs is removed"


FAULTS = {
    "method": (live(method="HeavyBll(lr)"), "unknown name HeavyBll; known are ADOPT, "),
    "objective": (live(objective="Sadle()"), "unknown name Sadle"),
    "slider": (live(method="HeavyBall(lr, beta)"), "unknown name beta; sliders are lr, "),
    "range": (live(most="wide"), "slider: got 'lr = 0.1 in [0.01, wide] log, rate'"),
    "ends": (live(objective="DoubleWell(lr)", most="9"), "tilt: got 9.0"),
    "still": (live(still="made/none"), "no figure made/none"),
    "empty": (live().replace("To be tried.\n", ""), "has no caption"),
    "lacking": (live().replace("methods", "means"), "live-figure"),
}


def test_each_fault_is_told_with_its_place(book):
    for name, (body, _) in FAULTS.items():
        book.page(name, body, SIMPLE)
    code, told = book.build()
    assert code != 0
    line = PAGE[: PAGE.index("{body}")].count("\n") + 1
    for name, (_, why) in FAULTS.items():
        assert re.search(rf"docs/made/{name}\.md:{line}: (ERROR|WARNING).*{re.escape(why)}", told), (name, told)


def test_the_darker_the_more_a_step_leaves_in_both_modes():
    """As in the raster of the map of rates, whose colors do not change with the mode."""
    css = (Path(__file__).parents[2] / "docs/_static/book.css").read_text(encoding="utf-8")
    rows = re.findall(r"--live-s0: .*?--live-s4: \S+", css)
    assert len(rows) == 3
    for row in rows:
        brightness = [sum(bytes.fromhex(color)) for color in re.findall("#([0-9a-f]{6})", row)]
        assert len(brightness) == 5
        assert brightness == sorted(brightness, reverse=True)
