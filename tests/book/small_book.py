"""A small book that is built as the real one, with pages of its own."""

from __future__ import annotations

import os
import re
import resource
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

INDEX = """# Book

```{{toctree}}
:numbered:

{pages}
```

```{{toctree}}
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
    "README.md",
    "LICENSE",
)


class SmallBook:
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

    def fill(self, pages: int, each: int) -> None:
        """Pages of `each` figures and one claim instead of the first one."""
        for path in ("gallery/made/good.py", "docs/made/good.md", "optbook/studies/made/good.py"):
            (self.root / path).unlink()
        for number in range(pages):
            name = f"page_{number:04}"
            figures = [f"{name}_figure_{k}" for k in range(each)]
            for figure in figures:
                self.write(f"gallery/made/{figure}.py", SCRIPT.replace("made.good", f"made.{name}"))
            shown = [FIGURE.replace("made/good", f"made/{figure}") for figure in figures]
            body = CLAIM.replace("good.slope", f"{name}.slope") + "\n" + "\n".join(shown)
            self.page(name, body)

    def command(self) -> list[str]:
        """What builds it."""
        options = ["-W", "-n", "-d", "build/doctrees", "-b", "html"]
        return [sys.executable, "-m", "sphinx", *options, "docs", "build/html"]

    def environment(self, **settings: str) -> dict[str, str]:
        """The environment of a build."""
        return os.environ | {"PYTHONPATH": str(self.root), "NO_COLOR": "1"} | settings

    def build(self, limit: int | None = None, **settings: str) -> tuple[int, str]:
        """Exit code and what was printed.

        Parameters
        ----------
        limit : int, optional
            Bytes that a file may have at most.
        settings : str
            Variables of the environment.
        """
        most = resource.RLIM_INFINITY if limit is None else limit
        ran = subprocess.run(
            self.command(), cwd=self.root, env=self.environment(**settings), capture_output=True, text=True,
            timeout=300, check=False, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),
        )  # fmt: skip
        return ran.returncode, ran.stdout + ran.stderr

    def repeat(self, told: str, path: str) -> tuple[int, str]:
        """What comes of the command that a build told for `path`."""
        (command,) = set(re.findall(rf"^alone: (.* {re.escape(path)})$", told, re.M))
        environment = self.environment()
        ran = subprocess.run(
            command.split(), cwd=self.root, env=environment, capture_output=True, text=True, timeout=100, check=False
        )
        return ran.returncode, ran.stdout + ran.stderr

    def html(self, path: str) -> str:
        """A built page."""
        return (self.root / "build/html" / path).read_text(encoding="utf-8")
