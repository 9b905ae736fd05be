"""A small book, built as the real one: what is wrong fails the build with its place, and nothing stale survives."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

INDEX = """# Book

```{{toctree}}
:numbered:

{pages}
gallery/index
```
"""
PAGE = """---
file_format: mystnb
kernelspec:
  name: python3
---

# {name}

```{{code-cell}} ipython3
:tags: [remove-cell]

from myst_nb import glue
from optbook.studies.made.{name} import slope

glue("slope", slope(), display=False)
```

The slope is {{glue:text}}`slope:.2f`.

{body}
"""
SIMPLE = '''"""No claim."""


def slope() -> float:
    """The slope."""
    return 1.0
'''
STUDY = '''"""A made study."""

from optbook.claims import Evidence, claim

SLOPE = 0.2


def slope() -> float:
    """The slope."""
    return SLOPE


@claim
def slope_is_a_fifth() -> Evidence:
    """Five slopes make a whole: $5 s = 1$."""
    return Evidence(abs(5 * slope() - 1) < 1e-12, {"slope": slope()})
'''
SCRIPT = '''"""
A line
======

A line with a slope.
"""

import matplotlib.pyplot as plt

from optbook.drawing import describe, use_style
from optbook.studies.made.good import slope

use_style()

# %%
# Draw it.
fig, ax = plt.subplots()
ax.plot([0, 1], [0, slope()])
describe(fig, "A line.")

# %%
# It rises.
'''
CLAIM = "```{claim} made.good.slope_is_a_fifth\n```\n"
FIGURE = "```{gallery-figure} made/good\nA line.\n```\n"
COPIED = (
    "docs/conf.py",
    "docs/repeat.py",
    "docs/_headers",
    "docs/references.bib",
    "constraints.txt",
    "pyproject.toml",
)


class Book:
    """A copy of what builds the book, with pages of its own."""

    def __init__(self, root: Path):
        self.root = root
        shutil.copytree(ROOT / "optbook", root / "optbook", ignore=shutil.ignore_patterns("__pycache__", "studies"))
        for part in ("_ext", "_static", "_templates"):
            shutil.copytree(ROOT / "docs" / part, root / "docs" / part, ignore=shutil.ignore_patterns("__pycache__"))
        for part in COPIED:
            shutil.copy(ROOT / part, root / part)
        self.write("optbook/studies/__init__.py", '"""Studies."""\n')
        self.write("optbook/studies/made/__init__.py", '"""Made studies."""\n')
        self.write("gallery/GALLERY_HEADER.rst", "Figures\n=======\n")
        self.write("gallery/made/GALLERY_HEADER.rst", "Made\n----\n")
        self.write("gallery/made/good.py", SCRIPT)
        self.page("good", CLAIM + "\n" + FIGURE)

    def write(self, path: str, text: str) -> None:
        """Write a file, and its folders."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def replace(self, path: str, old: str, new: str) -> None:
        """Change a file."""
        text = (self.root / path).read_text(encoding="utf-8")
        assert old in text
        self.write(path, text.replace(old, new))

    def page(self, name: str, body: str, study: str = STUDY) -> None:
        """Add a page with its study."""
        self.write(f"docs/made/{name}.md", PAGE.format(name=name, body=body))
        self.write(f"optbook/studies/made/{name}.py", study)
        names = sorted(path.stem for path in (self.root / "docs/made").glob("*.md"))
        self.write("docs/index.md", INDEX.format(pages="\n".join(f"made/{stem}" for stem in names)))

    def build(self) -> tuple[int, str]:
        """Exit code and what was printed."""
        command = [
            sys.executable,
            "-m",
            "sphinx",
            "-W",
            "-n",
            "-d",
            "build/doctrees",
            "-b",
            "html",
            "docs",
            "build/html",
        ]
        environment = os.environ | {"PYTHONPATH": str(self.root), "NO_COLOR": "1"}
        ran = subprocess.run(
            command, cwd=self.root, env=environment, capture_output=True, text=True, timeout=300, check=False
        )
        return ran.returncode, ran.stdout + ran.stderr

    def repeat(self, told: str, path: str) -> tuple[int, str]:
        """What comes of the command that a build told for `path`."""
        (command,) = set(re.findall(rf"^alone: (.* {re.escape(path)})$", told, re.M))
        environment = os.environ | {"PYTHONPATH": str(self.root)}
        ran = subprocess.run(
            command.split(), cwd=self.root, env=environment, capture_output=True, text=True, timeout=100, check=False
        )
        return ran.returncode, ran.stdout + ran.stderr

    def html(self, path: str) -> str:
        """A built page."""
        return (self.root / "build/html" / path).read_text(encoding="utf-8")


@pytest.fixture
def book(tmp_path):
    return Book(tmp_path)


