"""A method is one module, one export line, a line of the contract's table, a test, a script and a section of a page."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tree import ROOT, SCRIPTS, STUDIES, imports

# Methods of pages that are not written yet.  A line counts until its page is there, and must go then.
AWAITED = {
    "Blockwise": "curvature/muon",
    "SharpnessAware": "stability/sam",
}


def methods(root: Path = ROOT) -> dict[str, str]:
    """Every method, by class name, and the module that it stands in: classes with an ``update``."""
    found = {}
    for module in sorted((root / "optbook/optimizers").glob("*.py")):
        for node in ast.parse(module.read_text(encoding="utf-8")).body:
            parts = [part.name for part in getattr(node, "body", []) if isinstance(part, ast.FunctionDef)]
            if isinstance(node, ast.ClassDef) and ("update" in parts or _inherits(node)):
                found[node.name] = module.stem
    return {name: module for name, module in found.items() if not name.startswith("_")}


def _inherits(node: ast.ClassDef) -> bool:
    """Whether a class takes its ``update`` from another method or wrapper."""
    return any(ast.unparse(base) not in {"NamedTuple", "Protocol"} for base in node.bases)


def missing(name: str, module: str, root: Path = ROOT) -> list[str]:
    """What the method `name` of ``optbook/optimizers/<module>.py`` lacks, each as what has to be made."""

    def says(path: str, pattern: str) -> bool:
        file = root / path
        return file.exists() and re.search(pattern, file.read_text(encoding="utf-8")) is not None

    word = rf"\b{name}\b"
    users = [path for path in STUDIES if re.search(word, path.read_text(encoding="utf-8"))]
    studies = {".".join(path.relative_to(root).with_suffix("").parts) for path in users if path.is_relative_to(root)}
    scripts = [path for path in SCRIPTS if re.search(word, path.read_text(encoding="utf-8")) or studies & imports(path)]
    pages = [path for path in (root / "docs").glob("*/*.md") if path.parent.name not in {"api", "back", "_build"}]
    wanted = {
        f"a line in optbook/optimizers/__init__.py that exports {name}": says(
            "optbook/optimizers/__init__.py", rf"import .*{word}"
        ),
        f"tests/optimizers/test_{module}.py": says(f"tests/optimizers/test_{module}.py", word),
        f"a line for {name} in CASES of tests/optimizers/test_contract.py": says(
            "tests/optimizers/test_contract.py", f'"{name}": '
        ),
        f"a script in gallery/ that runs {name}, itself or by a study": bool(scripts),
        f"a section of a page in docs/ that uses {name}, itself or by a study": bool(users)
        or any(re.search(word, page.read_text(encoding="utf-8")) for page in pages),
    }
    return [piece for piece, there in wanted.items() if not there]


@pytest.mark.parametrize(("name", "module"), methods().items())
def test_no_piece_of_a_method_is_missing(name, module):
    pieces = missing(name, module)
    if name in AWAITED and not (ROOT / f"docs/{AWAITED[name]}.md").exists():
        pieces = [piece for piece in pieces if not piece.startswith(("a script", "a section"))]
    assert not pieces, f"{name} lacks: " + "; ".join(pieces)


def test_no_method_is_awaited_by_a_page_that_is_there():
    assert not [name for name, page in AWAITED.items() if (ROOT / f"docs/{page}.md").exists()]


def test_awaited_methods_are_methods():
    assert set(AWAITED) <= set(methods())


def test_each_piece_of_a_new_method_is_named(tmp_path):
    folder = tmp_path / "optbook/optimizers"
    folder.mkdir(parents=True)
    source = "class FrogLeap:\n    def init(self, x): ...\n    def update(self, grad, state, x): ...\n"
    (folder / "frog_leap.py").write_text(source)
    assert methods(tmp_path) == {"FrogLeap": "frog_leap"}
    pieces = missing("FrogLeap", "frog_leap", tmp_path)
    assert [piece.split(" ")[0] for piece in pieces] == ["a", "tests/optimizers/test_frog_leap.py", "a", "a", "a"]
    (folder / "__init__.py").write_text("from optbook.optimizers.frog_leap import FrogLeap\n")
    assert pieces[1:] == missing("FrogLeap", "frog_leap", tmp_path)
