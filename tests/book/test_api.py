"""The pages made from docstrings leave no module out."""

from __future__ import annotations

import re

from tree import PACKAGE, ROOT


def test_every_module_is_documented_once():
    text = " ".join(page.read_text(encoding="utf-8") for page in (ROOT / "docs/api").glob("*.md"))
    packages = re.findall(r"\{modules\} (\S+)", text)
    paths = [path.relative_to(ROOT) for path in PACKAGE if path.stem != "__init__" and "studies" not in path.parts]
    modules = [".".join(path.with_suffix("").parts) for path in paths]
    alone = [module for module in modules if module.rpartition(".")[0] not in packages]
    assert sorted(re.findall(r"automodule:: (\S+)", text)) == sorted(alone)