def test_a_change_in_the_package_redraws_and_executes_again_and_fails_the_claim(book):
    code, told = book.build()
    assert code == 0, told
    assert "0.20" in book.html("made/good.html")
    figure = book.root / "docs/gallery/made/images/sphx_glr_good_001.svg"
    before = figure.read_bytes()

    book.replace("optbook/studies/made/good.py", "SLOPE = 0.2", "SLOPE = 0.3")
    code, told = book.build()
    assert code != 0
    assert "claim: made.good.slope_is_a_fifth does not hold" in told
    assert "docs/made/good.md" in told
    assert figure.read_bytes() != before

    code, told = book.build()
    assert code != 0, "a build that failed fails again"
    assert "claim: made.good.slope_is_a_fifth does not hold" in told

    book.replace("optbook/studies/made/good.py", "SLOPE = 0.3", "SLOPE = 0.2")
    code, told = book.build()
    assert code == 0, told
    assert figure.read_bytes() == before


def test_a_folder_of_figures_that_is_removed_leaves_nothing_behind(book):
    book.write("gallery/other/GALLERY_HEADER.rst", "Other\n-----\n")
    book.write("gallery/other/line.py", SCRIPT)
    code, told = book.build()
    assert code == 0, told
    assert (book.root / "build/html/gallery/other/line.html").exists()

    shutil.rmtree(book.root / "gallery/other")
    code, told = book.build()
    assert code == 0, told
    assert not (book.root / "docs/gallery/other").exists()
    assert not (book.root / "build/html/gallery/other/line.html").exists()


def test_each_fault_of_a_page_is_told_with_its_place(book):
    other = STUDY.replace("slope_is_a_fifth", "nobody_cites_this")
    book.page("uncited", "", other)
    book.page("missing", "```{claim} made.missing.not_there\n```\n", SIMPLE)
    book.page("tex", r"$\unheardof{x}$", SIMPLE)
    book.page("cell", "```{code-cell} ipython3\nx = 0\n1 / x\n```\n", SIMPLE)
    book.page("false", CLAIM.replace("good", "false"), STUDY.replace("SLOPE = 0.2", "SLOPE = 0.3"))
    book.page("drawing", "```{gallery-figure} made/none\nNo.\n```\n", SIMPLE)
    book.page("unsolved", "```{exercise} ex-one One\nWhat?\n```\n", SIMPLE)
    code, told = book.build()
    assert code != 0
    line = PAGE[: PAGE.index("{body}")].count("\n") + 1
    assert "claim: made.uncited.nobody_cites_this" in told
    assert "is not cited on its page made/uncited" in told
    assert f"docs/made/missing.md:{line}: ERROR" in told
    assert "no claim made.missing.not_there" in told
    assert f"docs/made/tex.md:{line}: ERROR: math:" in told
    assert f"docs/made/cell.md:{line}: ERROR: cell: line 2 fails with ZeroDivisionError" in told
    assert "no figure made/none" in told
    assert f"docs/made/unsolved.md:{line}: ERROR: exercise: ex-one has no solution" in told
    assert f"docs/made/false.md:{line}: ERROR: claim: made.false.slope_is_a_fifth does not hold" in told
    for page, fault in (
        ("cell", f"cell.md:{line + 2}: ZeroDivisionError"),
        ("false", f"false.md:{line}: claim made.false"),
    ):
        code, repeated = book.repeat(told, f"docs/made/{page}.md")
        assert code != 0
        assert fault in repeated


def test_a_build_tells_what_took_how_long_and_what_is_left(book):
    code, told = book.build()
    assert code == 0, told
    assert re.search(r"^drawn: good\.py in \d+\.\d s; 0 left$", told, re.M)
    assert re.search(r"^read: made/good in \d+\.\d s; \d left$", told, re.M)
    left = [int(count) for count in re.findall(r"^read: .*; (\d+) left$", told, re.M)]
    assert sorted(left) == list(range(len(left)))
    assert "alone:" not in told


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('describe(fig, "A line.")\n', "", "no alternative text"),
        ("ax.plot([0, 1], [0, slope()])", 'ax.plot([0, 1], [0, slope()], color="#123456")', "#123456"),
        ("ax.plot([0, 1], [0, slope()])", "ax.plot([0, 1], [0, 1 / 0])", "ZeroDivisionError"),
    ],
)
def test_a_fault_of_a_script_names_the_script(book, old, new, told):
    book.replace("gallery/made/good.py", old, new)
    code, printed = book.build()
    assert code != 0
    assert told in printed
    assert "made/good.py" in printed
    code, repeated = book.repeat(printed, "gallery/made/good.py")
    assert code != 0
    assert told in repeated
    assert book.build()[0] != 0, "a build that failed fails again"
