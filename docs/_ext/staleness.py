"""Nothing stale: what was drawn or executed is redone when the package, the extensions or the pins change.

Sphinx-Gallery looks at a script only, and Sphinx at a page only.  Both forget here what they knew when the digest of
everything else that a result depends on is no longer the one that it was made with.  A build that did not end well
leaves a mark behind; the next one then reads every page again, so that it cannot pass by skipping what failed.
"""

from __future__ import annotations

import hashlib
import platform
import re
import shutil
from functools import cache
from importlib.metadata import version
from pathlib import Path

from sphinx.errors import ExtensionError
from sphinx.util import logging

import optbook

logger = logging.getLogger(__name__)
ROOT = Path(__file__).resolve().parents[2]
INPUTS = ("optbook/**/*", "docs/_ext/*.py", "docs/conf.py", "constraints.txt", "pyproject.toml")
LOOKS = ("docs/_static/**/*", "docs/_templates/**/*")
# Packages whose version shows in what is built.
MAKERS = (
    "numpy",
    "scipy",
    "scikit-learn",
    "matplotlib",
    "sphinx",
    "docutils",
    "myst-nb",
    "sphinx-gallery",
    "math-core",
)
# Pages that Sphinx and its extensions write without a source.
WITHOUT_SOURCE = {"404", "genindex", "py-modindex", "search"}


@cache
def digest() -> str:
    """SHA-256 of everything that results depend on besides their own page or script."""
    installed = [f"{name}=={version(name)}" for name in MAKERS]
    return hash_of(INPUTS, platform.python_version(), *installed)


def hash_of(patterns: tuple[str, ...], *words: str) -> str:
    """SHA-256 of files, by name and content, and of words."""
    seen = hashlib.sha256("\n".join(words).encode())
    found = {path for pattern in patterns for path in ROOT.glob(pattern) if path.is_file()}
    for path in sorted(path for path in found if "__pycache__" not in path.parts):
        seen.update(f"{path.relative_to(ROOT).as_posix()}\0".encode() + path.read_bytes())
    return seen.hexdigest()


def forget_figures(app, config) -> None:
    """Let Sphinx-Gallery run every script again when the digest is not that of its last run."""
    gallery = Path(app.srcdir) / config.sphinx_gallery_conf["gallery_dirs"]
    scripts = Path(app.srcdir) / config.sphinx_gallery_conf["examples_dirs"]
    for known in gallery.rglob("*.py.md5"):
        script = known.relative_to(gallery).with_suffix("")
        if not (scripts / script).exists():
            forget_script(gallery, script)
    for index in gallery.glob("*/index.rst"):
        if not (scripts / index.parent.name).is_dir():
            logger.info("staleness: the folder %s is gone, and its gallery", index.parent.name)
            shutil.rmtree(index.parent)
    stamp = gallery / "digest.txt"
    if stamp.exists() and stamp.read_text() == digest():
        return
    for known in gallery.rglob("*.md5"):
        known.unlink()
    gallery.mkdir(exist_ok=True)
    stamp.write_text(digest())


def forget_script(gallery: Path, script: Path) -> None:
    """Remove all that was made from a script that is no more."""
    logger.info("staleness: %s is gone, and what it drew", script)
    folder = (gallery / script).parent
    for made in [*folder.glob(f"{script.stem}.*"), *folder.glob(f"images/**/sphx_glr_{script.stem}_*")]:
        if re.fullmatch(rf"(?:sphx_glr_)?{script.stem}(?:_\d+.*|_thumb\..*|\..*)", made.name):
            made.unlink()


def pages_to_redo(app, env, added, changed, removed) -> set[str]:
    """Every page, when the digest is not the one that the pages were executed with."""
    redo = set() if getattr(env, "optbook_digest", None) == digest() else set(env.found_docs)
    env.optbook_digest = digest()
    return redo


def pages_to_write(app, env) -> list[str]:
    """Every page, when style sheets, fonts, scripts or templates changed: pages name them by their content."""
    looks = hash_of(LOOKS)
    again = [] if getattr(env, "optbook_looks", None) == looks else sorted(env.found_docs)
    env.optbook_looks = looks
    return again


def remove_pages_without_source(app) -> None:
    """Remove what was written for a page that is no more."""
    site = Path(app.outdir)
    for page in site.rglob("*.html"):
        docname = page.relative_to(site).with_suffix("").as_posix()
        if docname not in app.env.found_docs | WITHOUT_SOURCE and not docname.startswith("_"):
            logger.info("staleness: %s has no source any more, and is removed", docname)
            page.unlink()


def end(app, exception) -> None:
    """Take the mark away when the build ended well: no exception and no warning."""
    if exception is None and app.builder.format == "html":
        remove_pages_without_source(app)
    if exception is None and not app._warncount:
        mark(app).unlink()


def mark(app) -> Path:
    """The file that stands while a build has not ended well."""
    return Path(app.doctreedir) / "unfinished"


def setup(app):
    if not Path(optbook.__file__).is_relative_to(ROOT):
        raise ExtensionError(f"staleness: optbook is imported from {optbook.__file__}, takes the one beside docs/")
    Path(app.doctreedir).mkdir(parents=True, exist_ok=True)
    if mark(app).exists():
        logger.info("staleness: the last build did not end well; every page is read again")
        (Path(app.doctreedir) / "environment.pickle").unlink(missing_ok=True)
    mark(app).touch()
    app.connect("config-inited", forget_figures, priority=100)
    app.connect("env-get-outdated", pages_to_redo)
    app.connect("env-updated", pages_to_write)
    app.connect("build-finished", end)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
