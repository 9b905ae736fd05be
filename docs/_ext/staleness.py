"""Nothing stale: what was drawn or executed is redone when the package, the extensions or the pins change.

Sphinx-Gallery looks at a script only, and Sphinx at a page only.  Both forget here what they knew when the digest of
everything else that a result depends on is no longer the one that it was made with.  A build that did not end well
leaves a mark behind; the next one then reads every page again, so that it cannot pass by skipping what failed.
"""

from __future__ import annotations

import hashlib
import platform
from pathlib import Path

from sphinx.util import logging

logger = logging.getLogger(__name__)
ROOT = Path(__file__).resolve().parents[2]
INPUTS = ("optbook/**/*.py", "docs/_ext/*.py", "docs/conf.py", "constraints.txt", "pyproject.toml")


def digest(root: Path = ROOT) -> str:
    """SHA-256 of everything that results depend on besides their own page or script."""
    seen = hashlib.sha256(platform.python_version().encode())
    for path in sorted(path for pattern in INPUTS for path in root.glob(pattern)):
        seen.update(f"{path.relative_to(root).as_posix()}\0".encode() + path.read_bytes())
    return seen.hexdigest()


def forget_figures(app, config) -> None:
    """Let Sphinx-Gallery run every script again when the digest is not that of its last run."""
    gallery = Path(app.srcdir) / config.sphinx_gallery_conf["gallery_dirs"]
    stamp = gallery / "digest.txt"
    if stamp.exists() and stamp.read_text() == digest():
        return
    for known in gallery.rglob("*.md5"):
        known.unlink()
    gallery.mkdir(exist_ok=True)
    stamp.write_text(digest())


def pages_to_redo(app, env, added, changed, removed) -> set[str]:
    """Every page, when the digest is not the one that the pages were executed with."""
    redo = set() if getattr(env, "optbook_digest", None) == digest() else set(env.found_docs)
    env.optbook_digest = digest()
    return redo


def end(app, exception) -> None:
    """Take the mark away when the build ended well: no exception and no warning."""
    if exception is None and not app._warncount:
        mark(app).unlink()


def mark(app) -> Path:
    """The file that stands while a build has not ended well."""
    return Path(app.doctreedir) / "unfinished"


def setup(app):
    Path(app.doctreedir).mkdir(parents=True, exist_ok=True)
    if mark(app).exists():
        logger.info("staleness: the last build did not end well; every page is read again")
        (Path(app.doctreedir) / "environment.pickle").unlink(missing_ok=True)
    mark(app).touch()
    app.connect("config-inited", forget_figures, priority=100)
    app.connect("env-get-outdated", pages_to_redo)
    app.connect("build-finished", end)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
