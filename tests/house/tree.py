"""The parts of the repository, for the rules about them."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = sorted((ROOT / "optbook").rglob("*.py"))
SCRIPTS = sorted((ROOT / "gallery").rglob("*.py"))
STUDIES = sorted(path for path in (ROOT / "optbook/studies").glob("*/*.py") if path.name != "__init__.py")
CHAPTERS = sorted(path.parent for path in (ROOT / "optbook/studies").glob("*/__init__.py"))


def name(path: Path) -> str:
    """A path as it is named in a test's id."""
    return path.relative_to(ROOT).as_posix()


def imports(path: Path) -> set[str]:
    """Every module that a Python file imports, by full name."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


@dataclass(frozen=True)
class Page:
    """A page of the book, taken apart.

    Attributes
    ----------
    path : Path
    matter : dict
        Front matter.
    cells : list of str
        Source of each executed cell.
    text : str
        What is left without front matter and code.
    """

    path: Path
    matter: dict[str, object]
    cells: list[str]
    text: str

    @property
    def inputs(self) -> dict[str, str]:
        """Decimals that the page's formulas may have, each with its reason."""
        return dict(self.matter.get("inputs", {}))

    @property
    def prose(self) -> str:
        """The text without math, inline code, roles, and the targets of links and directives."""
        text = re.sub(r"^(`{3,}\{live-figure\}[^\n]*\n)---\n.*?^---$", r"\1", self.text, flags=re.M | re.S)  # settings
        text = re.sub(r"^ *[`:]{3,}(?:\{[\w:-]+\})?", " ", text, flags=re.M)  # fences; the title after one is prose
        text = re.sub(MATH, " ", text)
        text = re.sub(r"(?:\{(?!math\})[\w:-]+\})?`[^`\n]*`", " ", text)
        return re.sub(r"\]\([^)\n]*\)", "] ", text)

    @property
    def math(self) -> list[str]:
        """Every formula."""
        return [match[0] for match in re.finditer(MATH, self.text)]


MATH = re.compile(r"\$\$.*?\$\$|(?<![\\$])\$[^$]+\$", re.S)


def read(path: Path) -> Page:
    """Take a page apart."""
    source = path.read_text(encoding="utf-8")
    matter: dict[str, object] = {}
    if source.startswith("---\n"):
        head, source = source[4:].split("\n---\n", 1)
        matter = yaml.safe_load(head)
    fenced = r"^([`:]{3,})(?:\{code-cell\}|(?!text\b)\w)[^\n]*\n(.*?)^\1$"
    cells = [match[2] for match in re.finditer(fenced, source, re.M | re.S) if "{code-cell}" in match[0].split("\n")[0]]
    text = re.sub(fenced, "", source, flags=re.M | re.S)
    return Page(path, matter, cells, text)


def pages() -> list[Page]:
    """Every page that is written by hand."""
    made = (ROOT / "docs/gallery", ROOT / "docs/_build")
    return [read(path) for path in sorted((ROOT / "docs").rglob("*.md")) if not any(m in path.parents for m in made)]
