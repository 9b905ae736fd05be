"""A change redoes exactly what depends on it: the pages read, the figures drawn and the claims checked."""

from __future__ import annotations

import json
import re
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from small_book import CLAIM, FIGURE, SCRIPT, STUDY, SmallBook

# Two subjects that share nothing but the style: `good` descends with Adam, `other` with heavy ball and with data.
METHODS = {"good": ("Adam", "adam", ""), "other": ("HeavyBall", "heavy_ball", "from optbook.data import load\n")}
PAGES = {"made/good", "made/other"}
FIGURES = {"good", "other"}
CLAIMS = {"good", "other"}
NOTHING = (set(), set(), set())
MEASURED = {"what": "cold", "figures": 2, "runs": [{"wall": 3.0, "cpu": 4.0, "peak": 200.0}]}
COSTS = "```{build-costs} whole\n```\n\n"


def study_of(name: str) -> str:
    """A study that uses its own method."""
    method, _, more = METHODS[name]
    head = f"from optbook.claims import Evidence, claim\nfrom optbook.optimizers import {method}\n{more}"
    study = STUDY.replace("from optbook.claims import Evidence, claim\n", head)
    return study.replace("slope_is_a_fifth", f"slope_of_{name}")


def script_of(name: str) -> str:
    return SCRIPT.replace("made.good", f"made.{name}")


@dataclass
class Redone:
    """What a build did again."""

    pages: set[str]
    figures: set[str]
    claims: set[str]


class Two(SmallBook):
    """The two subjects, and a page that only stands there."""

    def __init__(self, root: Path):
        super().__init__(root)
        for name in METHODS:
            body = CLAIM.replace("good.slope_is_a_fifth", f"{name}.slope_of_{name}") + "\n"
            body += COSTS if name == "other" else ""
            self.write(f"gallery/made/{name}.py", script_of(name))
            self.page(name, body + FIGURE.replace("made/good", f"made/{name}"), study_of(name))

    def marks(self) -> tuple[dict[str, int], dict[str, int]]:
        """When each figure was last drawn, and each claim last checked."""
        drawn = {path.name.split(".")[0]: path.stat().st_mtime_ns for path in self.root.rglob("docs/gallery/**/*.md5")}
        entries = self.root.glob("build/studies/*slope_of_*")
        checked = {re.search(r"slope_of_(\w+)-", path.name)[1]: path.stat().st_mtime_ns for path in entries}
        return drawn, checked

    def redo(self) -> Redone:
        """Build, and tell what was done again."""
        drawn, checked = self.marks()
        time.sleep(0.01)
        code, told = self.build()
        assert code == 0, told
        drawn_now, checked_now = self.marks()
        return Redone(
            {page for page in re.findall(r"reading sources\.\.\. \[ *\d+%\] (\S+)", told) if page in PAGES},
            {name for name, when in drawn_now.items() if drawn.get(name) != when},
            {name for name, when in checked_now.items() if checked.get(name) != when},
        )


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    two = Two(tmp_path_factory.mktemp("two"))
    assert two.redo() == Redone(PAGES, FIGURES, CLAIMS)
    return two


def append(path: str):
    def change(book):
        text = (book.root / path).read_text(encoding="utf-8")
        book.write(path, text + "\n# Another word.\n")

    return change


def another_version(library: str):
    def change(book):
        book.write(f"{library.replace('-', '_')}-999.dist-info/METADATA", f"Name: {library}\nVersion: 999\n")

    return change


@pytest.mark.parametrize(
    ("change", "pages", "figures", "claims"),
    [
        pytest.param(lambda book: None, *NOTHING, id="nothing"),
        pytest.param(
            lambda book: book.replace("docs/made/good.md", "The slope is", "Here the slope is"),
            {"made/good"},
            set(),
            set(),
            id="the text of a page",
        ),
        pytest.param(
            lambda book: book.replace("gallery/made/good.py", "[0, 1], [0, slope()]", "[0, 2], [0, slope()]"),
            {"made/good"},
            {"good"},
            set(),
            id="a script",
        ),
        pytest.param(append("gallery/made/good.py"), set(), {"good"}, set(), id="a script that draws the same"),
        pytest.param(append("optbook/studies/made/good.py"), {"made/good"}, {"good"}, {"good"}, id="a study"),
        pytest.param(append("optbook/optimizers/adam.py"), {"made/good"}, {"good"}, {"good"}, id="an optimizer"),
        pytest.param(append("optbook/optimizers/yogi.py"), *NOTHING, id="an optimizer that nobody uses"),
        pytest.param(append("optbook/protocols.py"), PAGES, FIGURES, CLAIMS, id="what both methods import"),
        pytest.param(append("optbook/data.py"), {"made/other"}, {"other"}, {"other"}, id="data"),
        pytest.param(append("optbook/drawing/style.py"), set(), FIGURES, set(), id="a style that draws the same"),
        pytest.param(
            lambda book: book.replace("optbook/drawing/style.py", '"lines.linewidth": ', '"lines.linewidth": 1 + '),
            PAGES,
            FIGURES,
            set(),
            id="the style",
        ),
        pytest.param(append("docs/_ext/mistake.py"), PAGES, set(), set(), id="an extension"),
        pytest.param(append("docs/_ext/scraper.py"), PAGES, FIGURES, set(), id="what saves figures"),
        pytest.param(append("docs/conf.py"), PAGES, FIGURES, set(), id="the configuration"),
        pytest.param(another_version("numpy"), PAGES, FIGURES, CLAIMS, id="the version of numpy"),
        pytest.param(another_version("matplotlib"), PAGES, FIGURES, set(), id="the version of matplotlib"),
        pytest.param(another_version("math-core"), PAGES, set(), set(), id="the version of math-core"),
        pytest.param(
            lambda book: book.write("docs/_build/bench.json", json.dumps({"cores": 2, "whole": [MEASURED]})),
            {"made/other"},
            set(),
            set(),
            id="what building was measured to cost",
        ),
        pytest.param(another_version("ruff"), *NOTHING, id="the version of what makes nothing"),
    ],
)
def test_a_change_redoes_exactly_what_depends_on_it(book, change, pages, figures, claims):
    change(book)
    assert book.redo() == Redone(pages, figures, claims)
    assert book.redo() == Redone(*NOTHING), "what has been redone rests"


def test_what_a_page_offers_is_the_script_as_it_is_now(tmp_path):
    book = SmallBook(tmp_path)
    assert book.build()[0] == 0
    append("gallery/made/good.py")(book)
    assert book.build()[0] == 0
    offered = re.findall(r'href="\.\./(_downloads/\w+/good\.\w+)"', book.html("made/good.html"))
    assert offered
    for link in offered:
        assert "Another word" in (book.root / "build/html" / link).read_text(encoding="utf-8"), link
