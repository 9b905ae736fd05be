"""Data flows one way through the package."""

from __future__ import annotations

import pytest

from tree import PACKAGE, ROOT, imports, name

# Each layer may import those before it.
LAYERS = [
    {"storage", "validation"},
    {"provenance"},
    {"protocols"},
    {"projections", "schedules"},
    {"objectives", "models", "optimizers", "data", "noise"},
    {"trajectory"},
    {"analysis", "claims", "live", "study"},
    {"studies"},
    {"drawing"},
]
RANK = {part: rank for rank, layer in enumerate(LAYERS) for part in layer}
# What `from optbook import ...` reaches.
ROOTS = dict.fromkeys(("descend", "finish", "follow", "Trajectory"), "trajectory")
each_module = pytest.mark.parametrize("path", [p for p in PACKAGE if p != ROOT / "optbook/__init__.py"], ids=name)


def part(module: str) -> str:
    """The layer's member that a module of the package belongs to."""
    return module.removeprefix("optbook.").split(".")[0]


@each_module
def test_imports_go_one_way(path):
    here = RANK[path.relative_to(ROOT / "optbook").with_suffix("").parts[0]]
    inside = {part(module) for module in imports(path) if module.startswith("optbook.")}
    inside = {ROOTS.get(other, other) for other in inside} & set(RANK)
    assert {other for other in inside if RANK[other] > here} == set()


@each_module
def test_only_drawing_imports_matplotlib(path):
    foreign = {module.split(".")[0] for module in imports(path)}
    if path.parent.name != "drawing":
        assert not foreign & {"matplotlib", "mpl_toolkits", "pylab"}
    assert not foreign & {"sphinx", "docutils", "myst_nb", "IPython", "gallery", "docs"}
