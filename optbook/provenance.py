"""What a result depends on: the modules of the package that its source imports, itself or through others.

The imports are read from the sources; nothing is executed.  A name that a package only passes on, such as ``Adam`` in
``from optbook.optimizers import Adam``, leads to the module that defines it and to no other.  A module that imports
by names made at run time depends on the whole package.
"""

from __future__ import annotations

import ast
import hashlib
import json
import os
import platform
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

from optbook import storage
from optbook.storage import FOLDER

ROOT = Path(__file__).resolve().parent
PACKAGE = ROOT.name
DYNAMIC = {"importlib", "pkgutil"}
# What results are computed with, besides the package.
LIBRARIES = ("numpy", "scipy", "scikit-learn")


@cache
def modules() -> dict[str, Path]:
    """Every module of the package by its full name."""
    found = {}
    for path in sorted(ROOT.rglob("*.py")):
        parts = path.relative_to(ROOT.parent).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def parsed(module: str) -> ast.Module:
    """Syntax tree of a module; all of them together would take 50 MB."""
    return ast.parse(modules()[module].read_text(encoding="utf-8"))


def imports(tree: ast.Module, module: str = "") -> frozenset[str]:
    """Modules of the package that a source imports itself.

    Parameters
    ----------
    tree : ast.Module
    module : str
        Its full name, if it stands in the package: relative imports start there.
    """
    found: set[str] = set()
    for node in _statements(tree):
        if isinstance(node, ast.Import):
            names = {alias.name for alias in node.names}
            found |= {name for name in names if name in modules()}
            found |= set(modules()) if names & DYNAMIC else set()
        elif isinstance(node, ast.ImportFrom):
            origin = _origin(node, module)
            if origin in modules():
                found |= {_definer(origin, alias.name) for alias in node.names}
            elif origin == "importlib" and any(alias.name == "import_module" for alias in node.names):
                found |= set(modules())
    return frozenset(found)


def _statements(node: ast.AST) -> Iterator[ast.stmt]:
    """Every statement below a node; expressions, the bulk of a tree, hold none."""
    for part in ("body", "orelse", "finalbody", "handlers", "cases"):
        below = getattr(node, part, ())
        for statement in below if isinstance(below, list) else ():
            yield statement
            yield from _statements(statement)


def _origin(node: ast.ImportFrom, module: str) -> str:
    """Full name of what stands between ``from`` and ``import``."""
    if not node.level:
        return node.module or ""
    is_package = module in modules() and modules()[module].stem == "__init__"
    above = module.split(".")[: len(module.split(".")) - node.level + is_package]
    return ".".join([*above, *([node.module] if node.module else [])])


@cache
def _definer(module: str, name: str) -> str:
    """Full name of the module that defines `name`, as it is found in `module`."""
    if f"{module}.{name}" in modules():
        return f"{module}.{name}"
    if name in _passed_on(module):
        return _definer(*_passed_on(module)[name])
    return module


@cache
def _passed_on(module: str) -> dict[str, tuple[str, str]]:
    """What a package imports from its modules: the names that it offers, each with its origin and its name there."""
    if modules()[module].stem != "__init__":
        return {}
    return {
        alias.asname or alias.name: (origin, alias.name)
        for node in parsed(module).body
        if isinstance(node, ast.ImportFrom) and (origin := _origin(node, module)) in modules()
        for alias in node.names
    }


def direct(module: str) -> frozenset[str]:
    """Modules of the package that a module imports itself."""
    return graph()[module]


@cache
def graph() -> dict[str, frozenset[str]]:
    """What each module of the package imports itself.

    Reading every source takes most of a second.  Where the environment variable ``OPTBOOK_STUDIES`` names a folder,
    the answer is stored there, under a digest of all sources.
    """
    if FOLDER not in os.environ:
        return _read_sources()
    entry = Path(os.environ[FOLDER]) / f"imports-{digest(modules(), ())[:32]}"
    kept = storage.read(entry)
    if kept is None:
        for older in entry.parent.glob("imports-*"):
            older.unlink(missing_ok=True)
        kept = json.dumps({name: sorted(needed) for name, needed in _read_sources().items()}).encode()
        storage.write(entry, kept)
    return {name: frozenset(needed) for name, needed in json.loads(bytes(kept)).items()}


def _read_sources() -> dict[str, frozenset[str]]:
    return {module: imports(parsed(module), module) for module in modules()}


@cache
def closure(module: str) -> frozenset[str]:
    """A module and all that it imports, itself or through others."""
    found, ahead = set(), [module]
    while ahead:
        at = ahead.pop()
        if at not in found:
            found.add(at)
            ahead += direct(at)
    return frozenset(found)


def needed_by(source: str) -> frozenset[str]:
    """Modules of the package that a script, or the cells of a page, need.

    Raises
    ------
    SyntaxError
        When `source` is not Python.
    """
    return frozenset().union(*map(closure, imports(ast.parse(source))))


def digest(names: Iterable[str], libraries: Iterable[str] = LIBRARIES, *more: bytes) -> str:
    """SHA-256 of modules by name and content, of the versions of Python and of `libraries`, and of more."""
    told = [platform.python_version(), platform.machine(), *map(_release, libraries)]
    seen = hashlib.sha256("\n".join(told).encode())
    for name in sorted(names):
        seen.update(f"\0{name}\0".encode() + _content(name))
    for piece in more:
        seen.update(b"\0" + hashlib.sha256(piece).digest())
    return seen.hexdigest()


@cache
def _release(library: str) -> str:
    return f"{library}=={version(library)}"


@cache
def _content(module: str) -> bytes:
    """SHA-256 of its source: hundreds of digests are asked for in a build, each of tens of modules."""
    return hashlib.sha256(modules()[module].read_bytes()).digest()
