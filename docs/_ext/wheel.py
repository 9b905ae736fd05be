"""The package itself in the site, as a wheel, which scripts and notebooks that are taken away need.

Its bytes depend on the package only.  It is made where the package, or what describes it, has changed.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import optbook
import staleness
from optbook import storage

FOLDER = "take"
NAME = f"optbook-{optbook.__version__}-py3-none-any.whl"
SOURCES = ("optbook/**/*.py", "optbook/py.typed", "pyproject.toml", "README.md", "LICENSE", "docs/_ext/wheel.py")
# Seconds since 1970 that stand as the time of each file in the wheel: the first of January 2020.
EPOCH = "1577836800"


def install(config) -> str:
    """The line of a notebook that installs the package, as a comment: a reader takes away the first sign."""
    return f"# %pip install {config.html_baseurl}{FOLDER}/{NAME}"


def make(app, exception) -> None:
    """Put the wheel into the site."""
    if exception is not None or app.builder.name != "html":
        return
    folder, stamp = Path(app.outdir) / FOLDER, Path(app.doctreedir) / "wheel.sha256"
    digest = staleness.hash_of(SOURCES)
    if stamp.exists() and stamp.read_text() == digest and (folder / NAME).exists():
        return
    from hatchling.builders.wheel import WheelBuilder  # here, since a build that makes no wheel does without

    for old in folder.glob("*.whl"):
        old.unlink()
    os.environ["SOURCE_DATE_EPOCH"] = os.environ.get("SOURCE_DATE_EPOCH", EPOCH)
    list(WheelBuilder(str(staleness.ROOT)).build(directory=str(folder), versions=["standard"]))
    storage.replace(stamp, digest.encode())


def tell_notebooks(app) -> None:
    """Tell in the first cell of each notebook of the gallery how to install the package from this site."""
    says = ["# The notebook needs this book's package:\n", install(app.config)]
    first = {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": says}
    gallery = Path(app.srcdir) / app.config.sphinx_gallery_conf["gallery_dirs"]
    for path in gallery.glob("*/*.ipynb"):
        text = path.read_text(encoding="utf-8")
        if f'"{says[1]}"' in text:
            continue
        notebook = json.loads(text)
        cells = [cell for cell in notebook["cells"] if cell["source"][:1] != says[:1]]
        storage.replace(path, json.dumps(notebook | {"cells": [first, *cells]}, indent=2).encode())
        path.chmod(0o644)  # it is published


def setup(app):
    app.connect("builder-inited", tell_notebooks, priority=900)  # after they are written
    app.connect("build-finished", make)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
